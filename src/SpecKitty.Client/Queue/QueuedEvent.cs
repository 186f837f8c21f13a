namespace SpecKitty.Client.Queue;

/// <summary>An event as it goes into the queue.</summary>
/// <param name="EventId">The envelope's id; one id is queued once.</param>
/// <param name="EventType">The envelope's type, for counts and reports.</param>
/// <param name="ProjectUuid">The envelope's project; order is kept inside a project.</param>
/// <param name="Body">The whole envelope as UTF-8 JSON, sent as it stands.</param>
public sealed record QueuedEvent(string EventId, string EventType, Guid ProjectUuid, ReadOnlyMemory<byte> Body);
