using SpecKitty.Events.Shapes;

namespace SpecKitty.Events.Collaboration;

/// <summary>A participant says what it is working on now.</summary>
/// <remarks>Wire type <c>FocusChanged</c>. Folded by <see cref="CollaborationReducer"/>.</remarks>
public sealed record FocusChangedPayload : ISingleActorPayload, IContractModel<FocusChangedPayload>
{
    /// <summary>Who changes focus. At least one character.</summary>
    public required string ParticipantId { get; init; }

    /// <summary>The mission. At least one character.</summary>
    public required string MissionId { get; init; }

    /// <summary>What it works on from now on.</summary>
    public required FocusTarget FocusTarget { get; init; }

    /// <summary>What it worked on before, for people to read; the reducer knows by itself.</summary>
    public FocusTarget? PreviousFocusTarget { get; init; }

    static ModelShape<FocusChangedPayload> IContractModel<FocusChangedPayload>.Shape { get; } = new(
        "A participant says what it is working on now.",
        [
            FieldShape.Required("participant_id", Shape.Text, "Who changes focus. At least one character."),
            FieldShape.Required("mission_id", Shape.Text, "The mission. At least one character."),
            FieldShape.Required("focus_target", Models.Of<FocusTarget>(), "What it works on from now on."),
            FieldShape.Optional("previous_focus_target", Models.Of<FocusTarget>(), "What it worked on before, for people to read; the reducer knows by itself."),
        ],
        static (in FieldValues values) => new FocusChangedPayload
        {
            ParticipantId = values.Get<string>(0),
            MissionId = values.Get<string>(1),
            FocusTarget = values.Get<FocusTarget>(2),
            PreviousFocusTarget = values.Find<FocusTarget>(3),
        });
}
