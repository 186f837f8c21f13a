using SpecKitty.Server.Storage;

namespace SpecKitty.Server.Live;

/// <summary>What a stream or a socket follows.</summary>
/// <param name="Project">The project.</param>
/// <param name="Mission">The one mission of it; null for all of the project.</param>
/// <param name="After">The sequence to begin behind; null for where the log stands, which a snapshot tells.</param>
internal sealed record LiveSubject(ProjectRecord Project, MissionRecord? Mission, long? After);
