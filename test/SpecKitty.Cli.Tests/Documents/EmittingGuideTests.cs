using System.Text;
using SpecKitty.Cli.Tests.Support;
using SpecKitty.Client.Emitting;
using SpecKitty.Events.Lanes;

namespace SpecKitty.Cli.Tests.Documents;

/// <summary>The command lines in docs/guide/emitting.md work, one after the other, and its table of transitions is the contract's.</summary>
public sealed class EmittingGuideTests : IDisposable
{
    private readonly CommandLine _line = new();

    private static string[] Guide => File.ReadAllLines(Path.Join(SourceTree.Top, "docs", "guide", "emitting.md"));

    public void Dispose() => _line.Dispose();

    [Fact]
    public async Task Guide_CommandLines_WorkInTheirOrder()
    {
        var lines = Guide.Where(line => line.StartsWith("spec-kitty ", StringComparison.Ordinal)).ToList();

        foreach (var line in lines)
        {
            (await _line.RunAsync([.. Words(line).Skip(1)])).ShouldEnd(ExitCodes.Fine);
        }

        lines.Count.ShouldBe(14);
        (await _line.RunAsync("sync", "status", "--json")).Output.ShouldContain("\"pending\": 12");
    }

    [Fact]
    public void Guide_TableOfTransitions_IsTheContracts()
    {
        var rows = Guide.SkipWhile(line => !line.Contains("to without force")).Skip(2).TakeWhile(line => line.TrimStart().StartsWith('|'))
            .Select(line => line.Split('|', StringSplitOptions.TrimEntries))
            .SelectMany(cells => cells[1].Split(", "), (cells, from) => (From: from, To: cells[2]));

        rows.ShouldBe(Enum.GetValues<Lane>().Select(lane => (Lane?)lane).Prepend(null).Select(from => (from?.ToText() ?? "no lane", Described(from))), ignoreOrder: true);
    }

    private static string Described(Lane? from)
    {
        var next = WorkPackages.NextLanes(from).Select(to => (from, to) switch
        {
            (Lane.InProgress, Lane.Planned) => "planned (with `--reason`)",
            (Lane.ForReview, Lane.InProgress) => "in_progress (with `--review-ref`)",
            _ => to.ToText(),
        });
        return string.Join(", ", next) is { Length: > 0 } text ? text : "nothing";
    }

    /// <summary>The words of a line as a shell has them; the page quotes with single quotes only.</summary>
    private static List<string> Words(string line)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        var isQuoted = false;
        foreach (var one in line)
        {
            if (one == '\'')
            {
                isQuoted = !isQuoted;
            }
            else if (one == ' ' && !isQuoted)
            {
                words.Add(word.ToString());
                word.Clear();
            }
            else
            {
                word.Append(one);
            }
        }

        words.Add(word.ToString());
        return words;
    }
}
