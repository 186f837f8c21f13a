using SpecKitty.Events.Envelope;
using SpecKitty.Server.Storage;

namespace SpecKitty.Server.Api.Messages;

/// <summary>An event of a log.</summary>
internal sealed record StoredEventAnswer
{
    /// <summary>Its place in the project: 1, 2, 3, in the order of commits.</summary>
    public required long Sequence { get; init; }

    /// <summary>When the server took it in.</summary>
    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>Who sent it.</summary>
    public required string Principal { get; init; }

    /// <summary>The envelope, byte for byte as it came.</summary>
    public required RawJson<Event> Event { get; init; }

    /// <summary>The answer for an event of the store.</summary>
    public static StoredEventAnswer Of(StoredEvent stored) => new()
    {
        Sequence = stored.Sequence,
        ReceivedAt = stored.ReceivedAt,
        Principal = stored.Principal,
        Event = new RawJson<Event>(stored.Envelope),
    };
}
