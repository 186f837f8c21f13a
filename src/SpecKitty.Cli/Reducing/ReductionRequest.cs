using SpecKitty.Events.Board;
using SpecKitty.Events.Collaboration;
using SpecKitty.Events.Envelope;
using SpecKitty.Events.Json;
using SpecKitty.Events.Lifecycle;
using SpecKitty.Events.Reduction;
using SpecKitty.Events.Status;

namespace SpecKitty.Cli.Reducing;

/// <summary>How a log is to be reduced.</summary>
/// <param name="Reducer">By which reducer.</param>
/// <param name="Mode">What to do with events that break integrity; the collaboration reducer alone asks.</param>
/// <param name="Roster">Participants who count as joined before the first event; the collaboration reducer alone asks.</param>
/// <param name="MissionId">The mission; null for that of the first event. The collaboration reducer alone asks.</param>
internal sealed record ReductionRequest(ReducerName Reducer, ReductionMode Mode, IReadOnlyDictionary<string, ParticipantIdentity>? Roster, string? MissionId)
{
    /// <summary>Reduces a log.</summary>
    /// <param name="log">The events, in any order.</param>
    /// <param name="violation">In strict mode, the first violation.</param>
    /// <returns>The state as JSON; null when there is a violation.</returns>
    public byte[]? Reduce(IEnumerable<Event> log, out CollaborationViolation? violation)
    {
        violation = null;
        switch (Reducer)
        {
            case ReducerName.Status:
                return ContractJson.Write(StatusReducer.Reduce(log));
            case ReducerName.Lifecycle:
                return ContractJson.Write(LifecycleReducer.Reduce(log));
            case ReducerName.Board:
                return ContractJson.Write(BoardReducer.Reduce(log));
            default:
                var state = CollaborationReducer.TryReduce(log, out violation, Mode, Roster, MissionId);
                return state is null ? null : ContractJson.Write(state);
        }
    }
}
