using SpecKitty.Client.Credentials;
using SpecKitty.Client.Home;
using SpecKitty.Client.Projects;
using SpecKitty.Client.Queue;

namespace SpecKitty.Client.Syncing;

/// <summary>The projects whose events a run may send: those that were linked when it began, less those whose link was taken back since.</summary>
/// <remarks>Never more than at the beginning: of a project that was left out for a while, later events would overtake earlier ones.</remarks>
internal sealed class SyncConsent
{
    private readonly ProjectLinks _links;
    private readonly SignIn _signIn;
    private readonly HashSet<string> _projects;
    private FileStamp _stamp;

    public SyncConsent(ProjectLinks links, SignIn signIn)
    {
        _links = links;
        _signIn = signIn;

        // Looked at before the links are read: what changes in between is seen with the next look.
        _stamp = links.Stamp;
        Initially = links.AllowedFor(signIn);
        _projects = Texts(Initially);
    }

    /// <summary>The projects at the beginning.</summary>
    public IReadOnlyCollection<Guid> Initially { get; }

    /// <summary>The projects as <see cref="Covers"/> last saw them.</summary>
    public IReadOnlyCollection<string> Projects => _projects;

    /// <summary>Whether these events may still be sent. Reads the links again when their file is another one than before.</summary>
    /// <exception cref="ClientException">The links cannot be read, so that nothing may be sent.</exception>
    public bool Covers(IEnumerable<LeasedEvent> rows)
    {
        var stamp = _links.Stamp;
        if (stamp != _stamp)
        {
            _projects.IntersectWith(Texts(_links.AllowedFor(_signIn)));
            _stamp = stamp;
        }

        return _projects.Count == Initially.Count || rows.All(row => _projects.Contains(row.ProjectUuid));
    }

    private static HashSet<string> Texts(IEnumerable<Guid> projects) => projects.Select(project => project.ToString("D")).ToHashSet(StringComparer.Ordinal);
}
