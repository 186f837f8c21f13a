namespace SpecKitty.Server.Projections;

/// <summary>How much of the log is held in memory as projections.</summary>
internal sealed record ProjectionCacheOptions
{
    /// <summary>How many uses go by between two looks at the sum.</summary>
    public const int UsesBetweenChecks = 64;

    /// <summary>Events in memory; beyond it, the projects that were not wanted for the longest are forgotten and loaded again on demand. An event takes about 1 KB.</summary>
    public long Events { get; init; } = 2_000_000;
}
