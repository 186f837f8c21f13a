namespace SpecKitty.Server.Ingest;

/// <summary>How much a principal and a team may ask for in a minute; 0 is no limit.</summary>
internal sealed record RateLimits
{
    /// <summary>Requests of one principal in a minute.</summary>
    public int RequestsPerMinutePerPrincipal { get; init; } = 3_000;

    /// <summary>Events that one principal brings in a minute.</summary>
    public int EventsPerMinutePerPrincipal { get; init; } = 600_000;

    /// <summary>Requests of all principals of one team in a minute.</summary>
    public int RequestsPerMinutePerTeam { get; init; } = 30_000;

    /// <summary>Events that all principals of one team bring in a minute.</summary>
    public int EventsPerMinutePerTeam { get; init; } = 6_000_000;
}
