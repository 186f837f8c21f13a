namespace SpecKitty.Server.Api.Messages;

/// <summary>How much one batch may be.</summary>
internal sealed record SyncLimits
{
    /// <summary>Events in a batch; more: 400.</summary>
    public required int Events { get; init; }

    /// <summary>Bytes of a gzip-encoded body as it is sent; more: 413.</summary>
    public required int CompressedBytes { get; init; }

    /// <summary>Bytes of a body that is plain, or after it was inflated; more: 413.</summary>
    public required int Bytes { get; init; }

    /// <summary>Levels of nesting in the whole body; more: 400.</summary>
    public required int Depth { get; init; }

    /// <summary>Bytes of one event; more: that event is rejected with <c>EVENT_TOO_LARGE</c>.</summary>
    public required int EventBytes { get; init; }

    /// <summary>Levels of nesting in one event; more: that event is rejected with <c>TOO_DEEP</c>.</summary>
    public required int EventDepth { get; init; }

    /// <summary>Bytes of one text of an event, as it stands in the body; more: that event is rejected with <c>TEXT_TOO_LONG</c>.</summary>
    public required int TextLength { get; init; }
}
