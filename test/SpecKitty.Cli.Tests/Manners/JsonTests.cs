using SpecKitty.Cli.Tests.Support;

namespace SpecKitty.Cli.Tests.Manners;

public sealed class JsonTests
{
    /// <summary>The commands without <c>--json</c>, each with why a program does not miss it.</summary>
    private static readonly Dictionary<string, string> Without = new(StringComparer.Ordinal)
    {
        ["auth login"] = "prints no data: 'auth status --json' tells what came of it",
        ["auth logout"] = "prints no data",
        ["project unlink"] = "prints no data: 'project list --json' tells what came of it",
        ["mission leave"] = "prints no data but its event, which is in the log of the mission",
        ["events reduce"] = "prints JSON anyway",
        ["events validate"] = "has --format, which chooses between a text and JSON lines",
        ["sync export"] = "prints the envelopes, one JSON object a line",
        ["schema show"] = "prints a JSON Schema anyway",
        ["completion"] = "prints a script for a shell",
        ["conformance run"] = "has --format, which chooses between a text, JSON and JUnit",
    };

    public static TheoryData<string> Leaves => [.. CommandTree.Leaves.Select(found => found.Path)];

    [Theory]
    [MemberData(nameof(Leaves))]
    public void EveryCommandThatPrintsData_HasJson(string path)
    {
        var command = CommandTree.Leaves.Single(found => found.Path == path).Command;

        command.Options.Any(option => option.Name == "--json").ShouldBe(!Without.ContainsKey(path), path);
    }

    [Fact]
    public void EveryException_IsACommand() => Without.Keys.ShouldBeSubsetOf(CommandTree.Leaves.Select(found => found.Path));
}
