namespace SpecKitty.Server.Dashboard.Views.Boards;

/// <summary>A feature of a project.</summary>
/// <param name="Slug">The feature; empty for the work packages whose feature is not known.</param>
/// <param name="Branch">The branch that it goes to; null until its creation is known.</param>
/// <param name="Done">How many of its work packages are done.</param>
/// <param name="Total">How many work packages it has on the board.</param>
/// <param name="IsCompleted">Whether it was said to be completed.</param>
/// <param name="IsChosen">Whether the page shows its work packages alone.</param>
/// <param name="Address">The board of its work packages alone; of all, when they are shown alone now.</param>
public sealed record BoardFeatureView(string Slug, string? Branch, int Done, int Total, bool IsCompleted, bool IsChosen, string Address);
