using SpecKitty.Events.Collaboration;
using SpecKitty.Events.Json;
using SpecKitty.Server.Projections;
using SpecKitty.Server.Storage;

namespace SpecKitty.Server.Api.Messages;

/// <summary>A mission's collaboration at one moment.</summary>
internal sealed record MissionStateAnswer
{
    /// <summary>The mission.</summary>
    public required string MissionId { get; init; }

    /// <summary>The project.</summary>
    public required Guid ProjectUuid { get; init; }

    /// <summary>What it is called.</summary>
    public required string Title { get; init; }

    /// <summary>The project's sequence of the newest event in it; 0 when there is none.</summary>
    public required long Sequence { get; init; }

    /// <summary>The greatest Lamport clock in it; 0 when there is no event.</summary>
    public required long LamportClock { get; init; }

    /// <summary>The permissive reduction, a CollaborationState of the contract.</summary>
    public required RawJson<CollaborationState> State { get; init; }

    /// <summary>The answer for a mission at a moment.</summary>
    public static MissionStateAnswer Of(MissionRecord mission, MissionSnapshot snapshot) => new()
    {
        MissionId = mission.MissionId,
        ProjectUuid = mission.ProjectId,
        Title = mission.Title,
        Sequence = snapshot.Sequence,
        LamportClock = snapshot.LamportClock,
        State = new RawJson<CollaborationState>(ContractJson.Write(snapshot.State)),
    };
}
