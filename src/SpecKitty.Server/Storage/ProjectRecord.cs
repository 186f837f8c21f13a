namespace SpecKitty.Server.Storage;

/// <summary>A project and the team that it belongs to.</summary>
/// <param name="ProjectId">The project.</param>
/// <param name="TeamSlug">The team.</param>
/// <param name="LastSequence">The sequence of its newest event; 0 when it has none.</param>
/// <param name="CreatedAt">When it was registered.</param>
/// <param name="Name">What its team calls it; null when nobody has named it.</param>
/// <param name="LamportClock">The greatest Lamport clock of its events, those of missions included; 0 when it has none.</param>
public sealed record ProjectRecord(Guid ProjectId, string TeamSlug, long LastSequence, DateTimeOffset CreatedAt, string? Name, long LamportClock = 0)
{
    /// <summary>The project after more events.</summary>
    /// <param name="events">The events.</param>
    /// <returns>It, with the sequence of the last of them and the greatest clock of all.</returns>
    internal ProjectRecord With(IReadOnlyList<NewEvent> events) => this with
    {
        LastSequence = LastSequence + events.Count,
        LamportClock = events.Aggregate(LamportClock, (greatest, added) => Math.Max(greatest, added.LamportClock)),
    };

    /// <summary>When it was registered, to the millisecond.</summary>
    public DateTimeOffset CreatedAt { get; init => field = StoreTime.Of(value); } = StoreTime.Of(CreatedAt);
}
