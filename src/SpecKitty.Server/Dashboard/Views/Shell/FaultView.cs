namespace SpecKitty.Server.Dashboard.Views.Shell;

/// <summary>What went wrong.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Headline">In a few words.</param>
/// <param name="Details">Why, and what to do.</param>
public sealed record FaultView(int Status, string Headline, string Details);
