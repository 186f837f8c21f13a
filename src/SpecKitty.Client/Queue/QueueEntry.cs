namespace SpecKitty.Client.Queue;

/// <summary>One row of the queue, without its body.</summary>
/// <param name="Position">Its place in the queue.</param>
/// <param name="EventId">The envelope's id.</param>
/// <param name="EventType">The envelope's type.</param>
/// <param name="ProjectUuid">The envelope's project.</param>
/// <param name="State">How far it has come.</param>
/// <param name="Attempts">How often the server rejected it.</param>
/// <param name="Category">The category of the last rejection; null when there was none.</param>
/// <param name="Reason">The words of the last rejection; null when there was none.</param>
/// <param name="QueuedAt">When it was queued.</param>
public sealed record QueueEntry(
    long Position,
    string EventId,
    string EventType,
    string ProjectUuid,
    EventState State,
    int Attempts,
    string? Category,
    string? Reason,
    DateTimeOffset QueuedAt);
