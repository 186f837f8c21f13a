namespace SpecKitty.Server.Storage;

/// <summary>A mission and its newest event.</summary>
/// <param name="Mission">The mission.</param>
/// <param name="Sequence">The project's sequence of the event.</param>
/// <param name="ReceivedAt">When it came.</param>
public sealed record ActiveMission(MissionRecord Mission, long Sequence, DateTimeOffset ReceivedAt)
{
    /// <summary>When it came, to the millisecond.</summary>
    public DateTimeOffset ReceivedAt { get; init => field = StoreTime.Of(value); } = StoreTime.Of(ReceivedAt);
}
