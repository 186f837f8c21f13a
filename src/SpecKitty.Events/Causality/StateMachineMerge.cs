using System.Text.Json;
using SpecKitty.Events.Envelope;
using SpecKitty.Events.Values;

namespace SpecKitty.Events.Causality;

/// <summary>Decides between concurrent events that each put the same aggregate into a state.</summary>
public static class StateMachineMerge
{
    /// <summary>The member of the payload that holds the state, unless the caller names another.</summary>
    public const string DefaultStateKey = "state";

    private const string FallbackStateKey = "status";

    /// <summary>Picks the event whose state has the highest priority; of several, that of the smallest node by code point; of several, the first given.</summary>
    /// <param name="events">Concurrent events: at least one, all with the same clock and aggregate.</param>
    /// <param name="priorities">The priority of each state; higher wins.</param>
    /// <param name="stateKey">The member of the payload that holds the state. For the default, <c>status</c> stands in where <c>state</c> is absent or null.</param>
    /// <returns>The event that holds, and why.</returns>
    /// <exception cref="ValidationException">There is no event; clocks or aggregates differ; an event has no state, or one that is no text or has no priority.</exception>
    public static ConflictResolution Merge(IEnumerable<Event> events, IReadOnlyDictionary<string, int> priorities, string stateKey = DefaultStateKey)
    {
        ArgumentNullException.ThrowIfNull(priorities);
        ArgumentException.ThrowIfNullOrEmpty(stateKey);
        var given = events.ToEquatableList();
        RefuseUnmergeable(given);

        Candidate[] candidates = [.. given.Select(item => Read(item, priorities, stateKey))];
        var winner = candidates[0];
        foreach (var candidate in candidates)
        {
            if (candidate.Beats(winner))
            {
                winner = candidate;
            }
        }

        return new ConflictResolution
        {
            MergedEvent = winner.Event,
            ResolutionNote = Note(winner, candidates),
            ConflictingEvents = given,
        };
    }

    private static void RefuseUnmergeable(EquatableList<Event> given)
    {
        if (given.Count == 0)
        {
            throw new ValidationException("There is no event to merge: pass at least one.");
        }

        var first = given[0];
        foreach (var item in given)
        {
            if (item.LamportClock != first.LamportClock)
            {
                throw new ValidationException($"Event {item.EventId} has lamport_clock {item.LamportClock} and event {first.EventId} has {first.LamportClock}: only events of the same clock are merged.");
            }

            if (item.AggregateId != first.AggregateId)
            {
                throw new ValidationException($"Event {item.EventId} has aggregate_id \"{item.AggregateId}\" and event {first.EventId} has \"{first.AggregateId}\": only events of the same aggregate are merged.");
            }
        }
    }

    private static Candidate Read(Event item, IReadOnlyDictionary<string, int> priorities, string stateKey)
    {
        var state = State(item, stateKey)
            ?? (stateKey == DefaultStateKey ? State(item, FallbackStateKey) : null)
            ?? throw new ValidationException($"Event {item.EventId} has no payload.{stateKey}{(stateKey == DefaultStateKey ? $" and no payload.{FallbackStateKey}" : "")}: add its state.");
        return priorities.TryGetValue(state, out var priority)
            ? new Candidate(item, state, priority)
            : throw new ValidationException($"Event {item.EventId} has the state \"{state}\", which has no priority: the states with one are {string.Join(", ", priorities.Keys)}.");
    }

    private static string? State(Event item, string key)
    {
        if (!PayloadMember.TryFind(item, key, out var reader) || reader.TokenType == JsonTokenType.Null)
        {
            return null;
        }

        return reader.TokenType == JsonTokenType.String ? reader.GetString() : throw PayloadMember.WrongType(item, key, "a string", ref reader);
    }

    private static string Note(Candidate winner, Candidate[] candidates)
    {
        if (candidates.Length == 1)
        {
            return $"Single event with state '{winner.State}', no conflict";
        }

        return candidates.All(candidate => candidate.State == winner.State)
            ? $"All {candidates.Length} events have the same state '{winner.State}', no conflict"
            : $"Selected state '{winner.State}' (priority={winner.Priority}) from node '{winner.Event.NodeId}' over {candidates.Length - 1} conflicting states";
    }

    private readonly record struct Candidate(Event Event, string State, int Priority)
    {
        public bool Beats(Candidate other)
            => Priority != other.Priority
                ? Priority > other.Priority
                : CodePointComparer.Instance.Compare(Event.NodeId, other.Event.NodeId) < 0;
    }
}
