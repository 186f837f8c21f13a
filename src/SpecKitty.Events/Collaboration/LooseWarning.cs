using SpecKitty.Events.Values;

namespace SpecKitty.Events.Collaboration;

/// <summary>The facts of a warning, as far as its payload gives them.</summary>
internal sealed record LooseWarning(
    string MissionId, string WarningId, EquatableList<string> ParticipantIds, WarningSeverity? Severity, FocusTarget? FocusTarget, string? StepId, string? WpId) : ICollaborationPayload
{
    public static LooseWarning Of(IWarningPayload payload) => new(
        payload.MissionId,
        payload.WarningId,
        payload.ParticipantIds,
        payload.Severity,
        (payload as ConcurrentDriverWarningPayload)?.FocusTarget,
        (payload as PotentialStepCollisionDetectedPayload)?.StepId,
        (payload as PotentialStepCollisionDetectedPayload)?.WpId);
}
