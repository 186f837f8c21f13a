namespace SpecKitty.Server.Dashboard.Views.Missions;

/// <summary>A work package on the board.</summary>
/// <param name="Feature">The feature, which alone tells it from another of the same id; empty where it is not known.</param>
/// <param name="Id">The package.</param>
/// <param name="Title">Its title; null when nobody created it in this log.</param>
/// <param name="Lane">The lane: planned, doing, for_review or done.</param>
public sealed record WorkPackageView(string Feature, string Id, string? Title, string Lane)
{
    /// <summary>Tells it from all others of the project.</summary>
    public string Key => $"{Feature}/{Id}";
}
