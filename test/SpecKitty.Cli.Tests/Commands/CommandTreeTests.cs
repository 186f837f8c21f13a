using System.CommandLine;
using SpecKitty.Cli.Commands;
using SpecKitty.Cli.Tests.Support;

namespace SpecKitty.Cli.Tests.Commands;

/// <summary>A command line makes the one command that it names, under the name that the command has itself.</summary>
public sealed class CommandTreeTests
{
    private static readonly CliContext Nowhere = new() { OutputText = TextWriter.Null, ErrorText = TextWriter.Null, Environment = _ => null };

    public static TheoryData<string> Leaves => [.. CommandTree.Leaves.Select(leaf => leaf.Path)];

    [Theory]
    [MemberData(nameof(Leaves))]
    public void Create_ForTheWordsOfACommand_MakesNoOther(string path)
    {
        Command at = SpecKittyRoot.Create(Nowhere, path.Split(' '));

        foreach (var word in path.Split(' '))
        {
            at = at.Subcommands.ShouldHaveSingleItem();
            at.Name.ShouldBe(word);
        }
    }

    [Theory]
    [InlineData("sync", "nonsense")]
    [InlineData("sync")]
    public void Create_ForAGroupWithoutACommandOfIt_MakesTheWholeGroup(params string[] words)
    {
        var group = SpecKittyRoot.Create(Nowhere, words).Subcommands.ShouldHaveSingleItem();

        group.Subcommands.Count.ShouldBe(CommandTree.Leaves.Count(leaf => leaf.Path.StartsWith("sync ", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("[suggest:4]", "sync")]
    [InlineData("--help")]
    [InlineData]
    public void Create_ForWordsThatNameNoCommand_MakesTheWholeTree(params string[] words) =>
        SpecKittyRoot.Create(Nowhere, words).ShouldBeOfType<RootCommand>().Subcommands.Count.ShouldBe(CommandTree.All[0].Command.Subcommands.Count);

    [Theory]
    [InlineData("-h")]
    [InlineData("-?")]
    [InlineData("/h")]
    [InlineData("/?")]
    [InlineData("--help")]
    public async Task Run_WithAnyWordForHelp_ShowsTheHelpOfTheCommand(string word)
    {
        using var line = new CommandLine();

        var outcome = await line.RunAsync("sync", "status", word);

        outcome.Code.ShouldBe(ExitCodes.Fine);
        outcome.Output.ShouldStartWith("Description:");
        outcome.Output.ShouldContain("spec-kitty sync status");
    }
}
