using SpecKitty.Server.Dashboard.Views.Missions;

namespace SpecKitty.Server.Dashboard.Views.Shell;

/// <summary>What went wrong.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Headline">In a few words.</param>
/// <param name="Details">Why, and what to do.</param>
/// <param name="Kept">A comment that was to be written, so that nobody has to write it again; null when none was.</param>
/// <param name="Back">The page with the form that was sent; null when nothing was sent, or the page is not known.</param>
public sealed record FaultView(int Status, string Headline, string Details, KeptCommentView? Kept = null, string? Back = null);
