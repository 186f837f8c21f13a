using SpecKitty.Events.Shapes;

namespace SpecKitty.Events.Sync;

/// <summary>A work package is assigned to an agent.</summary>
/// <remarks>Wire type <c>WPAssigned</c> on the wire surface.</remarks>
public sealed record WorkPackageAssignedPayload : IWirePayload, IContractModel<WorkPackageAssignedPayload>
{
    /// <summary>The work package, <c>WP</c> and two digits.</summary>
    public required string WpId { get; init; }

    /// <summary>The agent. At least one character.</summary>
    public required string AgentId { get; init; }

    /// <summary>What the agent is to do.</summary>
    public required WorkPhase Phase { get; init; }

    /// <summary>How often it was tried before.</summary>
    public long? RetryCount { get; init; }

    static ModelShape<WorkPackageAssignedPayload> IContractModel<WorkPackageAssignedPayload>.Shape { get; } = new(
        "A work package is assigned to an agent.",
        [
            FieldShape.Required("wp_id", WireShapes.WorkPackageId, "The work package, WP and two digits."),
            FieldShape.Required("agent_id", Shape.Text, "The agent. At least one character."),
            FieldShape.Required("phase", Shape.OneOf<WorkPhase>(), "What the agent is to do."),
            FieldShape.Omissible("retry_count", Shape.AtLeast(0), "How often it was tried before."),
        ],
        static (in FieldValues values) => new WorkPackageAssignedPayload
        {
            WpId = values.Get<string>(0),
            AgentId = values.Get<string>(1),
            Phase = values.Value<WorkPhase>(2),
            RetryCount = values.FindValue<long>(3),
        });
}
