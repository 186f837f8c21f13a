namespace SpecKitty.Client.Queue;

/// <summary>A row that one sync has taken and no other will send until the lease ends.</summary>
/// <param name="Position">Its place in the queue; rises in the order of queueing.</param>
/// <param name="EventId">The envelope's id.</param>
/// <param name="EventType">The envelope's type.</param>
/// <param name="ProjectUuid">The envelope's project.</param>
/// <param name="State">How far it had come: pending, or failed when the server has rejected it before.</param>
/// <param name="Attempts">How often the server has rejected it before.</param>
/// <param name="Body">The envelope as UTF-8 JSON; its checksum was verified.</param>
public sealed record LeasedEvent(long Position, string EventId, string EventType, string ProjectUuid, EventState State, int Attempts, ReadOnlyMemory<byte> Body);
