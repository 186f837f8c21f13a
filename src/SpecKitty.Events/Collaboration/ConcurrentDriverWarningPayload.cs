using SpecKitty.Events.Shapes;
using SpecKitty.Events.Values;

namespace SpecKitty.Events.Collaboration;

/// <summary>Several participants drive on the same focus. Overlap is valid; the warning is advice.</summary>
/// <remarks>Wire type <c>ConcurrentDriverWarning</c>. Folded by <see cref="CollaborationReducer"/>.</remarks>
public sealed record ConcurrentDriverWarningPayload : IWarningPayload, IContractModel<ConcurrentDriverWarningPayload>
{
    /// <summary>The warning; the same id again brings its facts up to date. At least one character.</summary>
    public required string WarningId { get; init; }

    /// <summary>The mission. At least one character.</summary>
    public required string MissionId { get; init; }

    /// <summary>Everybody concerned, at least two, all on the roster.</summary>
    public required EquatableList<string> ParticipantIds { get; init; }

    /// <summary>What they share.</summary>
    public required FocusTarget FocusTarget { get; init; }

    /// <summary>How much it matters.</summary>
    public required WarningSeverity Severity { get; init; }

    static ModelShape<ConcurrentDriverWarningPayload> IContractModel<ConcurrentDriverWarningPayload>.Shape { get; } = new(
        "Several participants drive on the same focus. Overlap is valid; the warning is advice.",
        [
            FieldShape.Required("warning_id", Shape.Text, "The warning; the same id again brings its facts up to date. At least one character."),
            FieldShape.Required("mission_id", Shape.Text, "The mission. At least one character."),
            FieldShape.Required("participant_ids", Shape.Texts(2), "Everybody concerned, at least two, all on the roster."),
            FieldShape.Required("focus_target", Models.Of<FocusTarget>(), "What they share."),
            FieldShape.Required("severity", Shape.OneOf<WarningSeverity>(), "How much it matters."),
        ],
        static (in FieldValues values) => new ConcurrentDriverWarningPayload
        {
            WarningId = values.Get<string>(0),
            MissionId = values.Get<string>(1),
            ParticipantIds = values.Get<EquatableList<string>>(2),
            FocusTarget = values.Get<FocusTarget>(3),
            Severity = values.Value<WarningSeverity>(4),
        });
}
