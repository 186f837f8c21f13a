namespace SpecKitty.Server.Dashboard.Views.Boards;

/// <summary>A lane of a board.</summary>
/// <param name="Lane">The lane, as it travels on the wire.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Count">How many work packages are in it.</param>
/// <param name="Cards">The work packages, as many as are shown.</param>
/// <param name="Address">The lane alone, with all of its work packages.</param>
public sealed record BoardLaneView(string Lane, string Name, int Count, IReadOnlyList<BoardCardView> Cards, string Address);
