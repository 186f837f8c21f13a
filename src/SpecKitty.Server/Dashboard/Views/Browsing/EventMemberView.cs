namespace SpecKitty.Server.Dashboard.Views.Browsing;

/// <summary>A fact of an event.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Value">What it says.</param>
/// <param name="Address">Where it leads; null when it leads nowhere.</param>
public sealed record EventMemberView(string Name, string Value, string? Address = null);
