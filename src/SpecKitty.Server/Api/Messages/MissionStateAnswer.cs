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

    /// <summary>What the server's clock says, so that a view can correct its own.</summary>
    public required DateTimeOffset ServerTime { get; init; }

    /// <summary>The moment that presence and standings are of: now, or of a past state, when its newest event came.</summary>
    public required DateTimeOffset AsOf { get; init; }

    /// <summary>How everybody on the roster does, by participant id.</summary>
    public required IReadOnlyDictionary<string, PresenceAnswer> Presence { get; init; }

    /// <summary>Where every warning stands, in the order of the state.</summary>
    public required IReadOnlyList<WarningStandingAnswer> WarningStandings { get; init; }

    /// <summary>What presence and standings are judged by.</summary>
    public required PresenceThresholdsAnswer Thresholds { get; init; }

    /// <summary>The answer for a mission at a moment.</summary>
    public static MissionStateAnswer Of(MissionRecord mission, MissionSnapshot snapshot, MissionAssessment assessment) => new()
    {
        MissionId = mission.MissionId,
        ProjectUuid = mission.ProjectId,
        Title = mission.Title,
        Sequence = snapshot.Sequence,
        LamportClock = snapshot.LamportClock,
        State = new RawJson<CollaborationState>(ContractJson.Write(snapshot.State)),
        ServerTime = assessment.ServerTime,
        AsOf = assessment.AsOf,
        Presence = assessment.Presence.ToDictionary(entry => entry.Key, entry => PresenceAnswer.Of(entry.Value), StringComparer.Ordinal),
        WarningStandings = [.. assessment.Warnings.Select(WarningStandingAnswer.Of)],
        Thresholds = PresenceThresholdsAnswer.Of(assessment.Options),
    };
}
