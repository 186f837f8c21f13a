using SpecKitty.Events.Status;

namespace SpecKitty.Events.Board;

/// <summary>Everything that a fold knows of one feature. Where its work packages stand, the status family's own fold knows.</summary>
internal sealed class FeatureCell
{
    public FeatureCell(string slug) => Facts = new BoardFeature { FeatureSlug = slug };

    public FeatureCell(FeatureMark mark)
    {
        Facts = mark.Facts;
        History = mark.History;
        WorkPackages = new Dictionary<string, WorkPackageCell>(mark.WorkPackages, StringComparer.Ordinal);
        Standings.Rewind(mark.Standings);
    }

    public string Slug => Facts.FeatureSlug;

    /// <summary>What the feature's own events say; its history stands in <see cref="History"/>.</summary>
    public BoardFeature Facts { get; set; }

    public HistoryChain? History { get; set; }

    public Dictionary<string, WorkPackageCell> WorkPackages { get; } = new(StringComparer.Ordinal);

    public StatusFold Standings { get; } = new();

    public bool IsCompleted => Facts.CompletedAt is not null;

    /// <summary>How many things a mark copies.</summary>
    public int Size => 1 + WorkPackages.Count + Standings.Size;

    public FeatureMark Mark() => new(Facts, History, [.. WorkPackages], Standings.Mark());
}
