namespace SpecKitty.Server.Dashboard.Views.Administration;

/// <summary>A team in a list.</summary>
/// <param name="Slug">The team.</param>
/// <param name="Members">How many users are in it.</param>
/// <param name="Projects">How many projects belong to it.</param>
/// <param name="Address">Its page.</param>
public sealed record TeamCardView(string Slug, int Members, int Projects, string Address);
