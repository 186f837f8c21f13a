namespace SpecKitty.Server.Storage;

/// <summary>A project and the team that it belongs to.</summary>
/// <param name="ProjectId">The project.</param>
/// <param name="TeamSlug">The team.</param>
/// <param name="LastSequence">The sequence of its newest event; 0 when it has none.</param>
public sealed record ProjectRecord(Guid ProjectId, string TeamSlug, long LastSequence);
