namespace SpecKitty.Server.Ingest;

/// <summary>How much one batch may be.</summary>
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

    /// <summary>Levels of nesting in the whole body. Deeper than the contract allows for an event, so that one deep event is refused alone.</summary>
    public int Depth { get; init; } = 1024;

    /// <summary>Characters of one text in an event.</summary>
    public int TextLength { get; init; } = 64 * 1024;
}
