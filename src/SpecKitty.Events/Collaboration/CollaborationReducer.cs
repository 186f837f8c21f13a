using SpecKitty.Events.Envelope;
using SpecKitty.Events.Reduction;

namespace SpecKitty.Events.Collaboration;

/// <summary>Reduces a log of collaboration events to what it amounts to. A pure function: no clock, no I/O.</summary>
public static class CollaborationReducer
{
    /// <summary>Reduces a log.</summary>
    /// <param name="events">The log, in any order, of any types; other families' events are left out.</param>
    /// <param name="mode">What to do with events that break integrity; strict by default.</param>
    /// <param name="roster">Participants who count as joined before the first event; needed where the log does not begin with the mission.</param>
    /// <param name="missionId">The mission; null for that of the first event.</param>
    /// <returns>The state.</returns>
    /// <exception cref="UnknownParticipantException">In strict mode: the first violation in order is an event of somebody who is not on the roster, or no longer (<see cref="DepartedParticipantException"/>).</exception>
    /// <exception cref="CollaborationViolationException">In strict mode: the first violation in order is another one.</exception>
    public static CollaborationState Reduce(
        IEnumerable<Event> events,
        ReductionMode mode = ReductionMode.Strict,
        IReadOnlyDictionary<string, ParticipantIdentity>? roster = null,
        string? missionId = null)
        => TryReduce(events, out var violation, mode, roster, missionId) ?? throw violation!.ToException();

    /// <summary>Reduces a log, with the violation as a value.</summary>
    /// <param name="events">The log, in any order, of any types; other families' events are left out.</param>
    /// <param name="violation">In strict mode, the first violation in order.</param>
    /// <param name="mode">What to do with events that break integrity; strict by default.</param>
    /// <param name="roster">Participants who count as joined before the first event.</param>
    /// <param name="missionId">The mission; null for that of the first event.</param>
    /// <returns>The state; null when there is a violation.</returns>
    public static CollaborationState? TryReduce(
        IEnumerable<Event> events,
        out CollaborationViolation? violation,
        ReductionMode mode = ReductionMode.Strict,
        IReadOnlyDictionary<string, ParticipantIdentity>? roster = null,
        string? missionId = null)
    {
        var reduction = new CollaborationReduction(mode, roster, missionId);
        reduction.AddRange(events);
        return reduction.TryGetState(out violation);
    }
}
