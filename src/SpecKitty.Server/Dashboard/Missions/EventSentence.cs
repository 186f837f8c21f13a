using System.Globalization;
using SpecKitty.Events;
using SpecKitty.Events.Collaboration;
using SpecKitty.Events.Lanes;
using SpecKitty.Events.Lifecycle;
using SpecKitty.Events.Sync;
using SpecKitty.Events.Values;
using SpecKitty.Server.Dashboard.Views;

namespace SpecKitty.Server.Dashboard.Missions;

/// <summary>Says in a sentence what happened.</summary>
internal static class EventSentence
{
    private const int Excerpt = 90;

    private const string Roster = "roster";
    private const string Calm = "calm";
    private const string Talk = "talk";
    private const string Work = "work";
    private const string Risk = "risk";

    /// <summary>Who (where it is no participant), what happened, and in which tone.</summary>
    public static (string Who, string Sentence, string Tone) Of(string eventType, IEventPayload? payload) => payload switch
    {
        ParticipantInvitedPayload => ("", "is invited", Roster),
        ParticipantJoinedPayload => ("", "joined", Roster),
        ParticipantLeftPayload => ("", "left", Roster),
        PresenceHeartbeatPayload => ("", "is alive", Calm),
        DriveIntentSetPayload { Intent: DriveIntent.Active } => ("", "drives", Work),
        DriveIntentSetPayload => ("", "stops driving", Work),
        FocusChangedPayload focus => ("", $"turns to {Quote(focus.FocusTarget.TargetId)}", Work),
        PromptStepExecutionStartedPayload step => ("", $"starts {Quote(step.StepId)}{About(step.StepDescription)}", Work),
        PromptStepExecutionCompletedPayload step => ("", $"ends {Quote(step.StepId)}: {Vocabulary<StepOutcome>.Instance.TextOf(step.Outcome)}", Work),
        ConcurrentDriverWarningPayload warning => ("Warning", $"{Several(warning.ParticipantIds.Count).ToLowerInvariant()} drive on {Quote(warning.FocusTarget.TargetId)}", Risk),
        PotentialStepCollisionDetectedPayload warning => ("Warning", $"steps may collide: {Quote(warning.StepId)}", Risk),
        WarningAcknowledgedPayload answer => ("", $"answers a warning: {Vocabulary<Acknowledgement>.Instance.TextOf(answer.Acknowledgement)}", Risk),
        CommentPostedPayload comment => ("", $"says “{Quote(comment.Content)}”", Talk),
        DecisionCapturedPayload decision => ("", $"decides: {Quote(decision.ChosenOption)}", Talk),
        SessionLinkedPayload => ("", "links a session", Roster),
        WorkPackageCreatedPayload package => (Quote(package.WpId), $"is planned: {Quote(package.Title)}", Work),
        SyncStatusChangedPayload moved => (Quote(moved.WpId), $"moves from {moved.PreviousStatus.ToText()} to {moved.NewStatus.ToText()}", Work),
        LaneStatusChangedPayload moved => (Quote(moved.WpId), $"moves from {Quote(moved.FromLane)} to {Quote(moved.ToLane)}", Work),
        Events.Status.StatusTransitionPayload moved => (Quote(moved.WpId), $"moves to {moved.ToLane.ToText()}", Work),
        ILifecyclePayload => ("Mission", eventType, Work),
        _ => (Quote(eventType), "", Calm),
    };

    /// <summary>How many, as a sentence begins with it.</summary>
    public static string Several(int count) => count == 2 ? "Two" : count.ToString(CultureInfo.InvariantCulture);

    private static string About(string? description) => string.IsNullOrEmpty(description) ? "" : $", {Quote(description)}";

    private static string Quote(string text)
    {
        var visible = VisibleText.Of(text.ReplaceLineEndings(" "));
        return visible.Length <= Excerpt ? visible : string.Concat(visible.AsSpan(0, Excerpt - 1), "…");
    }
}
