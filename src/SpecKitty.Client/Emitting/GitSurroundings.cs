namespace SpecKitty.Client.Emitting;

/// <summary>What the repository around a directory says: branch, commit and name, read from its files without starting git.</summary>
/// <remarks>Everything that cannot be read is null; the surroundings are a courtesy to the reader of an event and never stop one.</remarks>
/// <param name="Root">The top of the working tree; null outside a repository.</param>
/// <param name="Branch">The branch that is checked out; null when none is.</param>
/// <param name="HeadCommit">The commit that is checked out; null before the first one.</param>
/// <param name="RepositorySlug">Owner and name of the remote <c>origin</c>, such as <c>acme/kitty</c>; null without one.</param>
public sealed record GitSurroundings(string? Root, string? Branch, string? HeadCommit, string? RepositorySlug)
{
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

            if (FirstLine(entry) is { } line && line.StartsWith("gitdir: ", StringComparison.Ordinal))
            {
                return Read(at.FullName, Path.GetFullPath(line["gitdir: ".Length..], at.FullName));
            }
        }

        return new GitSurroundings(null, null, null, null);
    }

    private static GitSurroundings Read(string root, string gitDirectory)
    {
        // A linked working tree keeps its HEAD to itself and shares the rest.
        var shared = FirstLine(Path.Join(gitDirectory, "commondir")) is { } common ? Path.GetFullPath(common, gitDirectory) : gitDirectory;
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

        // The name under which git hides that references are kept in another format.
        return new GitSurroundings(root, branch == ".invalid" ? null : branch, commit, slug);
    }

    private static string? Packed(string path, string reference) =>
        Lines(path)
            .Where(line => line.EndsWith(" " + reference, StringComparison.Ordinal))
            .Select(line => AsCommit(line.Split(' ')[0]))
            .FirstOrDefault();

    private static string? RepositorySlugOf(string configPath)
    {
        var inOrigin = false;
        foreach (var line in Lines(configPath).Select(line => line.Trim()))
        {
            if (line.StartsWith('['))
            {
                inOrigin = line == "[remote \"origin\"]";
            }
            else if (inOrigin && line.StartsWith("url", StringComparison.Ordinal) && line.IndexOf('=', StringComparison.Ordinal) is > 0 and var at)
            {
                return SlugOf(line[(at + 1)..].Trim());
            }
        }

        return null;
    }

    /// <summary>The last two parts of the path; user, password and host of the remote are left out.</summary>
    private static string? SlugOf(string remote)
    {
        var path = Uri.TryCreate(remote, UriKind.Absolute, out var url) && url.Scheme is not "file"
            ? url.AbsolutePath
            : remote[(remote.IndexOf(':', StringComparison.Ordinal) + 1)..];
        var parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length < 2)
        {
            return null;
        }

        var name = parts[^1].EndsWith(".git", StringComparison.Ordinal) ? parts[^1][..^4] : parts[^1];
        return $"{parts[^2]}/{name}";
    }

    private static string? AsCommit(string? text) =>
        text is { Length: 40 or 64 } && text.All(char.IsAsciiHexDigit) ? text.ToLowerInvariant() : null;

    private static string? FirstLine(string path) => Lines(path).FirstOrDefault()?.Trim();

    private static string[] Lines(string path)
    {
        try
        {
            return File.ReadAllLines(path);
        }
        catch (Exception missing) when (missing is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return [];
        }
    }
}
