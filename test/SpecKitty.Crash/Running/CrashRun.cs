using SpecKitty.Cli.Tests.Support;
using SpecKitty.Crash.Checking;
using SpecKitty.Crash.Children;

namespace SpecKitty.Crash.Running;

/// <summary>Kills children and the server at seeded moments, round by round, and checks after each round that nothing is lost or doubled.</summary>
/// <param name="options">How much, and by which seed.</param>
/// <param name="tell">Hears a line about each round.</param>
internal sealed class CrashRun(CrashOptions options, Action<string> tell)
{
    private const string User = "ada";

    // Each round begins with an empty home folder, so that the making of every file is killed, too.
    private const int KillsOfRound = 50;

    // What one caller may send in a minute is no matter here.
    private static readonly string[] Unlimited =
    [
        "--set", "limits.requests_per_minute_per_principal=0", "--set", "limits.requests_per_minute_per_team=0",
        "--set", "limits.events_per_minute_per_principal=0", "--set", "limits.events_per_minute_per_team=0",
    ];

    private readonly Random _random = new(options.Seed);
    private int _children;

    /// <summary>Runs until there were enough kills.</summary>
    public async Task<CrashTotals> RunAsync()
    {
        var since = TimeProvider.System.GetTimestamp();
        await using var server = await RealServer.StartAsync(Unlimited, (User, "tea"));
        var totals = new CrashTotals();
        for (var round = 1; totals.Kills < options.Kills; round++)
        {
            totals += await RoundAsync(server, Math.Min(KillsOfRound, options.Kills - totals.Kills));
            tell(FormattableString.Invariant($"round {round}, {TimeProvider.System.GetElapsedTime(since).TotalSeconds:0} s: {totals}"));
        }

        await server.KillAsync();
        return DatabaseFile.Fault(Path.Join(server.DataFolder, "speckitty.db")) is { } fault
            ? totals with { Findings = [.. totals.Findings, fault] }
            : totals;
    }

    private async Task<CrashTotals> RoundAsync(RealServer server, int kills)
    {
        var round = new CrashRound(server, User, Draw, () => Interlocked.Increment(ref _children));
        var totals = await round.RunAsync(kills);
        if (totals.Findings.Count == 0)
        {
            round.Delete();
            return totals;
        }

        foreach (var finding in totals.Findings)
        {
            tell($"  {finding}");
        }

        tell($"  What the round left is kept in {round.Folder}.");
        return totals;
    }

    private KillPlan Draw()
    {
        lock (_random)
        {
            return KillPlan.Draw(_random);
        }
    }
}
