using SpecKitty.Events.Envelope;
using SpecKitty.Events.Values;

namespace SpecKitty.Events.Collaboration;

/// <summary>A warning of a mission and what its participants do about it.</summary>
public sealed record WarningEntry
{
    /// <summary>The type of a warning that was acknowledged before anybody emitted it.</summary>
    public const string UnknownType = "UnknownWarning";

    /// <summary>The warning.</summary>
    public required string WarningId { get; init; }

    /// <summary>The event that last brought its facts.</summary>
    public required EventId EventId { get; init; }

    /// <summary>The type of that event, or <c>UnknownWarning</c> while only an acknowledgement is known.</summary>
    public required string WarningType { get; init; }

    /// <summary>Everybody concerned.</summary>
    public required EquatableList<string> ParticipantIds { get; init; }

    /// <summary>What each participant said last.</summary>
    public required EquatableMap<string, Acknowledgement> Acknowledgements { get; init; }

    /// <summary>How much it matters; null while only an acknowledgement is known.</summary>
    public WarningSeverity? Severity { get; init; }

    /// <summary>What the participants share, for drivers on one focus.</summary>
    public FocusTarget? FocusTarget { get; init; }

    /// <summary>The step, for a collision of steps.</summary>
    public string? StepId { get; init; }

    /// <summary>The work package, for a collision of steps.</summary>
    public string? WpId { get; init; }

    /// <summary>The mission.</summary>
    public required string MissionId { get; init; }

    /// <summary>Where in reducer order the id first came up, counted from 0.</summary>
    public required int FirstSeen { get; init; }

    /// <summary>When it was first emitted, as its emitter says; null while only an acknowledgement is known.</summary>
    public EventTimestamp? RaisedAt { get; init; }
}
