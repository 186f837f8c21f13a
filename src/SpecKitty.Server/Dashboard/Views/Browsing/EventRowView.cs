using SpecKitty.Server.Dashboard.Views.Missions;

namespace SpecKitty.Server.Dashboard.Views.Browsing;

/// <summary>An event in a list.</summary>
/// <param name="Line">The event in a sentence.</param>
/// <param name="Address">Its page.</param>
/// <param name="Mission">The mission that it is about; null when it is about none.</param>
/// <param name="MissionAddress">The mission's page; null when there is none.</param>
public sealed record EventRowView(TimelineView Line, string Address, string? Mission, string? MissionAddress);
