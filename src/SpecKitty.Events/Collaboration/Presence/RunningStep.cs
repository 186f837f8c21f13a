namespace SpecKitty.Events.Collaboration.Presence;

/// <summary>A step that is running, with its start by the clock of whoever watches.</summary>
/// <param name="StepId">The step.</param>
/// <param name="WpId">The work package that it belongs to.</param>
/// <param name="StartedAt">When its start was received.</param>
public sealed record RunningStep(string StepId, string? WpId, DateTimeOffset StartedAt);
