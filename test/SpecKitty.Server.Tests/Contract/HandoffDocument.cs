using System.Text.Json;
using System.Text.RegularExpressions;

namespace SpecKitty.Server.Tests.Contract;

/// <summary>docs/contracts/batch-ingest.md, taken apart: its tables by heading, and its fixtures.</summary>
internal static partial class HandoffDocument
{
    private static readonly string[] Lines = File.ReadAllLines(Find());

    /// <summary>The fixtures, in the order in which they are posted.</summary>
    public static IReadOnlyList<HandoffFixture> Fixtures { get; } = [.. FindFixtures()];

    /// <summary>The tables under a heading, up to the next heading: each row is its cells, without the head.</summary>
    public static IReadOnlyList<IReadOnlyList<string[]>> Tables(string heading)
    {
        var tables = new List<List<string[]>>();
        var isInTable = false;
        foreach (var line in Section(heading))
        {
            if (!line.StartsWith('|'))
            {
                isInTable = false;
            }
            else if (!isInTable)
            {
                isInTable = true;
                tables.Add([]);
            }
            else if (!line.StartsWith("|---", StringComparison.Ordinal))
            {
                tables[^1].Add([.. line.Split('|')[1..^1].Select(cell => cell.Trim())]);
            }
        }

        return tables;
    }

    /// <summary>The one table under a heading.</summary>
    public static IReadOnlyList<string[]> Table(string heading) => Tables(heading).ShouldHaveSingleItem(heading);

    /// <summary>The words of a cell that stand as code.</summary>
    public static string[] Codes(string cell) => [.. Code().Matches(cell).Select(match => match.Groups["text"].Value)];

    /// <summary>A cell that is one word of code.</summary>
    public static string Code(string cell) => Codes(cell).ShouldHaveSingleItem(cell);

    /// <summary>The headings that begin with a text.</summary>
    public static IEnumerable<string> Headings(string start) => Lines.Where(line => line.StartsWith('#')).Select(line => line.TrimStart('#', ' ')).Where(line => line.StartsWith(start, StringComparison.Ordinal));

    private static IEnumerable<HandoffFixture> FindFixtures()
    {
        foreach (var title in Headings("Fixture ").Where(title => title.Contains(':', StringComparison.Ordinal)))
        {
            var text = string.Join('\n', Section(title));
            var blocks = Block().Matches(text).Select(match => match.Groups["text"].Value).ToList();
            blocks.Count.ShouldBe(2, title);
            yield return new HandoffFixture(title, blocks[0], int.Parse(Status().Match(text).Groups["status"].Value, System.Globalization.CultureInfo.InvariantCulture), JsonSerializer.Deserialize<JsonElement>(blocks[1]));
        }
    }

    private static IEnumerable<string> Section(string heading)
    {
        var at = Array.FindIndex(Lines, line => line.StartsWith('#') && line.TrimStart('#', ' ') == heading);
        at.ShouldBeGreaterThanOrEqualTo(0, $"The document has no heading \"{heading}\".");
        return Lines.Skip(at + 1).TakeWhile(line => !line.StartsWith('#'));
    }

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "SpecKitty.slnx")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("The tests do not run inside the repository.");
        }

        return Path.Combine(folder.FullName, "docs", "contracts", "batch-ingest.md");
    }

    [GeneratedRegex("`(?<text>[^`]+)`", RegexOptions.ExplicitCapture, 60_000)]
    private static partial Regex Code();

    [GeneratedRegex("```json\n(?<text>.*?)\n```", RegexOptions.Singleline | RegexOptions.ExplicitCapture, 60_000)]
    private static partial Regex Block();

    [GeneratedRegex("Response, status (?<status>[0-9]{3}):", RegexOptions.ExplicitCapture, 60_000)]
    private static partial Regex Status();
}
