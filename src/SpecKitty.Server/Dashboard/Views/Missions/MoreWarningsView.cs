namespace SpecKitty.Server.Dashboard.Views.Missions;

/// <summary>The warnings that the page of a mission does not show.</summary>
/// <param name="Superseded">How many nobody has answered and a newer one about the same subject replaces.</param>
/// <param name="Older">How many others are older than those that are shown.</param>
/// <param name="Address">The page of all warnings.</param>
public sealed record MoreWarningsView(int Superseded, int Older, string Address);
