using SpecKitty.Events.Collaboration;
using SpecKitty.Events.Collaboration.Presence;
using SpecKitty.Events.Envelope;
using SpecKitty.Server.Auth;
using EventId = SpecKitty.Events.Envelope.EventId;

namespace SpecKitty.Server.Projections;

/// <summary>What was last received of each participant of a mission, by the server's clock: senders' clocks are wrong, and events come late.</summary>
internal sealed class MissionPulses
{
    private readonly Dictionary<string, Pulse> _byParticipant = new(StringComparer.Ordinal);
    private readonly Dictionary<EventId, DateTimeOffset> _starts = [];
    private readonly Dictionary<string, DateTimeOffset> _raised = new(StringComparer.Ordinal);

    /// <summary>When each warning was first received, by its id.</summary>
    public IReadOnlyDictionary<string, DateTimeOffset> Raised => new Dictionary<string, DateTimeOffset>(_raised, StringComparer.Ordinal);

    /// <summary>Takes an event in, in the order of the log.</summary>
    /// <param name="value">The event.</param>
    /// <param name="payload">Its payload.</param>
    /// <param name="arrival">How it came.</param>
    /// <param name="isLastMove">Whether it is the last join or leave of its participant in reducer order.</param>
    public void Take(Event value, ICollaborationPayload payload, Arrival arrival, bool isLastMove)
    {
        switch (payload)
        {
            case IWarningPayload warning:
                _raised.TryAdd(warning.WarningId, arrival.ReceivedAt);
                break;
            case ISingleActorPayload actor:
                Take(value, actor, arrival, isLastMove);
                break;
        }
    }

    /// <summary>Whether the server itself let a participant in, rather than a replayed history.</summary>
    public bool IsSeated(string participantId) => _byParticipant.TryGetValue(participantId, out var pulse) && pulse.IsSeated;

    /// <summary>When anything was last received of a participant; null when nothing was.</summary>
    public DateTimeOffset? LastSignOf(string participantId) => _byParticipant.TryGetValue(participantId, out var pulse) ? pulse.LastSignAt : null;

    /// <summary>The pulses of everybody on the roster of a state.</summary>
    public IReadOnlyDictionary<string, ParticipantPulse> Of(CollaborationState state)
    {
        var running = state.ExecutionDetails.Values.Sum(runs => runs.Count);
        if (_starts.Count > 64 + (2 * running))
        {
            Forget(state);
        }

        return state.Participants.Keys.ToDictionary(id => id, id => Of(id, state), StringComparer.Ordinal);
    }

    /// <summary>The node that a participant emitted its last event on; null when it has emitted none.</summary>
    public string? NodeOf(string participantId) => _byParticipant.TryGetValue(participantId, out var pulse) ? pulse.NodeId : null;

    private void Take(Event value, ISingleActorPayload payload, Arrival arrival, bool isLastMove)
    {
        if (!_byParticipant.TryGetValue(payload.ParticipantId, out var pulse))
        {
            _byParticipant[payload.ParticipantId] = pulse = new Pulse();
        }

        // To be invited is somebody else's doing, and a window that is opened for late events is the server's.
        if (payload is ParticipantInvitedPayload || (payload is ParticipantJoinedPayload or ParticipantLeftPayload && !isLastMove))
        {
            return;
        }

        pulse.LastSignAt = arrival.ReceivedAt;
        pulse.NodeId = arrival.Principal == Principal.Server.PrincipalId ? pulse.NodeId : value.NodeId;
        if (payload is PresenceHeartbeatPayload)
        {
            pulse.LastHeartbeatAt = arrival.ReceivedAt;
        }
        else if (payload is ParticipantJoinedPayload)
        {
            // Who comes again starts anew: what it did the time before says nothing about now.
            pulse.JoinedAt = arrival.ReceivedAt;
            pulse.LastHeartbeatAt = null;
            pulse.LastWorkAt = null;
            pulse.IsSeated = arrival.Principal == Principal.Server.PrincipalId;
        }
        else if (PresenceSigns.IsWork(value.EventType))
        {
            pulse.LastWorkAt = arrival.ReceivedAt;
            if (payload is PromptStepExecutionStartedPayload)
            {
                _starts[value.EventId] = arrival.ReceivedAt;
            }
        }
    }

    private ParticipantPulse Of(string participantId, CollaborationState state)
    {
        var oldest = state.ExecutionDetails.TryGetValue(participantId, out var runs)
            ? runs.Select(run => new RunningStep(run.StepId, run.WpId, StartOf(run))).MinBy(step => step.StartedAt)
            : null;
        return _byParticipant.TryGetValue(participantId, out var pulse)
            ? new ParticipantPulse { JoinedAt = pulse.JoinedAt, LastHeartbeatAt = pulse.LastHeartbeatAt, LastWorkAt = pulse.LastWorkAt, LastSignAt = pulse.LastSignAt, OldestStep = oldest }
            : new ParticipantPulse { OldestStep = oldest };
    }

    private DateTimeOffset StartOf(ExecutionEntry run) => _starts.TryGetValue(run.EventId, out var received) ? received : run.StartedAt.Instant;

    // Of steps that have ended, nobody asks when they began.
    private void Forget(CollaborationState state)
    {
        var running = state.ExecutionDetails.Values.SelectMany(runs => runs).Select(run => run.EventId).ToHashSet();
        foreach (var ended in _starts.Keys.Where(id => !running.Contains(id)).ToList())
        {
            _starts.Remove(ended);
        }
    }

    private sealed class Pulse
    {
        public DateTimeOffset? JoinedAt { get; set; }

        public DateTimeOffset? LastHeartbeatAt { get; set; }

        public DateTimeOffset? LastWorkAt { get; set; }

        public DateTimeOffset? LastSignAt { get; set; }

        public string? NodeId { get; set; }

        public bool IsSeated { get; set; }
    }
}
