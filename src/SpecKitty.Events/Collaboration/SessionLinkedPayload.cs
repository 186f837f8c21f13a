using SpecKitty.Events.Shapes;

namespace SpecKitty.Events.Collaboration;

/// <summary>Two sessions of one participant belong together.</summary>
/// <remarks>Wire type <c>SessionLinked</c>. Folded by <see cref="CollaborationReducer"/>.</remarks>
public sealed record SessionLinkedPayload : ISingleActorPayload, IContractModel<SessionLinkedPayload>
{
    /// <summary>Whose sessions. At least one character.</summary>
    public required string ParticipantId { get; init; }

    /// <summary>The mission. At least one character.</summary>
    public required string MissionId { get; init; }

    /// <summary>The session that leads. At least one character.</summary>
    public required string PrimarySessionId { get; init; }

    /// <summary>The session that is added. At least one character.</summary>
    public required string LinkedSessionId { get; init; }

    /// <summary>Which way they are linked.</summary>
    public required SessionLinkType LinkType { get; init; }

    static ModelShape<SessionLinkedPayload> IContractModel<SessionLinkedPayload>.Shape { get; } = new(
        "Two sessions of one participant belong together.",
        [
            FieldShape.Required("participant_id", Shape.Text, "Whose sessions. At least one character."),
            FieldShape.Required("mission_id", Shape.Text, "The mission. At least one character."),
            FieldShape.Required("primary_session_id", Shape.Text, "The session that leads. At least one character."),
            FieldShape.Required("linked_session_id", Shape.Text, "The session that is added. At least one character."),
            FieldShape.Required("link_type", Shape.OneOf<SessionLinkType>(), "Which way they are linked."),
        ],
        static (in FieldValues values) => new SessionLinkedPayload
        {
            ParticipantId = values.Get<string>(0),
            MissionId = values.Get<string>(1),
            PrimarySessionId = values.Get<string>(2),
            LinkedSessionId = values.Get<string>(3),
            LinkType = values.Value<SessionLinkType>(4),
        });
}
