using System.Text.RegularExpressions;

namespace SpecKitty.Events.Tests.Documents;

/// <summary>What the documents point at is there.</summary>
public sealed partial class LinksTests
{
    public static TheoryData<string> Documents => [.. Directory.GetFiles(RepositoryFolder.Root, "*.md")
        .Concat(Directory.GetFiles(RepositoryFolder.Find("docs"), "*.md", SearchOption.AllDirectories))
        .Select(file => Path.GetRelativePath(RepositoryFolder.Root, file).Replace(Path.DirectorySeparatorChar, '/'))];

    [Theory]
    [MemberData(nameof(Documents))]
    public void Document_RelativeLinks_LeadSomewhere(string document)
    {
        var folder = Path.GetDirectoryName(RepositoryFolder.Find(document))!;

        Link().Matches(File.ReadAllText(RepositoryFolder.Find(document)))
            .Select(match => match.Groups["target"].Value)
            .Where(target => !target.Contains("://", StringComparison.Ordinal) && !Path.Exists(Path.Combine(folder, target)))
            .ShouldBeEmpty();
    }

    // Commands that a reader pastes name files of the repository by their path from its root.
    [Theory]
    [MemberData(nameof(Documents))]
    public void Document_Paths_AreThere(string document)
        => RepositoryPath().Matches(File.ReadAllText(RepositoryFolder.Find(document)))
            .Select(match => match.Value.TrimEnd('.', '/'))
            .Where(path => !path.Contains("/bin/", StringComparison.Ordinal) && !Path.Exists(RepositoryFolder.Find(path)))
            .ShouldBeEmpty();

    [GeneratedRegex(@"\]\((?<target>[^)#\s]+)(?:#[^)]*)?\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"(?<![\w./-])(?:src|test|bench|docs|eng)/[\w./-]+")]
    private static partial Regex RepositoryPath();
}
