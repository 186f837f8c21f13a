using System.Text.RegularExpressions;
using SpecKitty.Cli.Tests.Support;

namespace SpecKitty.Cli.Tests.Output;

/// <summary>No command writes to a terminal around the writers that make text harmless.</summary>
public sealed partial class OutputRulesTests
{
    private static readonly Dictionary<string, Regex> Allowed = new(StringComparer.Ordinal)
    {
        ["CliContext.cs"] = ContextOpens(),
        ["Output/StyledConsole.cs"] = StyledConsoleMakes(),
        ["Output/Tables.cs"] = TablesDraw(),
        ["Output/DataOutput.cs"] = DataIsWritten(),
        ["Input/StandardInput.cs"] = ConsoleIsOpened(),
        ["Output/StandardStream.cs"] = ConsoleIsOpened(),
        ["Output/SecretPrompt.cs"] = KeyIsRead(),
    };

    [Fact]
    public void Sources_OfTheCommandLine_ReachTheTerminalOnlyThroughTheHarmlessWriters()
    {
        var root = SourceTree.Folder("src", "SpecKitty.Cli");
        var found = Directory.GetFiles(root, "*.cs", SearchOption.AllDirectories)
            .Select(file => (Name: Path.GetRelativePath(root, file).Replace('\\', '/'), Text: File.ReadAllText(file)))
            .Where(file => !file.Name.StartsWith("obj/", StringComparison.Ordinal) && !file.Name.StartsWith("bin/", StringComparison.Ordinal))
            .SelectMany(file => Ways().Matches(file.Text).Select(match => (file.Name, match.Value)))
            .Where(way => !(Allowed.TryGetValue(way.Name, out var allowed) && allowed.IsMatch(way.Value)));

        found.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("SpecKitty.Client")]
    [InlineData("SpecKitty.Conformance")]
    [InlineData("SpecKitty.Events")]
    public void Sources_OfTheLibraries_DoNotWriteToATerminal(string project) =>
        Directory.GetFiles(SourceTree.Folder("src", project), "*.cs", SearchOption.AllDirectories)
            .Where(file => LibraryWays().IsMatch(File.ReadAllText(file)))
            .ShouldBeEmpty();

    [GeneratedRegex(@"\bConsole\.(?:Out|Error|Write\w*|OpenStandard\w+|Read\w+|In)\b|\bAnsiConsole\.\w+|\.Inner\b|\bOutputText\b|\bErrorText\b|\bnew (?:Text|Markup|TableTitle|Paragraph|Panel|Rule)\(|\.MarkupLine\b|context\.OutputStream\b")]
    private static partial Regex Ways();

    [GeneratedRegex(@"\bConsole\.(?:Out|Error|Write\w*|OpenStandard\w+)\b")]
    private static partial Regex LibraryWays();

    [GeneratedRegex(@"^(?:OutputText|ErrorText|Console\.\w+)$")]
    private static partial Regex ContextOpens();

    [GeneratedRegex(@"^(?:AnsiConsole\.Create|\.Inner)$")]
    private static partial Regex StyledConsoleMakes();

    [GeneratedRegex(@"^new TableTitle\($")]
    private static partial Regex TablesDraw();

    [GeneratedRegex(@"^context\.OutputStream$")]
    private static partial Regex DataIsWritten();

    [GeneratedRegex(@"^Console\.OpenStandard\w+$")]
    private static partial Regex ConsoleIsOpened();

    [GeneratedRegex(@"^Console\.ReadKey$")]
    private static partial Regex KeyIsRead();
}
