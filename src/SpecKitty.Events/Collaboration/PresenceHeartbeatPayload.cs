using SpecKitty.Events.Shapes;

namespace SpecKitty.Events.Collaboration;

/// <summary>A participant says that it is still there.</summary>
/// <remarks>Wire type <c>PresenceHeartbeat</c>. Folded by <see cref="CollaborationReducer"/>.</remarks>
public sealed record PresenceHeartbeatPayload : ISingleActorPayload, IContractModel<PresenceHeartbeatPayload>
{
    /// <summary>Whose heartbeat. At least one character.</summary>
    public required string ParticipantId { get; init; }

    /// <summary>The mission. At least one character.</summary>
    public required string MissionId { get; init; }

    /// <summary>The session that sends it.</summary>
    public string? SessionId { get; init; }

    static ModelShape<PresenceHeartbeatPayload> IContractModel<PresenceHeartbeatPayload>.Shape { get; } = new(
        "A participant says that it is still there.",
        [
            FieldShape.Required("participant_id", Shape.Text, "Whose heartbeat. At least one character."),
            FieldShape.Required("mission_id", Shape.Text, "The mission. At least one character."),
            FieldShape.Optional("session_id", Shape.AnyText, "The session that sends it."),
        ],
        static (in FieldValues values) => new PresenceHeartbeatPayload
        {
            ParticipantId = values.Get<string>(0),
            MissionId = values.Get<string>(1),
            SessionId = values.Text(2),
        });
}
