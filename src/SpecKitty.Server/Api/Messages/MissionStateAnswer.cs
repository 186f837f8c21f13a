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

    /// <summary>The permissive reduction, a CollaborationState of the contract; of its warnings those that are shown in full.</summary>
    public required RawJson<CollaborationState> State { get; init; }

    /// <summary>What the server's clock says, so that a view can correct its own.</summary>
    public required DateTimeOffset ServerTime { get; init; }

    /// <summary>The moment that presence and standings are of: now, or of a past state, when its newest event came.</summary>
    public required DateTimeOffset AsOf { get; init; }

    /// <summary>How everybody on the roster does, by participant id.</summary>
    public required IReadOnlyDictionary<string, PresenceAnswer> Presence { get; init; }

    /// <summary>Where every warning of the state stands, in its order.</summary>
    public required IReadOnlyList<WarningStandingAnswer> WarningStandings { get; init; }

    /// <summary>The warnings that nobody has answered and that a newer warning about the same subject replaces, because it names all their participants and more.</summary>
    public required WarningIdsAnswer SupersededWarnings { get; init; }

    /// <summary>The warnings that are older than those of the state: it holds the newest 100 that wait for an answer and the newest 20 that are settled, or fewer when they name thousands of participants.</summary>
    public required WarningIdsAnswer OlderWarnings { get; init; }

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
        State = new RawJson<CollaborationState>(ContractJson.Write(snapshot.State with { Warnings = snapshot.Warnings.Shown })),
        ServerTime = assessment.ServerTime,
        AsOf = assessment.AsOf,
        Presence = assessment.Presence.ToDictionary(entry => entry.Key, entry => PresenceAnswer.Of(entry.Value), StringComparer.Ordinal),
        WarningStandings = [.. assessment.Warnings.Select(WarningStandingAnswer.Of)],
        SupersededWarnings = WarningIdsAnswer.Of(snapshot.Warnings.Superseded),
        OlderWarnings = WarningIdsAnswer.Of(snapshot.Warnings.Older),
        Thresholds = PresenceThresholdsAnswer.Of(assessment.Options),
    };
}
