namespace SpecKitty.Server.Ingest;

/// <summary>How much may be sent in a minute. A caller who was quiet may send a whole minute's worth at once; 0 is no limit.</summary>
internal sealed record RateLimits
{
    /// <summary>Batches, and frames of the socket, that one principal sends in a minute.</summary>
    public int RequestsPerMinutePerPrincipal { get; init; } = 6_000;

    /// <summary>Events that one principal sends in a minute, whatever becomes of them.</summary>
    public int EventsPerMinutePerPrincipal { get; init; } = 3_000_000;

    /// <summary>Batches and frames that the principals of one team send in a minute.</summary>
    public int RequestsPerMinutePerTeam { get; init; } = 60_000;

    /// <summary>Events that the principals of one team send in a minute.</summary>
    public int EventsPerMinutePerTeam { get; init; } = 30_000_000;
}
