namespace SpecKitty.Load.Measures;

/// <summary>Samples of memory over time, and whether they rise.</summary>
/// <param name="whole">How long the whole run takes; its first fifth is for filling caches and does not count for the slope.</param>
internal sealed class MemoryTrend(TimeSpan whole)
{
    private readonly List<(double Minute, double Resident, double Heap)> _samples = [];

    public static void WriteHead()
    {
        Console.WriteLine("| second | events so far | resident MB | managed heap MB |");
        Console.WriteLine("|---|---|---|---|");
    }

    /// <summary>Adds a sample and writes it down.</summary>
    public void Add(TimeSpan elapsed, double residentMegabytes, double heapMegabytes, long events)
    {
        _samples.Add((elapsed.TotalMinutes, residentMegabytes, heapMegabytes));
        Console.WriteLine(FormattableString.Invariant($"| {elapsed.TotalSeconds:0} | {events:#,0} | {residentMegabytes:0.0} | {heapMegabytes:0.0} |"));
    }

    public void WriteSlope()
    {
        var counted = _samples.Where(sample => sample.Minute >= whole.TotalMinutes / 5).ToList();
        if (counted.Count < 3)
        {
            Console.WriteLine("\nToo short to say whether memory rises.");
            return;
        }

        Console.WriteLine(FormattableString.Invariant(
            $"\nSlope over the last four fifths: resident {Slope(counted.ConvertAll(sample => (sample.Minute, sample.Resident))):+0.00;-0.00} MB a minute, managed heap {Slope(counted.ConvertAll(sample => (sample.Minute, sample.Heap))):+0.00;-0.00} MB a minute; resident at most {counted.Max(sample => sample.Resident):0.0} MB, managed heap from {counted.Min(sample => sample.Heap):0.0} to {counted.Max(sample => sample.Heap):0.0} MB."));
    }

    // Least squares: the line that the samples lie nearest to.
    private static double Slope(List<(double X, double Y)> points)
    {
        var (x, y) = (points.Average(point => point.X), points.Average(point => point.Y));
        return points.Sum(point => (point.X - x) * (point.Y - y)) / points.Sum(point => (point.X - x) * (point.X - x));
    }
}
