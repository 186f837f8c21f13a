using SpecKitty.Fuzz.Targets;

namespace SpecKitty.Fuzz;

public sealed class ClientFuzzTests(ITestOutputHelper output) : FuzzTests(output)
{
    public static TheoryData<string> Targets => [.. ClientTargets.All.Select(target => target.Name)];

    [Theory]
    [MemberData(nameof(Targets))]
    public void Target_SeedsAndFiveSecondsOfMutations_NeverFails(string name) => NeverFails(name);
}
