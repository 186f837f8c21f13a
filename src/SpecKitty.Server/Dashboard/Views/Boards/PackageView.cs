namespace SpecKitty.Server.Dashboard.Views.Boards;

/// <summary>A work package with its history.</summary>
/// <param name="Project">What the project is called.</param>
/// <param name="BoardAddress">The board that it is on.</param>
/// <param name="Lane">What people call the lane that it is in.</param>
/// <param name="Card">The work package.</param>
public sealed record PackageView(string Project, string BoardAddress, string Lane, BoardCardView Card);
