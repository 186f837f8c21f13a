using SpecKitty.Events.Envelope;

namespace SpecKitty.Load.Traffic;

/// <summary>Where a producer's events belong.</summary>
/// <param name="ProjectId">The project.</param>
/// <param name="MissionId">A mission of the project.</param>
/// <param name="Run">What the mission's events are correlated by.</param>
/// <param name="Participants">Who takes part; at least one.</param>
/// <param name="Clock">The clock to begin behind.</param>
internal sealed record TrafficPlace(Guid ProjectId, string MissionId, EventId Run, IReadOnlyList<string> Participants, long Clock)
{
    /// <summary>A place that no server knows, for rows that go straight into a table.</summary>
    public static TrafficPlace MakeUp() => new(
        Guid.NewGuid(),
        "M001",
        EventId.From(new UlidFactory(TimeProvider.System).Next()),
        [.. Enumerable.Range(0, 4).Select(_ => new UlidFactory(TimeProvider.System).Next().ToString())],
        4);
}
