using SpecKitty.Client.Git;

namespace SpecKitty.Client.Emitting;

/// <summary>What the repository around a directory says: branch, commit and name, read from its files without starting git.</summary>
/// <remarks>Everything that cannot be read is null; the surroundings are a courtesy to the reader of an event and never stop one.</remarks>
/// <param name="Root">The top of the working tree; null outside a repository.</param>
/// <param name="Branch">The branch that is checked out; null when none is.</param>
/// <param name="HeadCommit">The commit that is checked out; null before the first one.</param>
/// <param name="RepositorySlug">The path of the remote <c>origin</c> on its host, such as <c>acme/kitty</c> or <c>org/team/kitty</c>; null without one.</param>
public sealed record GitSurroundings(string? Root, string? Branch, string? HeadCommit, string? RepositorySlug)
{
    /// <summary>Reads the surroundings of a directory.</summary>
    public static GitSurroundings Of(string directory) => Of(GitRepository.Around(directory));

    /// <summary>Reads the surroundings of an event: the working tree in which the command runs, where it is one of the project's repository; else that of the project.</summary>
    /// <remarks>A linked working tree may lie in another one and need not have the project's file checked out, yet its branch is the one that is worked on.</remarks>
    /// <param name="project">The directory of the project.</param>
    /// <param name="directory">Where the command runs.</param>
    internal static GitSurroundings Of(string project, string directory)
    {
        var ofProject = GitRepository.Around(project);
        return GitRepository.Around(directory) is { } here && here.IsSameAs(ofProject) ? Of(here) : Of(ofProject);
    }

    private static GitSurroundings Of(GitRepository? repository)
    {
        if (repository is null)
        {
            return new GitSurroundings(null, null, null, null);
        }

        var (branch, commit) = repository.ReadHead();
        return new GitSurroundings(repository.Root, branch, commit, repository.OriginUrl() is { } url ? GitRemote.SlugOf(url) : null);
    }
}
