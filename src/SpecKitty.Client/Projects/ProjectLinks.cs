using System.Text.Json.Serialization;
using SpecKitty.Client.Credentials;
using SpecKitty.Client.Home;

namespace SpecKitty.Client.Projects;

/// <summary>The projects whose events may leave this machine, in <c>links.json</c>. Nothing is sent of any other.</summary>
/// <remarks>
/// Kept with the user and not in the repository: whoever clones a project has not agreed to anything yet. A link is to one server and one user,
/// so that events of one project never travel with the credentials that another was linked with.
/// </remarks>
public sealed class ProjectLinks(SpecKittyHome home)
{
    private const string Remedy = "Remove it, and link your projects again: spec-kitty project link.";

    /// <summary>All links, the oldest first.</summary>
    /// <exception cref="ClientException">The file is damaged, a symbolic link, or open to others.</exception>
    public IReadOnlyList<ProjectLink> All() => Load().Links;

    /// <summary>Another one than before means that the links may have changed.</summary>
    internal FileStamp Stamp => FileStamp.Of(home.LinksPath);

    /// <summary>The link of a project; null when it has none.</summary>
    public ProjectLink? Find(Guid projectUuid) => Load().Links.Find(link => link.ProjectUuid == projectUuid);

    /// <summary>The projects whose events may go out with a sign-in.</summary>
    public IReadOnlyCollection<Guid> AllowedFor(SignIn signIn) => [.. Load().Links.Where(link => link.Allows(signIn)).Select(link => link.ProjectUuid)];

    /// <summary>Links a project, in the place of the link that it had.</summary>
    /// <returns>The link that it had; null when it had none.</returns>
    public ProjectLink? Link(ProjectLink link)
    {
        ArgumentNullException.ThrowIfNull(link);
        return Change(link.ProjectUuid, link);
    }

    /// <summary>Takes a link back: what is queued of the project stays on this machine.</summary>
    /// <returns>The link that it had; null when it had none.</returns>
    public ProjectLink? Unlink(Guid projectUuid) => Change(projectUuid, null);

    private ProjectLink? Change(Guid projectUuid, ProjectLink? link)
    {
        home.Prepare();
        using var alone = FileLock.Take(home.LinksPath + ".lock");
        var links = Load().Links;
        var before = links.Find(other => other.ProjectUuid == projectUuid);
        if (before is not null)
        {
            links.Remove(before);
        }

        if (link is not null)
        {
            links.Add(link);
        }

        PrivateJson.Replace(home.LinksPath, new ProjectLinksFile(links), ProjectLinksJson.Default.ProjectLinksFile);
        return before;
    }

    private ProjectLinksFile Load() =>
        (Directory.Exists(home.Path) ? PrivateJson.Read(home.LinksPath, ProjectLinksJson.Default.ProjectLinksFile, Remedy) : null) ?? new ProjectLinksFile([]);
}

/// <summary>The file as it is written.</summary>
internal sealed record ProjectLinksFile(List<ProjectLink> Links);

/// <summary>Reads and writes the file without reflection.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(ProjectLinksFile))]
internal sealed partial class ProjectLinksJson : JsonSerializerContext;
