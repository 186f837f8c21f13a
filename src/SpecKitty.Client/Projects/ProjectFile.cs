using SpecKitty.Client.Git;
using SpecKitty.Client.Home;
using SpecKitty.Client.Toml;

namespace SpecKitty.Client.Projects;

/// <summary>Which project a directory tree belongs to: <c>.spec-kitty/project.toml</c>, meant to be committed with the code.</summary>
/// <remarks>Table <c>[project]</c>, keys <c>uuid</c> and <c>slug</c>.</remarks>
public sealed record ProjectFile
{
    private const string FolderName = ".spec-kitty";
    private const string FileName = "project.toml";

    /// <summary>Where the file stands.</summary>
    public required string Path { get; init; }

    /// <summary>The top of the project: the directory that holds <c>.spec-kitty</c>.</summary>
    public string Directory => System.IO.Path.GetDirectoryName(System.IO.Path.GetDirectoryName(Path))!;

    /// <summary>The project, the same for everyone who works on it.</summary>
    public required Guid ProjectUuid { get; init; }

    /// <summary>The project's name for people; null when the file has none.</summary>
    public string? ProjectSlug { get; init; }

    /// <summary>Finds the file of the nearest directory upwards that has one, up to the top of the repository.</summary>
    /// <remarks>
    /// Each repository is its own project, a submodule or a clone inside of another too, so the search ends at its top. From a linked working tree that lies in
    /// another one of the same repository it goes on there: the file need not be checked out in each of them.
    /// </remarks>
    /// <param name="directory">Where to start.</param>
    /// <returns>The project, or null when no directory up to there has the file.</returns>
    /// <exception cref="ClientException">The nearest file cannot be read.</exception>
    public static ProjectFile? Find(string directory) => Find(directory, out _);

    /// <inheritdoc cref="Find(string)"/>
    /// <param name="directory">Where to start.</param>
    /// <param name="boundary">The top of the repository at which the search ended; null when it went up to the root.</param>
    public static ProjectFile? Find(string directory, out string? boundary)
    {
        boundary = null;
        GitRepository? inside = null;
        for (var at = new DirectoryInfo(directory); at is not null; at = at.Parent)
        {
            // Below its top everything is of the repository; above it, only another working tree of the same one is.
            if (boundary is not null && !(GitRepository.Around(at.FullName) is { } around && around.IsSameAs(inside)))
            {
                return null;
            }

            if (In(at.FullName) is { } project)
            {
                return project;
            }

            if (GitRepository.At(at.FullName) is { } top)
            {
                inside = top;
                boundary = top.Root;
            }
        }

        return null;
    }

    /// <summary>Where the file of a directory stands, whether or not it is there.</summary>
    public static string PathIn(string directory) => System.IO.Path.Join(directory, FolderName, FileName);

    /// <summary>The project whose file stands in a directory itself; null when there is none.</summary>
    /// <exception cref="ClientException">The file cannot be read, or it or its folder is a symbolic link.</exception>
    public static ProjectFile? In(string directory)
    {
        var path = PathIn(directory);
        var file = new FileInfo(path);
        if (!file.Exists && file.LinkTarget is null)
        {
            return null;
        }

        RefuseLinks(path);
        return Read(path);
    }

    /// <summary>Writes the file of a directory.</summary>
    /// <param name="directory">The top of the project.</param>
    /// <param name="projectUuid">The project.</param>
    /// <param name="projectSlug">Its name for people.</param>
    /// <exception cref="ClientException">There is one already, or it cannot be written.</exception>
    public static ProjectFile Create(string directory, Guid projectUuid, string projectSlug) =>
        TryCreate(directory, projectUuid, projectSlug) ?? throw Unwritable(directory);

    /// <summary>Writes the file of a directory in one step, so that nobody reads half of it, and a crash leaves all or nothing.</summary>
    /// <returns>The project; null when there is a file already, which stays.</returns>
    /// <exception cref="ClientException">It cannot be written.</exception>
    internal static ProjectFile? TryCreate(string directory, Guid projectUuid, string projectSlug)
    {
        var path = PathIn(directory);
        var document = TomlDocument.Parse("");
        document.Set("project", "uuid", projectUuid.ToString("D"));
        document.Set("project", "slug", projectSlug);
        var fresh = $"{path}.{Guid.NewGuid():N}.new";
        try
        {
            System.IO.Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
            using (var stream = new FileStream(fresh, FileMode.CreateNew, FileAccess.Write))
            {
                using var text = new StreamWriter(stream, leaveOpen: true) { NewLine = "\n" };
                text.WriteLine("# Which project this tree belongs to. Commit this file: everyone who works on the project shares it.");
                text.Write(document.ToString());
                text.Flush();
                stream.Flush(flushToDisk: true);
            }

            File.Move(fresh, path, overwrite: false);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return File.Exists(path) ? null : throw Unwritable(directory, refused);
        }
        finally
        {
            TryDelete(fresh);
        }

        return new ProjectFile { Path = path, ProjectUuid = projectUuid, ProjectSlug = projectSlug };
    }

    /// <summary>Refuses what a clone could have laid out to have a file read or written elsewhere.</summary>
    /// <exception cref="ClientException">The file or its folder is a symbolic link.</exception>
    internal static void RefuseLinks(string path)
    {
        foreach (var entry in new FileSystemInfo[] { new DirectoryInfo(System.IO.Path.GetDirectoryName(path)!), new FileInfo(path) })
        {
            if (entry.LinkTarget is { } target)
            {
                throw new ClientException(
                    ClientFailure.LocalFile,
                    $"{entry.FullName} is a symbolic link to {target}; the project file must stand in the tree itself, so that it is committed with it.",
                    $"Remove the link, and run 'spec-kitty init' again: rm {ShellWord.Quote(entry.FullName)}.");
            }
        }
    }

    /// <summary>The complaint about a file that could not be made.</summary>
    internal static ClientException Unwritable(string directory, Exception? cause = null) => new(
        ClientFailure.LocalFile,
        $"{PathIn(directory)} could not be made: {cause?.Message ?? "there is one already."}",
        "Check that you may write there, and that it is not there already.",
        cause);

    private static ProjectFile Read(string path)
    {
        try
        {
            var document = TomlDocument.Parse(LocalFile.ReadText(path));
            return Guid.TryParseExact(document.Text("project", "uuid"), "D", out var uuid)
                ? new ProjectFile { Path = path, ProjectUuid = uuid, ProjectSlug = document.Text("project", "slug") }
                : throw Unreadable(path, "[project] uuid is missing or not a hyphenated UUID", cause: null);
        }
        catch (Exception fault) when (fault is TomlSyntaxException or IOException or UnauthorizedAccessException)
        {
            throw Unreadable(path, fault.Message, fault);
        }
    }

    private static ClientException Unreadable(string path, string what, Exception? cause) => new(
        ClientFailure.LocalFile,
        $"The project file {path} cannot be read: {what}.",
        "Put it right by hand or from version control: [project], uuid = \"...\", slug = \"...\". A new uuid would be a new project.",
        cause);

    private static void TryDelete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception ignored) when (ignored is IOException or UnauthorizedAccessException)
        {
            // A left-over file harms nobody, and what brought us here is the thing to tell.
        }
    }
}
