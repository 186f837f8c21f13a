namespace SpecKitty.Events.Board;

/// <summary>Which features have a work package of an id: most events of the wire name no feature, and every feature has a WP01.</summary>
internal sealed class FeatureIndex
{
    private readonly Dictionary<string, Homes> _byWorkPackage = new(StringComparer.Ordinal);

    public void Clear() => _byWorkPackage.Clear();

    /// <summary>Takes in a work package that its feature did not have before.</summary>
    public void Add(FeatureCell feature, string wpId)
    {
        if (!_byWorkPackage.TryGetValue(wpId, out var homes))
        {
            _byWorkPackage.Add(wpId, homes = new Homes());
        }

        (feature.IsCompleted ? homes.Completed : homes.Open).Add(feature.Slug);
    }

    /// <summary>Takes in that a feature is completed.</summary>
    public void Complete(FeatureCell feature)
    {
        foreach (var wpId in feature.WorkPackages.Keys)
        {
            var homes = _byWorkPackage[wpId];
            homes.Open.Remove(feature.Slug);
            homes.Completed.Add(feature.Slug);
        }
    }

    /// <summary>Finds the feature of a work package for an event that names none.</summary>
    /// <remarks>Features that are not completed come before those that are. Of several, the one whose slug begins the emitter's branch.</remarks>
    /// <param name="wpId">The work package.</param>
    /// <param name="branch">The branch that the emitter worked on.</param>
    /// <param name="count">How many features it could be.</param>
    /// <returns>The feature's slug; null when none has the work package, or several do and the branch does not tell.</returns>
    public string? Find(string wpId, string? branch, out int count)
    {
        count = 0;
        if (!_byWorkPackage.TryGetValue(wpId, out var homes))
        {
            return null;
        }

        var slugs = homes.Open.Count > 0 ? homes.Open : homes.Completed;
        count = slugs.Count;
        return count == 1 ? slugs.First() : OfBranch(slugs, branch);
    }

    // Branches are named feature, or feature and work package: 039-cli-readiness-WP01, perhaps behind a folder.
    private static string? OfBranch(HashSet<string> slugs, string? branch)
    {
        var name = branch?[(branch.LastIndexOf('/') + 1)..];
        while (name is { Length: > 0 })
        {
            if (slugs.Contains(name))
            {
                return name;
            }

            name = name[..Math.Max(name.LastIndexOf('-'), 0)];
        }

        return null;
    }

    private sealed class Homes
    {
        public HashSet<string> Open { get; } = new(StringComparer.Ordinal);

        public HashSet<string> Completed { get; } = new(StringComparer.Ordinal);
    }
}
