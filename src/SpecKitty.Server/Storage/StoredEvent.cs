namespace SpecKitty.Server.Storage;

/// <summary>An event of the log.</summary>
/// <param name="Sequence">Its place in the project: 1, 2, 3 without a gap, in the order of commits.</param>
/// <param name="EventId">The id, as it is written.</param>
/// <param name="MissionId">The mission that it is about; null when it is about none.</param>
/// <param name="EventType">The type.</param>
/// <param name="LamportClock">The emitter's clock.</param>
/// <param name="ReceivedAt">When it came.</param>
/// <param name="Principal">Who sent it.</param>
/// <param name="Envelope">The envelope, byte for byte.</param>
public sealed record StoredEvent(long Sequence, string EventId, string? MissionId, string EventType, long LamportClock, DateTimeOffset ReceivedAt, string Principal, ReadOnlyMemory<byte> Envelope)
{
    /// <summary>When it came, to the millisecond.</summary>
    public DateTimeOffset ReceivedAt { get; init => field = StoreTime.Of(value); } = StoreTime.Of(ReceivedAt);
}
