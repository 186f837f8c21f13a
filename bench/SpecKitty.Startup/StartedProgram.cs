namespace SpecKitty.Startup;

/// <summary>A command line, and how long its starts took.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Words">The program and its arguments.</param>
internal sealed record StartedProgram(string Name, IReadOnlyList<string> Words)
{
    private readonly List<double> _milliseconds = [];

    /// <summary>The middle one, in milliseconds.</summary>
    public double Median => At(0.5);

    /// <summary>The one that 95 of 100 do not exceed, in milliseconds.</summary>
    public double Percentile95 => At(0.95);

    /// <summary>Takes in one start.</summary>
    public void Add(TimeSpan took) => _milliseconds.Add(took.TotalMilliseconds);

    private double At(double share) => _milliseconds.Order().ElementAt((int)Math.Min(_milliseconds.Count - 1, share * _milliseconds.Count));
}
