using SpecKitty.Events.Values;

namespace SpecKitty.Events.Collaboration;

/// <summary>A payload about a risk that several participants share.</summary>
public interface IWarningPayload : ICollaborationPayload
{
    /// <summary>The warning. At least one character.</summary>
    string WarningId { get; }

    /// <summary>Everybody concerned, at least two.</summary>
    EquatableList<string> ParticipantIds { get; }

    /// <summary>How much it matters.</summary>
    WarningSeverity Severity { get; }
}
