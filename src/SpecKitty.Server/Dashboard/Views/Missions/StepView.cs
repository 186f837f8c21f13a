namespace SpecKitty.Server.Dashboard.Views.Missions;

/// <summary>A running step.</summary>
/// <param name="Id">The step.</param>
/// <param name="WorkPackage">Its work package; null when it has none.</param>
/// <param name="Participant">Who runs it.</param>
/// <param name="StartedAt">Since when.</param>
/// <param name="IsShared">Whether somebody else runs the same step.</param>
public sealed record StepView(string Id, string? WorkPackage, ParticipantView Participant, DateTimeOffset StartedAt, bool IsShared);
