using SpecKitty.Events.Values;

namespace SpecKitty.Events.Collaboration.Warnings;

/// <summary>Who shares what with whom at one place of a mission's log, and what was warned of up to there.</summary>
internal interface IOverlaps
{
    /// <summary>The mission; empty when no event names one.</summary>
    string MissionId { get; }

    /// <summary>Who drives on a target.</summary>
    EquatableSet DriversOn(FocusTarget target);

    /// <summary>Who runs a step.</summary>
    EquatableSet RunnersOf(string stepId);

    /// <summary>Who runs steps on a work package.</summary>
    EquatableSet RunnersOn(string wpId);

    /// <summary>The principal that a participant is bound to; null when it joined without one.</summary>
    string? PrincipalOf(string participantId);

    /// <summary>Whether the log holds a warning that says what a derived one of this id would say.</summary>
    bool IsKnown(string warningId);
}
