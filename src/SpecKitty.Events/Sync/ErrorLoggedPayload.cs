using SpecKitty.Events.Shapes;

namespace SpecKitty.Events.Sync;

/// <summary>An error is logged.</summary>
/// <remarks>Wire type <c>ErrorLogged</c> on the wire surface.</remarks>
public sealed record ErrorLoggedPayload : IWirePayload, IContractModel<ErrorLoggedPayload>
{
    /// <summary>The kind of error.</summary>
    public required ErrorKind ErrorType { get; init; }

    /// <summary>What went wrong. At least one character.</summary>
    public required string ErrorMessage { get; init; }

    /// <summary>The work package, when there is one.</summary>
    public string? WpId { get; init; }

    /// <summary>Where in the program.</summary>
    public string? StackTrace { get; init; }

    /// <summary>The agent, when there is one.</summary>
    public string? AgentId { get; init; }

    static ModelShape<ErrorLoggedPayload> IContractModel<ErrorLoggedPayload>.Shape { get; } = new(
        "An error is logged.",
        [
            FieldShape.Required("error_type", Shape.OneOf<ErrorKind>(), "The kind of error."),
            FieldShape.Required("error_message", Shape.Text, "What went wrong. At least one character."),
            FieldShape.Optional("wp_id", Shape.AnyText, "The work package, when there is one."),
            FieldShape.Optional("stack_trace", Shape.AnyText, "Where in the program."),
            FieldShape.Optional("agent_id", Shape.AnyText, "The agent, when there is one."),
        ],
        static (in FieldValues values) => new ErrorLoggedPayload
        {
            ErrorType = values.Value<ErrorKind>(0),
            ErrorMessage = values.Get<string>(1),
            WpId = values.Text(2),
            StackTrace = values.Text(3),
            AgentId = values.Text(4),
        });
}
