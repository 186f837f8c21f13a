namespace SpecKitty.ClientBench.Measures;

/// <summary>The rates of one thing, a round each.</summary>
/// <param name="name">What was measured.</param>
internal sealed class RatedRounds(string name)
{
    private readonly List<double> _rates = [];

    /// <summary>Events in a second, the median of the rounds.</summary>
    public double Median
    {
        get
        {
            double[] sorted = [.. _rates.Order()];
            return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
        }
    }

    /// <summary>Begins a table.</summary>
    /// <param name="title">What it is about.</param>
    public static void Begin(string title)
    {
        Console.WriteLine($"\n## {title}\n");
        Console.WriteLine("| what | events a second | ratio | slowest round | fastest round |");
        Console.WriteLine("|---|---|---|---|---|");
    }

    /// <summary>Adds a round.</summary>
    public void Add(int events, TimeSpan elapsed) => _rates.Add(events / elapsed.TotalSeconds);

    /// <summary>Writes a line.</summary>
    /// <param name="baseline">What it is held against; null when it is a baseline itself.</param>
    /// <param name="least">The ratio that it must reach; null when it need not reach any.</param>
    public void Write(RatedRounds? baseline = null, double? least = null)
    {
        var ratio = baseline is null ? 1 : Median / baseline.Median;
        var verdict = (baseline, least) switch
        {
            (null, _) => "baseline",
            (_, { } wanted) => FormattableString.Invariant($"**{ratio:0.00}** ({(ratio >= wanted ? "reaches" : "misses")} {wanted:0.0})"),
            _ => FormattableString.Invariant($"{ratio:0.00}"),
        };
        Console.WriteLine(FormattableString.Invariant($"| {name} | {Median:#,0} | {verdict} | {_rates.Min():#,0} | {_rates.Max():#,0} |"));
    }
}
