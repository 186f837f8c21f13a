using SpecKitty.Server.Storage;

namespace SpecKitty.Server.Live;

/// <summary>What a socket follows.</summary>
/// <param name="Project">The project.</param>
/// <param name="Mission">The one mission of it; null for all of the project.</param>
/// <param name="After">The sequence to begin behind; null for where the log stands.</param>
internal sealed record SocketSubject(ProjectRecord Project, MissionRecord? Mission, long? After);
