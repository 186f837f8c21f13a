using System.Text.RegularExpressions;

namespace SpecKitty.Events.Tests.Architecture;

/// <summary>What the source files of the products keep.</summary>
public sealed partial class SourceRulesTests
{
    private const int MostLines = 300;

    /// <summary>Files that are longer, each with the reason why splitting would make them harder to read.</summary>
    private static readonly Dictionary<string, string> LongFiles = new(StringComparer.Ordinal)
    {
        ["src/SpecKitty.Events/Envelope/EnvelopeRead.cs"] = "One pass over the text of an envelope, member by member, without a tree.",
    };

    private static IEnumerable<string> Sources { get; } = Directory.GetFiles(RepositoryFolder.Find("src"), "*.cs", SearchOption.AllDirectories)
        .Select(file => Path.GetRelativePath(RepositoryFolder.Root, file).Replace(Path.DirectorySeparatorChar, '/'))
        .Where(file => !file.Contains("/obj/", StringComparison.Ordinal) && !file.Contains("/bin/", StringComparison.Ordinal));

    [Fact]
    public void Files_WithoutAReason_StayShort()
        => Sources.Where(file => !LongFiles.ContainsKey(file)).Select(file => (file, Lines: LinesOf(file))).Where(found => found.Lines > MostLines).ShouldBeEmpty();

    [Fact]
    public void Files_WithAReason_AreStillLong() => LongFiles.Keys.Where(file => LinesOf(file) <= MostLines).ShouldBeEmpty();

    [Fact]
    public void Files_All_TakeTheTimeFromATimeProvider()
        => Sources.Where(file => Clock().IsMatch(File.ReadAllText(RepositoryFolder.Find(file)))).ShouldBeEmpty();

    [Fact]
    public void Folders_All_SayWhatTheyHold()
    {
        string[] vague = ["Utils", "Helpers", "Common", "Manager", "Base", "Misc", "Model", "Extensions"];

        Sources.SelectMany(file => file.Split('/')[..^1].Select(folder => (file, folder))).Where(found => vague.Contains(found.folder)).ShouldBeEmpty();
    }

    // What src/Shared holds is compiled into several projects and is none of them.
    [Fact]
    public void Namespaces_All_AreTheirFolders()
        => Sources.Where(file => !file.StartsWith("src/Shared/", StringComparison.Ordinal) && Namespace().Match(File.ReadAllText(RepositoryFolder.Find(file))) is { Success: true } match
                && match.Groups["name"].Value != string.Join('.', file.Split('/')[1..^1]))
            .ShouldBeEmpty();

    private static int LinesOf(string file) => File.ReadLines(RepositoryFolder.Find(file)).Count();

    [GeneratedRegex(@"\bDateTime(?:Offset)?\.(?:Utc)?Now\b|\bDateTime\.Today\b|\bStopwatch\.StartNew\b|\bEnvironment\.TickCount")]
    private static partial Regex Clock();

    [GeneratedRegex(@"^namespace (?<name>[\w.]+);", RegexOptions.Multiline)]
    private static partial Regex Namespace();
}
