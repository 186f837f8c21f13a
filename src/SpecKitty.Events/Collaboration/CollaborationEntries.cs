using SpecKitty.Events.Envelope;

namespace SpecKitty.Events.Collaboration;

/// <summary>Makes the entries of a state from events and their payloads.</summary>
internal static class CollaborationEntries
{
    public static CommentEntry Of(Event next, CommentPostedPayload comment) => new()
    {
        CommentId = comment.CommentId,
        EventId = next.EventId,
        ParticipantId = comment.ParticipantId,
        Content = comment.Content,
        ReplyTo = comment.ReplyTo,
    };

    public static DecisionEntry Of(Event next, DecisionCapturedPayload decision) => new()
    {
        DecisionId = decision.DecisionId,
        EventId = next.EventId,
        ParticipantId = decision.ParticipantId,
        Topic = decision.Topic,
        ChosenOption = decision.ChosenOption,
        ReferencedWarningId = decision.ReferencedWarningId,
        Rationale = decision.Rationale,
    };

    public static ExecutionEntry Of(Event next, PromptStepExecutionStartedPayload started)
        => new() { StepId = started.StepId, WpId = started.WpId, EventId = next.EventId, StartedAt = next.Timestamp };
}
