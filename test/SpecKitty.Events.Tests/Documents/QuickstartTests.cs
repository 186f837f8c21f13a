namespace SpecKitty.Events.Tests.Documents;

/// <summary>The code in docs/guide/quickstart.md is code that compiles, and prints what the page says.</summary>
public sealed class QuickstartTests
{
    private const string Document = "docs/guide/quickstart.md";

    [Fact]
    public void Quickstart_CodeBlocks_AreTheSnippets()
        => Blocks("csharp").ShouldBe(Snippets().Select(snippet => snippet.Code));

    [Fact]
    public void Quickstart_OutputBlocks_AreWhatTheSnippetsPrint()
    {
        var outputs = new QuickstartSnippets().Run();

        Blocks("text").ShouldBe(Snippets().Where(snippet => outputs.ContainsKey(snippet.Name)).Select(snippet => outputs[snippet.Name]));
    }

    private static IEnumerable<string> Blocks(string language)
    {
        string? block = null;
        foreach (var line in File.ReadAllLines(RepositoryFolder.Find(Document)))
        {
            if (block is null)
            {
                block = line == $"```{language}" ? "" : null;
            }
            else if (line == "```")
            {
                yield return block;
                block = null;
            }
            else
            {
                block += $"{line}\n";
            }
        }
    }

    private static List<(string Name, string Code)> Snippets()
    {
        const string Begin = "// snippet: ";
        List<(string Name, string Code)> snippets = [];
        var isInside = false;
        var indent = 0;
        foreach (var line in File.ReadAllLines(RepositoryFolder.Find("test/SpecKitty.Events.Tests/Documents/QuickstartSnippets.cs")))
        {
            var text = line.TrimStart();
            if (text.StartsWith(Begin, StringComparison.Ordinal))
            {
                snippets.Add((text[Begin.Length..], ""));
                indent = line.Length - text.Length;
                isInside = true;
            }
            else if (isInside && text == "// end")
            {
                isInside = false;
            }
            else if (isInside)
            {
                snippets[^1] = (snippets[^1].Name, snippets[^1].Code + (line.Length > indent ? line[indent..] : "") + "\n");
            }
        }

        return snippets;
    }
}
