using System.Text.Json;
using SpecKitty.Events.Envelope;
using SpecKitty.Events.Values;

namespace SpecKitty.Events.Collaboration;

/// <summary>Reads payloads that the models refuse as the reducer does: only the members that it looks at count.</summary>
/// <remarks>
/// A log of another implementation must fold alike here. A text that the reducer shows may be empty or absent; a member that it does not look at may be
/// anything. What comes out is for the fold alone: members that it does not look at hold placeholders.
/// </remarks>
internal static class LoosePayloads
{
    /// <summary>The payload; null when a member that counts is wrong.</summary>
    public static ICollaborationPayload? Read(Event value)
    {
        using var document = JsonDocument.Parse(value.Payload.Utf8);
        var json = document.RootElement;
        if (value.EventType is CollaborationEventTypes.ConcurrentDriverWarning or CollaborationEventTypes.PotentialStepCollisionDetected)
        {
            return Warning(json);
        }

        return Text(json, "participant_id") is { Length: > 0 } actor ? Single(value.EventType, json, actor) : null;
    }

    private static ISingleActorPayload? Single(string eventType, JsonElement json, string actor)
    {
        var mission = Text(json, "mission_id") ?? "";
        return eventType switch
        {
            CollaborationEventTypes.ParticipantInvited => Identity(json) is { } identity
                ? new ParticipantInvitedPayload { ParticipantId = actor, MissionId = mission, ParticipantIdentity = identity, InvitedBy = "" }
                : null,
            CollaborationEventTypes.ParticipantJoined => Identity(json) is { } identity
                ? new ParticipantJoinedPayload { ParticipantId = actor, MissionId = mission, ParticipantIdentity = identity, AuthPrincipalId = Text(json, "auth_principal_id") }
                : null,
            CollaborationEventTypes.ParticipantLeft => new ParticipantLeftPayload { ParticipantId = actor, MissionId = mission },
            CollaborationEventTypes.PresenceHeartbeat => new PresenceHeartbeatPayload { ParticipantId = actor, MissionId = mission },
            CollaborationEventTypes.DriveIntentSet => Word<DriveIntent>(json, "intent") is { } intent
                ? new DriveIntentSetPayload { ParticipantId = actor, MissionId = mission, Intent = intent }
                : null,
            CollaborationEventTypes.FocusChanged => Target(json) is { } target
                ? new FocusChangedPayload { ParticipantId = actor, MissionId = mission, FocusTarget = target }
                : null,
            CollaborationEventTypes.PromptStepExecutionStarted => Shown(json, "step_id") is { } step
                ? new PromptStepExecutionStartedPayload { ParticipantId = actor, MissionId = mission, StepId = step, WpId = Text(json, "wp_id") }
                : null,
            CollaborationEventTypes.PromptStepExecutionCompleted => Shown(json, "step_id") is { } step
                ? new PromptStepExecutionCompletedPayload { ParticipantId = actor, MissionId = mission, StepId = step, Outcome = StepOutcome.Success }
                : null,
            CollaborationEventTypes.WarningAcknowledged => Text(json, "warning_id") is { Length: > 0 } warning && Word<Acknowledgement>(json, "acknowledgement") is { } word
                ? new WarningAcknowledgedPayload { ParticipantId = actor, MissionId = mission, WarningId = warning, Acknowledgement = word }
                : null,
            CollaborationEventTypes.CommentPosted => Shown(json, "comment_id") is { } comment && Shown(json, "content") is { } content && IsTextOrNone(json, "reply_to")
                ? new CommentPostedPayload { ParticipantId = actor, MissionId = mission, CommentId = comment, Content = content, ReplyTo = Text(json, "reply_to") }
                : null,
            CollaborationEventTypes.DecisionCaptured => Decision(json, actor, mission),
            _ => Shown(json, "linked_session_id") is { } linked
                ? new SessionLinkedPayload { ParticipantId = actor, MissionId = mission, PrimarySessionId = "", LinkedSessionId = linked, LinkType = SessionLinkType.CliToSaas }
                : null,
        };
    }

    private static DecisionCapturedPayload? Decision(JsonElement json, string actor, string mission)
        => Shown(json, "decision_id") is { } decision && Shown(json, "topic") is { } topic && Shown(json, "chosen_option") is { } option && IsTextOrNone(json, "referenced_warning_id")
            ? new DecisionCapturedPayload
            {
                ParticipantId = actor,
                MissionId = mission,
                DecisionId = decision,
                Topic = topic,
                ChosenOption = option,
                Rationale = Text(json, "rationale"),
                ReferencedWarningId = Text(json, "referenced_warning_id"),
            }
            : null;

    private static LooseWarning? Warning(JsonElement json)
    {
        if (Text(json, "warning_id") is not { Length: > 0 } warning
            || !json.TryGetProperty("participant_ids", out var ids) || ids.ValueKind != JsonValueKind.Array
            || ids.EnumerateArray().Any(id => id.ValueKind != JsonValueKind.String))
        {
            return null;
        }

        return new LooseWarning(
            Text(json, "mission_id") ?? "",
            warning,
            ids.EnumerateArray().Select(id => id.GetString()!).ToEquatableList(),
            Word<WarningSeverity>(json, "severity"),
            Target(json),
            Text(json, "step_id"),
            Text(json, "wp_id"));
    }

    private static FocusTarget? Target(JsonElement json)
        => json.TryGetProperty("focus_target", out var target) ? Shapes.ModelText.Read<FocusTarget>(target) : null;

    private static ParticipantIdentity? Identity(JsonElement json)
        => json.TryGetProperty("participant_identity", out var identity) ? Shapes.ModelText.Read<ParticipantIdentity>(identity) : null;

    private static string? Text(JsonElement json, string member)
        => json.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    // Absent counts as empty; null or any other type does not.
    private static string? Shown(JsonElement json, string member)
        => json.TryGetProperty(member, out var value) ? value.ValueKind == JsonValueKind.String ? value.GetString() : null : "";

    private static bool IsTextOrNone(JsonElement json, string member)
        => !json.TryGetProperty(member, out var value) || value.ValueKind is JsonValueKind.String or JsonValueKind.Null;

    private static TEnum? Word<[System.Diagnostics.CodeAnalysis.DynamicallyAccessedMembers(System.Diagnostics.CodeAnalysis.DynamicallyAccessedMemberTypes.PublicFields)] TEnum>(JsonElement json, string member)
        where TEnum : struct, Enum
        => Vocabulary<TEnum>.Instance.TryParse(Text(json, member), out var word) ? word : null;
}
