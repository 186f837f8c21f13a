using SpecKitty.Fuzz.Engine;

namespace SpecKitty.Fuzz;

public sealed class FuzzTests(ITestOutputHelper output)
{
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(5);

    public static TheoryData<string> Targets => [.. FuzzTarget.All.Select(target => target.Name)];

    [Theory]
    [MemberData(nameof(Targets))]
    public void Target_SeedsAndFiveSecondsOfMutations_NeverFails(string name)
    {
        var target = FuzzTarget.Find(name)!;
        target.ReadSeeds().ShouldNotBeEmpty();

        var report = new MutationLoop(target, Random.Shared.Next(), TimeProvider.System).Run(Duration);

        output.WriteLine(report.ToString());
        report.Faults.Select(fault => $"{Convert.ToBase64String(fault.Input)}\n{fault.What}").ShouldBeEmpty($"seed {report.Seed}");
    }

    [Fact]
    public void Loop_TargetThatFailsOnOneInput_FindsIt()
    {
        var target = new FuzzTarget("broken", "nothing", input =>
        {
            if (input.Contains((byte)0x1b))
            {
                throw new InvalidOperationException("This target fails on an escape character.");
            }
        });

        var report = new MutationLoop(target, seed: 1, TimeProvider.System).Run(TimeSpan.FromMinutes(1), inputs: 100_000);

        report.Faults.ShouldHaveSingleItem().Input.ShouldContain((byte)0x1b);
    }
}
