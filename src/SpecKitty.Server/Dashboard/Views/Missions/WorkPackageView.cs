namespace SpecKitty.Server.Dashboard.Views.Missions;

/// <summary>A work package on the board.</summary>
/// <param name="Id">The package.</param>
/// <param name="Title">Its title; null when nobody created it in this log.</param>
/// <param name="Lane">The lane: planned, doing, for_review or done.</param>
public sealed record WorkPackageView(string Id, string? Title, string Lane);
