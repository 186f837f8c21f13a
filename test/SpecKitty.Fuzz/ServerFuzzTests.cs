using SpecKitty.Fuzz.Targets;

namespace SpecKitty.Fuzz;

public sealed class ServerFuzzTests(ITestOutputHelper output) : FuzzTests(output)
{
    public static TheoryData<string> Targets => [.. ServerTargets.All.Select(target => target.Name)];

    [Theory]
    [MemberData(nameof(Targets))]
    public void Target_SeedsAndFiveSecondsOfMutations_NeverFails(string name) => NeverFails(name);
}
