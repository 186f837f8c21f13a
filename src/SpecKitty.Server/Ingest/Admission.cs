using SpecKitty.Events.Collaboration;
using SpecKitty.Server.Auth;
using SpecKitty.Server.Projections;
using SpecKitty.Server.Storage;

namespace SpecKitty.Server.Ingest;

/// <summary>Decides whether a valid event of a writable project may enter the log now.</summary>
internal static class Admission
{
    // Every mission's clock starts at 0, and no producer has emitted so many events. An event at the end of the range would leave no number for the next.
    private const long GreatestLeap = 1L << 40;

    /// <summary>Whether an event leaves room on its mission's clock for what comes after it.</summary>
    /// <returns>Why the event is rejected; null when its clock is believable.</returns>
    public static Rejection? CheckClock(Candidate candidate, MissionProjection? projection)
    {
        var missionClock = projection?.LamportClock ?? 0;
        return candidate.MissionId is not null && candidate.Event.LamportClock - missionClock > GreatestLeap
            ? IngestMessages.ClockTooFarAhead(candidate.Event.LamportClock, missionClock, GreatestLeap)
            : null;
    }

    /// <summary>What no mission needs to be known for.</summary>
    /// <returns>Why the event is rejected; null when nothing speaks against it so far.</returns>
    public static Rejection? CheckAlone(Candidate candidate, Principal principal)
    {
        if (candidate.Payload is not ICollaborationPayload payload)
        {
            return null;
        }

        if (!principal.IsServer && payload is ParticipantInvitedPayload or ParticipantJoinedPayload or ParticipantLeftPayload)
        {
            return IngestMessages.ServerOnly(candidate.Event.EventType);
        }

        // The contract lets an envelope of version 1 omit it; the envelope mapping of a mission's events does not.
        return candidate.Event.CorrelationId is null ? IngestMessages.MissingCorrelation : null;
    }

    /// <summary>What the mission says to a collaboration event.</summary>
    /// <returns>Why the event is rejected; null when it is admitted.</returns>
    public static Rejection? CheckMission(Candidate candidate, Principal principal, MissionRecord? mission, MissionProjection? projection)
    {
        if (mission is null || projection is null)
        {
            return IngestMessages.UnknownMission(candidate.MissionId!);
        }

        if (projection.FindViolation(candidate.Event) is { } violation)
        {
            return IngestMessages.Admission(violation);
        }

        if (principal.IsServer)
        {
            return null;
        }

        return candidate.Payload switch
        {
            ISingleActorPayload actor when projection.FindPrincipal(actor.ParticipantId) != principal.PrincipalId => IngestMessages.NotBound,
            IWarningPayload when !projection.TakesPart(principal.PrincipalId) => IngestMessages.NotTakingPart,
            _ => null,
        };
    }
}
