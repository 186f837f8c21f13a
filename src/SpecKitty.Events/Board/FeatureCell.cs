using SpecKitty.Events.Status;

namespace SpecKitty.Events.Board;

/// <summary>Everything that a fold knows of one feature. Where its work packages stand, the status family's own fold knows.</summary>
internal sealed class FeatureCell(string slug)
{
    public string Slug { get; } = slug;

    /// <summary>What the feature's own events say; its history stands in <see cref="History"/>.</summary>
    public BoardFeature Facts { get; set; } = new() { FeatureSlug = slug };

    public HistoryChain? History { get; set; }

    public Dictionary<string, WorkPackageCell> WorkPackages { get; } = new(StringComparer.Ordinal);

    public StatusFold Standings { get; } = new();

    /// <summary>What is shown of it; null when that has to be made anew.</summary>
    public FeatureView? View { get; set; }

    public bool IsCompleted => Facts.CompletedAt is not null;

    /// <summary>How many things a mark copies.</summary>
    public int Size => 1 + WorkPackages.Count + Standings.Size;

    public FeatureMark Mark() => new(this, Facts, History, [.. WorkPackages], Standings.Mark());

    /// <summary>Goes back to a mark of this cell.</summary>
    public void Rewind(FeatureMark mark)
    {
        Facts = mark.Facts;
        History = mark.History;
        WorkPackages.Clear();
        foreach (var (id, cell) in mark.WorkPackages)
        {
            WorkPackages.Add(id, cell);
        }

        Standings.Rewind(mark.Standings);
        View = null;
    }
}
