using SpecKitty.Fuzz.Engine;

namespace SpecKitty.Fuzz;

public sealed class MutationLoopTests
{
    [Fact]
    public void Run_TargetThatFailsOnOneByte_FindsIt()
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
