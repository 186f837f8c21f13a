namespace SpecKitty.Events.Collaboration.Presence;

/// <summary>Which events say what about a participant.</summary>
public static class PresenceSigns
{
    /// <summary>Whether an event is work: a focus, a step begun or ended, a comment, a decision. To be there, to drive and to acknowledge is none.</summary>
    /// <param name="eventType">The event type.</param>
    /// <returns>True when it counts as progress of its participant.</returns>
    public static bool IsWork(string eventType) => eventType is CollaborationEventTypes.FocusChanged
        or CollaborationEventTypes.PromptStepExecutionStarted
        or CollaborationEventTypes.PromptStepExecutionCompleted
        or CollaborationEventTypes.CommentPosted
        or CollaborationEventTypes.DecisionCaptured;
}
