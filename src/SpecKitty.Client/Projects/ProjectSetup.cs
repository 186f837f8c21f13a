using System.Text.RegularExpressions;
using SpecKitty.Client.Git;
using SpecKitty.Client.Home;

namespace SpecKitty.Client.Projects;

/// <summary>Gives a directory tree its project, once.</summary>
/// <param name="Project">The project of the tree.</param>
/// <param name="IsNew">Whether the file was written now; false when the tree had it already.</param>
public sealed partial record ProjectSetup(ProjectFile Project, bool IsNew)
{
    /// <summary>Writes the project file at the top of the repository around a directory, or in the directory outside of one; what is there already stays.</summary>
    /// <param name="home">The user's folder, which no project may share.</param>
    /// <param name="directory">A directory of the tree.</param>
    /// <param name="projectUuid">The project when it exists already; null for a new one, or the one that the tree has.</param>
    /// <param name="projectSlug">Its name for people; null to make it from the directory's name, or for the one that the tree has.</param>
    /// <exception cref="ClientException">The tree has another project, the file cannot be read or written, or what stands in its place is not a project's.</exception>
    public static ProjectSetup Run(SpecKittyHome home, string directory, Guid? projectUuid = null, string? projectSlug = null)
    {
        ArgumentNullException.ThrowIfNull(home);
        ArgumentNullException.ThrowIfNull(directory);
        if (projectSlug is not null && string.IsNullOrWhiteSpace(projectSlug))
        {
            throw new ClientException(ClientFailure.Misuse, "The project's name is blank.", "Give it a name with --slug, or leave the option out.");
        }

        var repository = GitRepository.Around(directory)?.Root;
        var top = repository ?? directory;
        Refuse(home, top);

        // Outside of a repository nothing says where the top is, so a file further up counts; a repository has one project for all of its working trees.
        if (ProjectFile.Find(top) is { } existing)
        {
            return new ProjectSetup(Same(existing, projectUuid, projectSlug), IsNew: false);
        }

        if (ProjectFile.TryCreate(top, projectUuid ?? Guid.NewGuid(), projectSlug ?? SlugOf(top)) is { } made)
        {
            return new ProjectSetup(made, IsNew: true);
        }

        // Somebody else has written it in between.
        return new ProjectSetup(Same(ProjectFile.In(top) ?? throw ProjectFile.Unwritable(top), projectUuid, projectSlug), IsNew: false);
    }

    private static ProjectFile Same(ProjectFile existing, Guid? projectUuid, string? projectSlug) =>
        (projectUuid ?? existing.ProjectUuid) == existing.ProjectUuid && (projectSlug ?? existing.ProjectSlug) == existing.ProjectSlug
            ? existing
            : throw new ClientException(
                ClientFailure.Misuse,
                $"{existing.Path} already says project {existing.ProjectUuid}, slug '{existing.ProjectSlug}'.",
                "Leave it as it is, or edit it by hand if this tree really moves to another project.");

    /// <summary>Refuses what a clone could have laid out to have a file written or read elsewhere, and the folder with the user's sign-in.</summary>
    private static void Refuse(SpecKittyHome home, string top)
    {
        var path = ProjectFile.PathIn(top);
        var folder = Path.GetDirectoryName(path)!;
        if (Path.TrimEndingDirectorySeparator(home.Path) == folder)
        {
            throw new ClientException(
                ClientFailure.Misuse,
                $"{folder} is the folder that holds your queue and your sign-in; a project's folder is committed with the code.",
                $"Run 'spec-kitty init' in a directory of the project's own, or move your folder with {SpecKittyHome.EnvironmentVariable}.");
        }

        ProjectFile.RefuseLinks(path);
        if (File.Exists(folder) || Directory.Exists(path))
        {
            throw new ClientException(
                ClientFailure.LocalFile,
                File.Exists(folder) ? $"{folder} is a file; it must be a folder." : $"{path} is a folder; it must be a file.",
                "It is not from SpecKitty: see what it is, move it away, and run 'spec-kitty init' again.");
        }
    }

    private static string SlugOf(string directory)
    {
        var name = NotInSlugs().Replace(Path.GetFileName(Path.TrimEndingDirectorySeparator(directory)).ToLowerInvariant(), "-").Trim('-');
        return name.Length > 0 ? name : "project";
    }

    [GeneratedRegex("[^a-z0-9]+", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex NotInSlugs();
}
