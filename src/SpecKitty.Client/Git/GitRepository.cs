namespace SpecKitty.Client.Git;

/// <summary>The repository whose working tree a directory is in, found as git finds it, without starting git.</summary>
/// <param name="Root">The top of the working tree.</param>
/// <param name="GitDirectory">What belongs to this working tree alone, such as its HEAD.</param>
/// <param name="CommonDirectory">What all working trees of the repository share, such as branches and configuration.</param>
internal sealed record GitRepository(string Root, string GitDirectory, string CommonDirectory)
{
    private const string EntryName = ".git";
    private const string GitDirectoryPrefix = "gitdir: ";
    private const string ReferencePrefix = "ref:";
    private const string ReferencesFolder = "refs/";
    private const string BranchPrefix = "refs/heads/";

    // As many symbolic references as git follows.
    private const int MostSymbolicReferences = 5;

    // Folders of references that each working tree has for itself.
    private static readonly string[] OwnReferences = ["refs/bisect/", "refs/worktree/", "refs/rewritten/"];

    /// <summary>Finds the repository of the nearest directory upwards that has one.</summary>
    /// <returns>It; null outside of every repository.</returns>
    public static GitRepository? Around(string directory)
    {
        for (var at = new DirectoryInfo(directory); at is not null; at = at.Parent)
        {
            if (At(at.FullName) is { } repository)
            {
                return repository;
            }
        }

        return null;
    }

    /// <summary>The repository whose working tree has its top in a directory; null when there is none.</summary>
    public static GitRepository? At(string directory)
    {
        var entry = Path.Join(directory, EntryName);
        if (Directory.Exists(entry))
        {
            // A folder of this name without a HEAD is no repository to git either, and it looks further up.
            return File.Exists(Path.Join(entry, "HEAD")) || GitFiles.LinkTarget(Path.Join(entry, "HEAD")) is not null ? Of(directory, entry) : null;
        }

        // Linked working trees and submodules keep what belongs to them elsewhere.
        return File.Exists(entry)
            ? GitFiles.ReadText(entry) is { } text && text.StartsWith(GitDirectoryPrefix, StringComparison.Ordinal)
                ? Of(directory, Path.GetFullPath(text[GitDirectoryPrefix.Length..].TrimEnd('\r', '\n'), directory))
                : Of(directory, entry)
            : null;
    }

    /// <summary>Whether another working tree is one of the same repository: this one, the main one, or one that is linked to it.</summary>
    public bool IsSameAs(GitRepository? other) => other is not null && RealPath(CommonDirectory) == RealPath(other.CommonDirectory);

    /// <summary>The branch and the commit that are checked out.</summary>
    /// <returns>No branch on a detached HEAD, no commit before the first one, and neither where references are kept in another format than files.</returns>
    public (string? Branch, string? Commit) ReadHead()
    {
        var name = "HEAD";
        for (var followed = 0; followed <= MostSymbolicReferences; followed++)
        {
            var path = PathOf(name);
            if (GitFiles.LinkTarget(path) is { } target && IsReference(target))
            {
                name = target;
                continue;
            }

            // A loose reference counts before a packed one.
            var text = GitFiles.ReadText(path);
            if (text is not null && text.StartsWith(ReferencePrefix, StringComparison.Ordinal))
            {
                name = text[ReferencePrefix.Length..].Trim();
                if (!IsReference(name))
                {
                    return (null, null);
                }

                continue;
            }

            var branch = name.StartsWith(BranchPrefix, StringComparison.Ordinal) ? name[BranchPrefix.Length..] : null;

            // The name under which git hides that references are kept in another format (reftable).
            return branch == ".invalid"
                ? (null, null)
                : (branch, AsCommit(text is not null || branch is null ? text : GitFiles.FindPacked(Path.Join(CommonDirectory, "packed-refs"), name)));
        }

        return (null, null);
    }

    /// <summary>The address of the remote <c>origin</c>, as <c>git remote get-url origin</c> prints it; null without one.</summary>
    public string? OriginUrl()
    {
        var shared = GitConfig.Read(Path.Join(CommonDirectory, "config"));
        if (shared is null)
        {
            return null;
        }

        var isSplit = shared.Last("extensions", subsection: null, "worktreeconfig") is { } value && GitConfig.IsTrue(value);
        var own = isSplit ? GitConfig.Read(Path.Join(GitDirectory, "config.worktree")) : null;
        var config = own is null ? shared : shared.Then(own);
        return config.All("remote", "origin", "url").FirstOrDefault(url => url.Length > 0) is { } first ? config.Rewrite(first) : null;
    }

    private static GitRepository Of(string root, string gitDirectory)
    {
        var common = GitFiles.ReadValue(Path.Join(gitDirectory, "commondir"));
        return new GitRepository(root, gitDirectory, common is { Length: > 0 } ? Path.GetFullPath(common, gitDirectory) : gitDirectory);
    }

    private string PathOf(string reference) =>
        Path.Join(reference.StartsWith(ReferencesFolder, StringComparison.Ordinal) && !OwnReferences.Any(own => reference.StartsWith(own, StringComparison.Ordinal)) ? CommonDirectory : GitDirectory, reference);

    /// <summary>Whether a name is one of a reference, and leads nowhere else.</summary>
    private static bool IsReference(string name) =>
        name.StartsWith(ReferencesFolder, StringComparison.Ordinal) && !name.Contains("..", StringComparison.Ordinal) && !name.Contains('\0', StringComparison.Ordinal);

    private static string? AsCommit(string? text)
    {
        var word = text?.AsSpan().TrimEnd().ToString().Split([' ', '\t', '\n'], 2)[0];
        return word is { Length: 40 or 64 } && word.All(char.IsAsciiHexDigit) ? word.ToLowerInvariant() : null;
    }

    /// <summary>A path without symbolic links, so that two ways to one folder are one.</summary>
    private static string RealPath(string path)
    {
        var real = Path.GetPathRoot(path) ?? "";
        try
        {
            foreach (var part in path[real.Length..].Split([Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar], StringSplitOptions.RemoveEmptyEntries))
            {
                real = Path.Join(real, part);
                real = new DirectoryInfo(real).ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? real;
            }
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return path;
        }

        return Path.TrimEndingDirectorySeparator(real);
    }
}
