namespace SpecKitty.Server.Storage;

/// <summary>A project and the team that it belongs to.</summary>
/// <param name="ProjectId">The project.</param>
/// <param name="TeamSlug">The team.</param>
/// <param name="LastSequence">The sequence of its newest event; 0 when it has none.</param>
/// <param name="CreatedAt">When it was registered.</param>
/// <param name="Name">What its team calls it; null when nobody has named it.</param>
public sealed record ProjectRecord(Guid ProjectId, string TeamSlug, long LastSequence, DateTimeOffset CreatedAt, string? Name)
{
    /// <summary>When it was registered, to the millisecond.</summary>
    public DateTimeOffset CreatedAt { get; init => field = StoreTime.Of(value); } = StoreTime.Of(CreatedAt);
}
