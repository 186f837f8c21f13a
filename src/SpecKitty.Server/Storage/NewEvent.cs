namespace SpecKitty.Server.Storage;

/// <summary>An event on its way into the log.</summary>
/// <param name="EventId">The id, as it is written; unique in the project.</param>
/// <param name="MissionId">The mission that it is about; null when it is about none.</param>
/// <param name="EventType">The type.</param>
/// <param name="LamportClock">The emitter's clock.</param>
/// <param name="ReceivedAt">When it came, milliseconds kept.</param>
/// <param name="Principal">Who sent it.</param>
/// <param name="Envelope">The envelope, byte for byte.</param>
public sealed record NewEvent(string EventId, string? MissionId, string EventType, long LamportClock, DateTimeOffset ReceivedAt, string Principal, ReadOnlyMemory<byte> Envelope)
{
    /// <summary>When it came, milliseconds kept.</summary>
    public DateTimeOffset ReceivedAt { get; init => field = StoreTime.Of(value); } = StoreTime.Of(ReceivedAt);
}
