using SpecKitty.Crash.Running;

namespace SpecKitty.Crash;

public sealed class CrashTests(ITestOutputHelper output)
{
    private const int Kills = 200;

    [Fact]
    public async Task Processes_KilledAtRandomMoments_LoseNothingAndDoubleNothing()
    {
        var options = new CrashOptions(Kills, Random.Shared.Next());
        output.WriteLine($"seed {options.Seed}");

        var totals = await new CrashRun(options, output.WriteLine).RunAsync();

        totals.Findings.ShouldBeEmpty($"seed {options.Seed}");
        totals.Kills.ShouldBeGreaterThanOrEqualTo(Kills);

        // A run in which the kills met nothing would prove nothing.
        totals.ServerKills.ShouldBePositive();
        totals.Acknowledged.ShouldBeGreaterThan(Kills);
    }
}
