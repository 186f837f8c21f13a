using System.Runtime;
using System.Runtime.InteropServices;
using SpecKitty.Load.Servers;

namespace SpecKitty.Load.Measures;

/// <summary>Writes the figures as tables, line by line.</summary>
internal static class Report
{
    public static void WriteMachine()
        => Console.WriteLine($"{Environment.ProcessorCount} processors, {RuntimeInformation.OSDescription} {RuntimeInformation.ProcessArchitecture}, {RuntimeInformation.FrameworkDescription}, garbage collection of this program {(GCSettings.IsServerGC ? "server" : "workstation")}");

    public static void WriteStore(LoadTarget target) => Console.WriteLine($"\n# {target.Name}\n");

    /// <summary>Begins a table.</summary>
    /// <param name="title">What it is about.</param>
    /// <param name="unit">What each latency is of.</param>
    public static void Begin(string title, string unit)
    {
        Console.WriteLine($"\n## {title}\n");
        Console.WriteLine($"| what | events a second | ratio | {unit} p50 ms | p95 ms | p99 ms | processor µs an event: client | server | database |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|---|");
    }

    /// <summary>Writes a line.</summary>
    /// <param name="what">What was measured.</param>
    /// <param name="measured">The figures.</param>
    /// <param name="ratio">How much of which baseline; empty when it is one.</param>
    public static void Write(string what, Measured measured, string ratio = "baseline")
        => Console.WriteLine(FormattableString.Invariant(
            $"| {what} | {measured.Rate:#,0} | {ratio} | {measured.Percentile(0.5):0.00} | {measured.Percentile(0.95):0.00} | {measured.Percentile(0.99):0.00} | {measured.MicrosecondsAnEvent(measured.Cpu.Client):0.0} | {measured.MicrosecondsAnEvent(measured.Cpu.Server):0.0} | {measured.MicrosecondsAnEvent(measured.Cpu.Database):0.0} |"));

    /// <summary>How a rate stands to a baseline's, and to what it must reach.</summary>
    public static string Ratio(Measured measured, Measured baseline, double? target = null)
    {
        var ratio = measured.Rate / baseline.Rate;
        return target is { } least
            ? FormattableString.Invariant($"**{ratio:0.00}** ({(ratio >= least ? "reaches" : "misses")} {least:0.0})")
            : FormattableString.Invariant($"{ratio:0.00}");
    }
}
