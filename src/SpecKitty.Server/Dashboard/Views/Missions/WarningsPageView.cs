namespace SpecKitty.Server.Dashboard.Views.Missions;

/// <summary>A page of the warnings of a mission for one visitor.</summary>
/// <param name="Mission">The mission, with the warnings of this page.</param>
/// <param name="Actor">What the visitor may do.</param>
/// <param name="Count">How many warnings the mission has.</param>
/// <param name="OlderAddress">The page with older warnings; null when there are none.</param>
/// <param name="NewestAddress">The page with the newest warnings; null when it is this one.</param>
public sealed record WarningsPageView(MissionView Mission, ActorView Actor, int Count, string? OlderAddress, string? NewestAddress);
