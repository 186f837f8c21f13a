using SpecKitty.Events.Envelope;

namespace SpecKitty.Server.Ingest;

/// <summary>How much one batch may be. What is beyond a limit of the batch refuses the batch; what is beyond a limit of an event refuses that event alone.</summary>
internal sealed record IngestLimits
{
    /// <summary>Events in a batch; never more than the 1,000 of the contract.</summary>
    public int Events { get; init; } = 1000;

    /// <summary>Bytes of a body that comes gzip-encoded.</summary>
    public int CompressedBytes { get; init; } = 8 * 1024 * 1024;

    /// <summary>Bytes of a body that comes plain, or after it was inflated.</summary>
    public int Bytes { get; init; } = 32 * 1024 * 1024;

    /// <summary>Bytes of one event.</summary>
    public int EventBytes { get; init; } = 256 * 1024;

    /// <summary>Bytes of one text of an event, a member's name or a string, as it stands in the body: UTF-8, with its escapes.</summary>
    /// <remarks>A stack trace of a thousand frames fits.</remarks>
    public int TextLength { get; init; } = 128 * 1024;

    /// <summary>Levels of nesting in one event, the event itself counted; at most the contract's own <see cref="EventReader.MaxDepth"/>.</summary>
    public int EventDepth { get; init; } = EventReader.MaxDepth;

    /// <summary>Levels of nesting in the whole body. Far deeper than an event may be, so that one deep event is refused alone.</summary>
    public int Depth { get; init; } = 1_000_000;
}
