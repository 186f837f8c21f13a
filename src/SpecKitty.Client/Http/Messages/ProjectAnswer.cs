namespace SpecKitty.Client.Http.Messages;

/// <summary>A project as the server knows it.</summary>
/// <param name="ProjectUuid">The project.</param>
/// <param name="TeamSlug">The team that it belongs to.</param>
/// <param name="Name">What the team calls it; null when it has no name.</param>
public sealed record ProjectAnswer(Guid ProjectUuid, string TeamSlug, string? Name = null);

/// <summary>Registers a project to a team.</summary>
internal sealed record ProjectRequest(Guid ProjectUuid, string TeamSlug);
