using SpecKitty.Server.Storage;

namespace SpecKitty.Server.Accounts;

/// <summary>A project that was asked to be registered.</summary>
/// <param name="Project">The project.</param>
/// <param name="IsNew">Whether nobody had it before.</param>
internal sealed record RegisteredProject(ProjectRecord Project, bool IsNew);
