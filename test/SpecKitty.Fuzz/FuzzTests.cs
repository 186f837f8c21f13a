using SpecKitty.Fuzz.Engine;

namespace SpecKitty.Fuzz;

/// <summary>Seeds, inputs that once made a target fail, and five seconds of mutations of them.</summary>
/// <remarks>A class for each side, so that both run at the same time.</remarks>
public abstract class FuzzTests(ITestOutputHelper output)
{
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(5);

    private protected void NeverFails(string name)
    {
        var target = FuzzTarget.Find(name)!;
        target.ReadSeeds().ShouldNotBeEmpty();

        var report = new MutationLoop(target, Random.Shared.Next(), TimeProvider.System).Run(Duration);

        output.WriteLine(report.ToString());
        report.Faults.Select(fault => $"{Convert.ToBase64String(fault.Input)}\n{fault.What}").ShouldBeEmpty($"seed {report.Seed}");
    }
}
