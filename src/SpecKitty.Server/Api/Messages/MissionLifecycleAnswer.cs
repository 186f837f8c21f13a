using SpecKitty.Events.Lifecycle;

namespace SpecKitty.Server.Api.Messages;

/// <summary>A mission's life and its work packages at one moment.</summary>
internal sealed record MissionLifecycleAnswer
{
    /// <summary>The mission.</summary>
    public required string MissionId { get; init; }

    /// <summary>The project.</summary>
    public required Guid ProjectUuid { get; init; }

    /// <summary>The project's sequence of the mission's newest event; 0 when there is none.</summary>
    public required long Sequence { get; init; }

    /// <summary>The greatest Lamport clock of its events; 0 when there is none.</summary>
    public required long LamportClock { get; init; }

    /// <summary>The reduction of its lifecycle events and of the canonical transitions of its work packages, a LifecycleState of the contract.</summary>
    public required RawJson<LifecycleState> Lifecycle { get; init; }
}
