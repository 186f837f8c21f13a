using SpecKitty.Events.Collaboration;
using SpecKitty.Events.Collaboration.Warnings;
using SpecKitty.Events.Values;
using SpecKitty.Server.Dashboard.Views;
using SpecKitty.Server.Dashboard.Views.Missions;

namespace SpecKitty.Server.Dashboard.Missions;

/// <summary>Makes what pages show of warnings.</summary>
internal static class WarningViews
{
    /// <summary>A warning.</summary>
    /// <param name="warning">The warning.</param>
    /// <param name="status">Where it stands.</param>
    /// <param name="participant">Finds a participant by its id.</param>
    public static WarningView Of(WarningEntry warning, WarningStatus status, Func<string, ParticipantView> participant)
    {
        IReadOnlyList<(ParticipantView, string?)> answers =
        [
            .. warning.ParticipantIds.Distinct(StringComparer.Ordinal).Select(id => (
                participant(id),
                warning.Acknowledgements.TryGetValue(id, out var answer) ? Vocabulary<Acknowledgement>.Instance.TextOf(answer) : null)),
        ];
        return new WarningView(
            VisibleText.Of(warning.WarningId),
            warning.WarningId,
            warning.WarningType switch
            {
                CollaborationEventTypes.PotentialStepCollisionDetected => "Steps may collide",
                CollaborationEventTypes.ConcurrentDriverWarning => $"{EventSentence.Several(answers.Count)} drive on one target",
                _ => "Acknowledged before it was raised",
            },
            SubjectOf(warning),
            warning.Severity == WarningSeverity.Warning,
            status.Standing,
            status.IsOverdue,
            status.RaisedAt,
            answers);
    }

    /// <summary>What a warning is about: the target, or the step and its work package.</summary>
    public static string SubjectOf(WarningEntry warning) => VisibleText.Of(
        warning.WarningType == CollaborationEventTypes.PotentialStepCollisionDetected
            ? string.Join(" · ", new[] { warning.StepId, warning.WpId }.Where(part => !string.IsNullOrEmpty(part)))
            : warning.FocusTarget?.TargetId);
}
