namespace SpecKitty.Server.Dashboard.Views.Shell;

/// <summary>Who is signed in, as the head of every page shows it.</summary>
/// <param name="Name">The user.</param>
/// <param name="Teams">The slugs of the teams.</param>
/// <param name="FormToken">What every form must bring back.</param>
public sealed record VisitorView(string Name, IReadOnlyList<string> Teams, string FormToken);
