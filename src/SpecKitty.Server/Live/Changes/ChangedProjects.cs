namespace SpecKitty.Server.Live.Changes;

/// <summary>Which projects have changed since somebody looked last.</summary>
internal sealed class ChangedProjects
{
    private readonly Lock _gate = new();
    private HashSet<Guid> _changed = [];
    private bool _isAny;

    /// <summary>A project has changed; null for any.</summary>
    public void Add(Guid? projectId)
    {
        lock (_gate)
        {
            if (projectId is { } changed)
            {
                _changed.Add(changed);
            }
            else
            {
                _isAny = true;
            }
        }
    }

    /// <summary>Begins anew.</summary>
    /// <returns>Whether a project may have changed up to now.</returns>
    public Func<Guid, bool> Take()
    {
        lock (_gate)
        {
            var (changed, isAny) = (_changed, _isAny);
            (_changed, _isAny) = ([], false);
            return projectId => isAny || changed.Contains(projectId);
        }
    }
}
