namespace SpecKitty.Server.Dashboard.Views.Listing;

/// <summary>The missions of one project.</summary>
/// <param name="Name">What the project is called; its UUID when nobody has named it.</param>
/// <param name="Team">Whose it is.</param>
/// <param name="Address">The project's page.</param>
/// <param name="Missions">The missions, newest first.</param>
public sealed record MissionGroupView(string Name, string Team, string Address, IReadOnlyList<MissionCardView> Missions);
