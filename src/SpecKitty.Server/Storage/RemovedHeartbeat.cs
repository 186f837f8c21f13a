using System.Buffers;
using System.Text.Json;

namespace SpecKitty.Server.Storage;

/// <summary>What is kept of a heartbeat that retention has removed: enough to know it again, and to reduce the mission to the same state at every sequence.</summary>
/// <param name="Sequence">Its place in the project, which nothing else ever takes.</param>
/// <param name="EventId">The id, as it is written.</param>
/// <param name="MissionId">The mission.</param>
/// <param name="ParticipantId">Who gave the sign of life.</param>
/// <param name="NodeId">The emitter.</param>
/// <param name="Timestamp">When, as the emitter wrote it.</param>
/// <param name="LamportClock">The emitter's clock.</param>
/// <param name="ReceivedAt">When it came.</param>
/// <param name="Principal">Who sent it.</param>
public sealed record RemovedHeartbeat(
    long Sequence,
    string EventId,
    string MissionId,
    string ParticipantId,
    string NodeId,
    string Timestamp,
    long LamportClock,
    DateTimeOffset ReceivedAt,
    string Principal)
{
    private const string EventType = "PresenceHeartbeat";

    /// <summary>When it came, to the millisecond.</summary>
    public DateTimeOffset ReceivedAt { get; init => field = StoreTime.Of(value); } = StoreTime.Of(ReceivedAt);

    /// <summary>Whether heartbeats are among some types of events.</summary>
    /// <param name="eventTypes">The types; null for all.</param>
    public static bool IsAmong(IReadOnlyCollection<string>? eventTypes) => eventTypes?.Contains(EventType) ?? true;

    /// <summary>The heartbeat as an event of the log, with an envelope that says what is still known.</summary>
    /// <param name="projectId">The project.</param>
    /// <returns>The event; its envelope is not the one that came.</returns>
    public StoredEvent ToStoredEvent(Guid projectId)
        => new(Sequence, EventId, MissionId, EventType, LamportClock, ReceivedAt, Principal, ToEnvelope(projectId));

    private byte[] ToEnvelope(Guid projectId)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("event_id", EventId);
            json.WriteString("event_type", EventType);
            json.WriteString("aggregate_id", MissionId.StartsWith("mission/", StringComparison.Ordinal) ? MissionId : $"mission/{MissionId}");
            json.WriteString("timestamp", Timestamp);
            json.WriteString("node_id", NodeId);
            json.WriteNumber("lamport_clock", LamportClock);
            json.WriteString("project_uuid", projectId);
            json.WriteStartObject("payload");
            json.WriteString("participant_id", ParticipantId);
            json.WriteString("mission_id", MissionId);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }
}
