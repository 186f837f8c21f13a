using SpecKitty.Load.Http;
using SpecKitty.Load.Measures;
using SpecKitty.Load.Servers;

namespace SpecKitty.Load.Scenarios;

/// <summary>The same batches twice: a client that lost the answer sends them again.</summary>
internal static class DuplicateScenario
{
    public static async Task RunAsync(LoadTarget target, double seconds)
    {
        var token = await target.Client.SignInAsync();
        var bodies = await Prepared.BatchesAsync(target, 1, (int)(seconds * 25), sharedProject: null);
        await target.SettleAsync();
        var fresh = await Posting.RunAsync(target, token, bodies, Prepared.BatchSize, "success", TimeSpan.MaxValue);
        var again = await Posting.RunAsync(target, token, bodies, Prepared.BatchSize, "duplicate", TimeSpan.MaxValue);
        Report.Begin($"Batches of {Prepared.BatchSize} events again, 1 client", "batch");
        Report.Write("new", fresh);
        Report.Write("all known", again, Report.Ratio(again, fresh, 2));
    }
}
