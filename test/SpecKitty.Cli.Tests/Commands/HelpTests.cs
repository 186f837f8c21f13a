using SpecKitty.Cli.Commands;
using SpecKitty.Cli.Tests.Support;

namespace SpecKitty.Cli.Tests.Commands;

public sealed class HelpTests : IDisposable
{
    private readonly CommandLine _line = new();

    public static TheoryData<string> Paths => [.. CommandTree.All.Select(found => found.Path)];

    public void Dispose() => _line.Dispose();

    [Theory]
    [MemberData(nameof(Paths))]
    public async Task Help_OfEveryCommand_IsTheApprovedText(string path)
    {
        var outcome = await _line.RunAsync([.. path.Split(' ', StringSplitOptions.RemoveEmptyEntries), "--help"]);

        outcome.ShouldEnd(ExitCodes.Fine).Error.ShouldBe("");
        Approval.Match($"Help.{(path.Length == 0 ? "root" : path.Replace(' ', '-'))}", outcome.Output);
    }

    [Fact]
    public void EveryCommandThatDoesSomething_ShowsAnExampleOfItself()
    {
        foreach (var (command, path) in CommandTree.Leaves)
        {
            command.Description.ShouldNotBeNullOrEmpty(path);
            var documented = command.ShouldBeOfType<DocumentedCommand>(path);
            documented.Examples.ShouldNotBeEmpty(path);
            documented.Examples.ShouldAllBe(example => example.Line.StartsWith($"spec-kitty {path}", StringComparison.Ordinal), path);
        }
    }

    [Fact]
    public async Task Version_ByItself_IsANumberOnStandardOutput() =>
        (await _line.RunAsync("--version")).ShouldEnd(ExitCodes.Fine).Line.ShouldMatch(@"^\d+\.\d+\.\d+$");
}
