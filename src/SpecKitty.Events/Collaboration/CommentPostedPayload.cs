using SpecKitty.Events.Shapes;

namespace SpecKitty.Events.Collaboration;

/// <summary>A participant writes a comment.</summary>
/// <remarks>Wire type <c>CommentPosted</c>. Folded by <see cref="CollaborationReducer"/>.</remarks>
public sealed record CommentPostedPayload : ISingleActorPayload, IContractModel<CommentPostedPayload>
{
    /// <summary>Who writes. At least one character.</summary>
    public required string ParticipantId { get; init; }

    /// <summary>The mission. At least one character.</summary>
    public required string MissionId { get; init; }

    /// <summary>The comment. At least one character.</summary>
    public required string CommentId { get; init; }

    /// <summary>What it says. At least one character.</summary>
    public required string Content { get; init; }

    /// <summary>The comment that it answers.</summary>
    public string? ReplyTo { get; init; }

    static ModelShape<CommentPostedPayload> IContractModel<CommentPostedPayload>.Shape { get; } = new(
        "A participant writes a comment.",
        [
            FieldShape.Required("participant_id", Shape.Text, "Who writes. At least one character."),
            FieldShape.Required("mission_id", Shape.Text, "The mission. At least one character."),
            FieldShape.Required("comment_id", Shape.Text, "The comment. At least one character."),
            FieldShape.Required("content", Shape.Text, "What it says. At least one character."),
            FieldShape.Optional("reply_to", Shape.AnyText, "The comment that it answers."),
        ],
        static (in FieldValues values) => new CommentPostedPayload
        {
            ParticipantId = values.Get<string>(0),
            MissionId = values.Get<string>(1),
            CommentId = values.Get<string>(2),
            Content = values.Get<string>(3),
            ReplyTo = values.Text(4),
        });
}
