using SpecKitty.Events.Envelope;
using SpecKitty.Events.Reduction;
using SpecKitty.Events.Values;

namespace SpecKitty.Events.Collaboration;

/// <summary>A reduction at one moment: the log in reducer order and how it is read.</summary>
/// <remarks>It holds the log and not the state alone, because a late event may belong anywhere in it.</remarks>
/// <param name="Mode">What is done with events that break integrity.</param>
/// <param name="Roster">Participants who count as joined before the first event.</param>
/// <param name="MissionId">The mission asked for; null for that of the first event.</param>
/// <param name="Events">The events, in reducer order, each id once.</param>
/// <param name="ContestedEventIds">The ids that came with more than one content, in order.</param>
public sealed record CollaborationSnapshot(
    ReductionMode Mode,
    EquatableMap<string, ParticipantIdentity> Roster,
    string? MissionId,
    EquatableList<Event> Events,
    EquatableList<EventId> ContestedEventIds);
