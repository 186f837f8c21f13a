namespace SpecKitty.Server.Dashboard.Views.Shell;

/// <summary>A way to another page.</summary>
/// <param name="Text">What it is called; shown as it is, so texts of events are made visible before.</param>
/// <param name="Address">Where it leads.</param>
/// <param name="IsCurrent">Whether it is where the visitor is.</param>
public sealed record PageLink(string Text, string Address, bool IsCurrent = false);
