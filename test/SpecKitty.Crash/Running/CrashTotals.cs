using SpecKitty.Crash.Children;

namespace SpecKitty.Crash.Running;

/// <summary>A run in numbers.</summary>
internal sealed record CrashTotals
{
    /// <summary>Children that a kill found alive.</summary>
    public int Kills { get; init; }

    /// <summary>Kills of the server.</summary>
    public int ServerKills { get; init; }

    /// <summary>Events that a child has acknowledged.</summary>
    public int Acknowledged { get; init; }

    /// <summary>Events that got on disk, and so to the server, though their child died before it could say so.</summary>
    public int InFlight { get; init; }

    /// <summary>Events that were sent again because the kill came between the server's answer and its note in the queue.</summary>
    public int Duplicates { get; init; }

    /// <summary>Everything that is not as it must be.</summary>
    public IReadOnlyList<string> Findings { get; init; } = [];

    /// <summary>The numbers of one round.</summary>
    public static CrashTotals Of(IReadOnlyCollection<ChildReport> children) => new()
    {
        Kills = children.Count(child => child.IsKilled),
        Acknowledged = children.Sum(child => child.Acknowledged.Count),
        Duplicates = children.Sum(child => child.Duplicates),
    };

    public static CrashTotals operator +(CrashTotals left, CrashTotals right) => new()
    {
        Kills = left.Kills + right.Kills,
        ServerKills = left.ServerKills + right.ServerKills,
        Acknowledged = left.Acknowledged + right.Acknowledged,
        InFlight = left.InFlight + right.InFlight,
        Duplicates = left.Duplicates + right.Duplicates,
        Findings = [.. left.Findings, .. right.Findings],
    };

    public override string ToString() => FormattableString.Invariant(
        $"{Kills:#,0} kills, {ServerKills:#,0} of the server beside them; {Acknowledged:#,0} events acknowledged, {InFlight:#,0} more on disk without a word, {Duplicates:#,0} sent again; {Findings.Count} findings");
}
