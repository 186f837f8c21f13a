namespace SpecKitty.Server.Dashboard.Views.Administration;

/// <summary>A project of a team.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Uuid">Its UUID.</param>
/// <param name="Address">Its page.</param>
/// <param name="Events">How many events it has taken in.</param>
/// <param name="CreatedAt">When it was registered.</param>
public sealed record ProjectView(string Name, string Uuid, string Address, long Events, DateTimeOffset CreatedAt);
