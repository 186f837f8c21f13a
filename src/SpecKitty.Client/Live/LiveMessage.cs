using SpecKitty.Client.Emitting;

namespace SpecKitty.Client.Live;

/// <summary>One message of a mission's stream.</summary>
/// <param name="Name"><c>snapshot</c>: how the mission stands; <c>event</c>: an event of its log; <c>change</c>: something that changed without an event. Others may come; leave them out.</param>
/// <param name="Sequence">The project's sequence that whoever has this message has come to.</param>
/// <param name="Json">What it says, as UTF-8 JSON.</param>
public sealed record LiveMessage(string Name, long Sequence, ReadOnlyMemory<byte> Json)
{
    /// <summary>The greatest Lamport clock that it shows; 0 when it shows none.</summary>
    internal long Clock => Name switch
    {
        Snapshot => EnvelopeClock.Of(Json.Span),
        Event => EnvelopeClock.OfStored(Json.Span),
        _ => 0,
    };

    /// <summary>The name of the message that tells how the mission stands.</summary>
    public const string Snapshot = "snapshot";

    /// <summary>The name of the message with an event.</summary>
    public const string Event = "event";

    /// <summary>The name of the message with something that changed without an event.</summary>
    public const string Change = "change";
}
