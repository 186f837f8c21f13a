using SpecKitty.Events.Envelope;
using SpecKitty.Server.Storage;

namespace SpecKitty.Server.Api.Messages;

/// <summary>An event of the log that a socket follows.</summary>
internal sealed record SocketEvent
{
    /// <summary><c>event</c>.</summary>
    public string Type => "event";

    /// <summary>Its place in the project's log.</summary>
    public required long Sequence { get; init; }

    /// <summary>The envelope, as it came.</summary>
    public required RawJson<Event> Event { get; init; }

    public static SocketEvent Of(StoredEvent stored) => new() { Sequence = stored.Sequence, Event = new RawJson<Event>(stored.Envelope) };
}
