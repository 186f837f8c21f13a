namespace SpecKitty.Server.Dashboard.Views.Boards;

/// <summary>Where a mission stands in its life.</summary>
/// <param name="MissionId">The mission.</param>
/// <param name="Title">What it is called.</param>
/// <param name="Address">Its page.</param>
/// <param name="Status">Active, completed or cancelled; null before its start.</param>
/// <param name="Kind">The kind of mission; null before its start.</param>
/// <param name="Phase">The phase that it is in; null before its start.</param>
/// <param name="Entered">Every phase that it entered, in order, returns included; the newest, when there are many.</param>
public sealed record BoardMissionView(string MissionId, string Title, string Address, string? Status, string? Kind, string? Phase, IReadOnlyList<string> Entered);
