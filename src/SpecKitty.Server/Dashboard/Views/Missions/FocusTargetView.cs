namespace SpecKitty.Server.Dashboard.Views.Missions;

/// <summary>Something to work on.</summary>
/// <param name="Kind">Work package, step or file.</param>
/// <param name="Id">Which one.</param>
public sealed record FocusTargetView(string Kind, string Id);
