namespace SpecKitty.Server.Dashboard.Views.Teams;

/// <summary>A team that the visitor is in.</summary>
/// <param name="Slug">The team.</param>
/// <param name="Role">The visitor's role in it.</param>
/// <param name="CanWrite">Whether new projects can go to it.</param>
/// <param name="IsForNewProjects">Whether new projects do go to it.</param>
/// <param name="IsOnly">Whether the visitor is in no other team.</param>
/// <param name="AdminAddress">Its page for admins; null when the visitor is not one.</param>
public sealed record OwnTeamView(string Slug, string Role, bool CanWrite, bool IsForNewProjects, bool IsOnly, string? AdminAddress);
