using SpecKitty.Client.Home;

namespace SpecKitty.Client.Emitting;

/// <summary>What the repository around a directory says: branch, commit and name, read from its files without starting git.</summary>
/// <remarks>Everything that cannot be read is null; the surroundings are a courtesy to the reader of an event and never stop one.</remarks>
/// <param name="Root">The top of the working tree; null outside a repository.</param>
/// <param name="Branch">The branch that is checked out; null when none is.</param>
/// <param name="HeadCommit">The commit that is checked out; null before the first one.</param>
/// <param name="RepositorySlug">Owner and name of the remote <c>origin</c>, such as <c>acme/kitty</c>; null without one.</param>
public sealed record GitSurroundings(string? Root, string? Branch, string? HeadCommit, string? RepositorySlug)
{
    private const string GitDirectoryPrefix = "gitdir: ";
    private const string ReferencePrefix = "ref: ";
    private const string BranchPrefix = "refs/heads/";

    /// <summary>Reads the surroundings of a directory.</summary>
    public static GitSurroundings Of(string directory)
    {
        for (var at = new DirectoryInfo(directory); at is not null; at = at.Parent)
        {
            var entry = Path.Join(at.FullName, ".git");
            if (Directory.Exists(entry))
            {
                return Read(at.FullName, entry);
            }

            // Linked working trees and submodules keep what belongs to them elsewhere.
            if (FirstLine(entry) is { } line && line.StartsWith(GitDirectoryPrefix, StringComparison.Ordinal))
            {
                return Read(at.FullName, Path.GetFullPath(line[GitDirectoryPrefix.Length..], at.FullName));
            }
        }

        return new GitSurroundings(null, null, null, null);
    }

    private static GitSurroundings Read(string root, string gitDirectory)
    {
        // A linked working tree keeps its HEAD to itself and shares the rest.
        var shared = FirstLine(Path.Join(gitDirectory, "commondir")) is { Length: > 0 } common ? Path.GetFullPath(common, gitDirectory) : gitDirectory;
        var head = FirstLine(Path.Join(gitDirectory, "HEAD"));
        var slug = RepositorySlugOf(Path.Join(shared, "config"));
        if (head is null || !head.StartsWith(ReferencePrefix, StringComparison.Ordinal))
        {
            return new GitSurroundings(root, null, AsCommit(head), slug);
        }

        var reference = head[ReferencePrefix.Length..];
        var commit = AsCommit(FirstLine(Path.Join(gitDirectory, reference)))
            ?? AsCommit(FirstLine(Path.Join(shared, reference)))
            ?? Packed(Path.Join(shared, "packed-refs"), reference);
        var branch = reference.StartsWith(BranchPrefix, StringComparison.Ordinal) ? reference[BranchPrefix.Length..] : null;

        // The name under which git hides that references are kept in another format (reftable), which nobody reads by hand.
        return new GitSurroundings(root, branch == ".invalid" ? null : branch, commit, slug);
    }

    private static string? Packed(string path, string reference) =>
        AsCommit(FirstWhere(path, line => line.EndsWith(" " + reference, StringComparison.Ordinal))?.Split(' ')[0]);

    private static string? RepositorySlugOf(string configPath)
    {
        var inOrigin = false;
        var url = FirstWhere(configPath, raw =>
        {
            var line = raw.TrimStart();
            if (line.StartsWith('['))
            {
                inOrigin = IsOrigin(line);
                return false;
            }

            return inOrigin && line.IndexOf('=', StringComparison.Ordinal) is > 0 and var at && line[..at].Trim().Equals("url", StringComparison.OrdinalIgnoreCase);
        });
        return url is null ? null : GitRemote.SlugOf(url[(url.IndexOf('=', StringComparison.Ordinal) + 1)..].Trim().Trim('"'));
    }

    /// <summary>Whether a line of the configuration begins the remote's section: the word counts in any case, the name as it is.</summary>
    private static bool IsOrigin(string line) =>
        line.StartsWith("[remote ", StringComparison.OrdinalIgnoreCase) && line["[remote ".Length..].Trim().StartsWith("\"origin\"]", StringComparison.Ordinal);

    private static string? AsCommit(string? text) =>
        text is { Length: 40 or 64 } && text.All(char.IsAsciiHexDigit) ? text.ToLowerInvariant() : null;

    private static string? FirstLine(string path) => FirstWhere(path, static _ => true)?.Trim();

    private static string GitText(string path) => LocalFile.ReadText(path, LocalFile.MostBytesOfMemory);

    private static string? FirstWhere(string path, Func<string, bool> isIt)
    {
        try
        {
            // What is not UTF-8 is no name of ours: null, not another name.
            return GitText(path).Split('\n').Select(line => line.TrimEnd('\r')).FirstOrDefault(isIt);
        }
        catch (Exception missing) when (missing is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null;
        }
    }
}
