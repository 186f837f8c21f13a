namespace SpecKitty.Events.Collaboration.Warnings;

/// <summary>How many warnings a <see cref="WarningDigest"/> shows in full.</summary>
public sealed record WarningDigestLimits
{
    /// <summary>Warnings that wait for an answer, the newest; at least 1.</summary>
    public int Open { get; init; } = 100;

    /// <summary>Settled warnings, the newest; at least 0.</summary>
    public int Settled { get; init; } = 20;

    /// <summary>Participants that the warnings of one of these kinds may name together, unless a single one names more; at least 0.</summary>
    public int Names { get; init; } = 4000;

    /// <summary>Participants that may be named by the warnings whose standing is evaluated: what is older is not looked at. At least <see cref="Names"/>.</summary>
    public int Evaluated { get; init; } = 40_000;
}
