using SpecKitty.Events.Collaboration;
using SpecKitty.Events.Collaboration.Presence;
using SpecKitty.Events.Collaboration.Warnings;
using SpecKitty.Events.Lifecycle;
using SpecKitty.Events.Values;

namespace SpecKitty.Server.Projections;

/// <summary>What a mission amounts to at one moment, everything in it durable.</summary>
internal sealed record MissionSnapshot
{
    /// <summary>The project's sequence of the mission's newest event; 0 while it has none.</summary>
    public required long Sequence { get; init; }

    /// <summary>The greatest clock of its events; 0 while it has none.</summary>
    public required long LamportClock { get; init; }

    /// <summary>When its newest event was received; null while it has none.</summary>
    public required DateTimeOffset? ReceivedAt { get; init; }

    /// <summary>The permissive reduction of its collaboration events.</summary>
    public required CollaborationState State { get; init; }

    /// <summary>Its warnings as views show them: the newest in full, the others by their ids.</summary>
    public required WarningDigest Warnings { get; init; }

    /// <summary>The reduction of its lifecycle events and the canonical transitions of its work packages.</summary>
    public required LifecycleState Lifecycle { get; init; }

    /// <summary>What was last received of everybody on the roster, by participant id.</summary>
    public required IReadOnlyDictionary<string, ParticipantPulse> Pulses { get; init; }

    /// <summary>Whom of them the server itself let in, rather than a replayed history.</summary>
    public required IReadOnlySet<string> Seated { get; init; }

    /// <summary>Who has left since a warning named them, by warning id.</summary>
    public required IReadOnlyDictionary<string, EquatableSet> Departures { get; init; }

    /// <summary>When each warning was first received, by its id.</summary>
    public required IReadOnlyDictionary<string, DateTimeOffset> WarningsRaised { get; init; }
}
