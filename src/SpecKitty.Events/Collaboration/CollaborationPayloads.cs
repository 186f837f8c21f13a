using SpecKitty.Events.Envelope;
using SpecKitty.Events.Validation;

namespace SpecKitty.Events.Collaboration;

/// <summary>What the payload of an event says to the fold.</summary>
internal static class CollaborationPayloads
{
    /// <summary>An <see cref="ICollaborationPayload"/>, or the faults where even a loose reading fails.</summary>
    public static object Of(Event next)
    {
        var payload = TypedPayload.Of(next);
        return payload is ICollaborationPayload ? payload : LoosePayloads.Read(next) ?? payload;
    }

    /// <summary>The mission that an event names; null when it names none.</summary>
    public static string? MissionOf(Event next) => MissionOf(next, Of(next)) is { Length: > 0 } named ? named : null;

    /// <summary>The mission that an event names, given its payload; null or empty when it names none.</summary>
    public static string? MissionOf(Event next, object payload)
        => payload is ICollaborationPayload typed ? typed.MissionId : LoosePayload.Text(next.Payload.Utf8, "mission_id"u8);

    /// <summary>Whose drives and runs an event may change; null when it changes nobody's.</summary>
    public static string? MoverOf(Event next)
        => Of(next) is ISingleActorPayload payload
            and (ParticipantJoinedPayload or ParticipantLeftPayload or DriveIntentSetPayload or FocusChangedPayload
                or PromptStepExecutionStartedPayload or PromptStepExecutionCompletedPayload)
            ? payload.ParticipantId
            : null;
}
