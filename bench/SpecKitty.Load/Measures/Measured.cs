using System.Diagnostics;
using SpecKitty.Load.Servers;

namespace SpecKitty.Load.Measures;

/// <summary>What was measured.</summary>
/// <param name="Milliseconds">How long each post or transaction took, in no order.</param>
/// <param name="Events">How many events they brought.</param>
/// <param name="Elapsed">From the first to the last.</param>
/// <param name="Cpu">The processor time that went into them.</param>
internal sealed record Measured(IReadOnlyList<double> Milliseconds, long Events, TimeSpan Elapsed, CpuTimes Cpu)
{
    /// <summary>Events in a second.</summary>
    public double Rate => Events / Elapsed.TotalSeconds;

    /// <summary>Two rounds of the same as one.</summary>
    public static Measured operator +(Measured left, Measured right)
        => new([.. left.Milliseconds, .. right.Milliseconds], left.Events + right.Events, left.Elapsed + right.Elapsed, left.Cpu + right.Cpu);

    /// <summary>Measures something.</summary>
    /// <param name="target">Whose processor time counts.</param>
    /// <param name="run">Does it, from a timestamp on, and says how long each part took and how many events a part has.</param>
    public static async Task<Measured> RunAsync(LoadTarget target, Func<long, Task<(IEnumerable<double> Milliseconds, int EventsOfEach)>> run)
    {
        var cpu = target.CpuTimes();
        var began = Stopwatch.GetTimestamp();
        var (milliseconds, each) = await run(began);
        var elapsed = Stopwatch.GetElapsedTime(began);
        List<double> all = [.. milliseconds];
        return new Measured(all, (long)all.Count * each, elapsed, target.CpuTimes() - cpu);
    }

    /// <summary>The time within which a share of them was done.</summary>
    public double Percentile(double share)
    {
        double[] sorted = [.. Milliseconds.Order()];
        return sorted.Length == 0 ? 0 : sorted[Math.Min(sorted.Length - 1, (int)Math.Ceiling(share * sorted.Length) - 1)];
    }

    /// <summary>Microseconds of processor time for each event.</summary>
    public double MicrosecondsAnEvent(TimeSpan time) => time.TotalMicroseconds / Math.Max(1, Events);
}
