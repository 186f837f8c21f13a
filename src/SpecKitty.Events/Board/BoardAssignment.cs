using SpecKitty.Events.Envelope;
using SpecKitty.Events.Sync;

namespace SpecKitty.Events.Board;

/// <summary>Who works on a work package.</summary>
public sealed record BoardAssignment
{
    /// <summary>The agent.</summary>
    public required string AgentId { get; init; }

    /// <summary>What the agent is to do.</summary>
    public required WorkPhase Phase { get; init; }

    /// <summary>How often it was tried before, where the event says so.</summary>
    public long? RetryCount { get; init; }

    /// <summary>When it was assigned, as the emitter says.</summary>
    public required EventTimestamp At { get; init; }

    /// <summary>The event that assigned it.</summary>
    public required EventId EventId { get; init; }
}
