using SpecKitty.Events.Shapes;
using SpecKitty.Events.Values;

namespace SpecKitty.Events.Collaboration;

/// <summary>Several participants run the same step, or steps on the same work package.</summary>
/// <remarks>Wire type <c>PotentialStepCollisionDetected</c>. Folded by <see cref="CollaborationReducer"/>.</remarks>
public sealed record PotentialStepCollisionDetectedPayload : IWarningPayload, IContractModel<PotentialStepCollisionDetectedPayload>
{
    /// <summary>The warning; the same id again brings its facts up to date. At least one character.</summary>
    public required string WarningId { get; init; }

    /// <summary>The mission. At least one character.</summary>
    public required string MissionId { get; init; }

    /// <summary>Everybody concerned, at least two, all on the roster.</summary>
    public required EquatableList<string> ParticipantIds { get; init; }

    /// <summary>The step. At least one character.</summary>
    public required string StepId { get; init; }

    /// <summary>The work package.</summary>
    public string? WpId { get; init; }

    /// <summary>How much it matters.</summary>
    public required WarningSeverity Severity { get; init; }

    static ModelShape<PotentialStepCollisionDetectedPayload> IContractModel<PotentialStepCollisionDetectedPayload>.Shape { get; } = new(
        "Several participants run the same step, or steps on the same work package.",
        [
            FieldShape.Required("warning_id", Shape.Text, "The warning; the same id again brings its facts up to date. At least one character."),
            FieldShape.Required("mission_id", Shape.Text, "The mission. At least one character."),
            FieldShape.Required("participant_ids", Shape.Texts(2), "Everybody concerned, at least two, all on the roster."),
            FieldShape.Required("step_id", Shape.Text, "The step. At least one character."),
            FieldShape.Optional("wp_id", Shape.AnyText, "The work package."),
            FieldShape.Required("severity", Shape.OneOf<WarningSeverity>(), "How much it matters."),
        ],
        static (in FieldValues values) => new PotentialStepCollisionDetectedPayload
        {
            WarningId = values.Get<string>(0),
            MissionId = values.Get<string>(1),
            ParticipantIds = values.Get<EquatableList<string>>(2),
            StepId = values.Get<string>(3),
            WpId = values.Text(4),
            Severity = values.Value<WarningSeverity>(5),
        });
}
