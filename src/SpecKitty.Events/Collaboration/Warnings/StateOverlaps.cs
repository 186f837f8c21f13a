using SpecKitty.Events.Values;

namespace SpecKitty.Events.Collaboration.Warnings;

/// <summary>The overlaps that a state shows.</summary>
internal sealed class StateOverlaps(CollaborationState state) : IOverlaps
{
    private HashSet<string>? _known;

    public string MissionId => state.MissionId;

    public EquatableSet DriversOn(FocusTarget target)
        => state.ParticipantsByFocus.TryGetValue(target, out var participants) ? EquatableSet.Of(participants.Where(state.ActiveDrivers.Contains)) : EquatableSet.Empty;

    public EquatableSet RunnersOf(string stepId) => Runners(execution => execution.StepId == stepId);

    public EquatableSet RunnersOn(string wpId) => Runners(execution => execution.WpId == wpId);

    public string? PrincipalOf(string participantId) => state.Bindings.TryGetValue(participantId, out var binding) ? binding.AuthPrincipalId : null;

    public bool IsKnown(string warningId) => (_known ??= [.. state.Warnings.SelectMany(Covered)]).Contains(warningId);

    /// <summary>What a participant drives on; null when it does not drive, or on nothing.</summary>
    public FocusTarget? TargetOf(string participantId)
        => state.ActiveDrivers.Contains(participantId) && state.FocusByParticipant.TryGetValue(participantId, out var target) ? target : null;

    /// <summary>What a participant runs.</summary>
    public IReadOnlyList<ExecutionEntry> RunsOf(string participantId)
        => state.ExecutionDetails.TryGetValue(participantId, out var runs) ? runs : EquatableList<ExecutionEntry>.Empty;

    private EquatableSet Runners(Func<ExecutionEntry, bool> isIt) => EquatableSet.Of(state.ExecutionDetails.Where(entry => entry.Value.Any(isIt)).Select(entry => entry.Key));

    private IEnumerable<string> Covered(WarningEntry warning) => WarningRules.Covered(
        state.MissionId,
        warning.WarningType,
        new LooseWarning(warning.MissionId, warning.WarningId, warning.ParticipantIds, warning.Severity, warning.FocusTarget, warning.StepId, warning.WpId));
}
