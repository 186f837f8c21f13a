using SpecKitty.Events.Collaboration;
using SpecKitty.Events.Collaboration.Warnings;
using SpecKitty.Server.Auth;
using SpecKitty.Server.Projections;
using SpecKitty.Server.Storage;

namespace SpecKitty.Server.Ingest;

/// <summary>Decides whether a valid event of a writable project may enter the log now.</summary>
internal static class Admission
{
    // Every project's clock starts at 0, and no producer has emitted so many events. An event at the end of the range would leave no number for the next.
    private const long GreatestLeap = 1L << 40;

    // Behind the last clock that a sender may use there is room for whatever the server itself has to say.
    public const long GreatestClock = long.MaxValue - GreatestLeap;

    /// <summary>Whether the principal's token reaches an event: a participant token speaks for one participant in one mission, and brings no other family of events.</summary>
    /// <remarks>Asked before anything is looked up, so that the answer tells nothing about what the token does not reach.</remarks>
    /// <returns>Why the event is rejected; null when the token reaches it.</returns>
    public static Rejection? CheckScope(Candidate candidate, Principal principal)
        => principal.Scope is { } scope && !IsInside(candidate, scope) ? IngestMessages.OutOfScope : null;

    /// <summary>Whether an event leaves room on its project's clock for what comes after it.</summary>
    /// <returns>Why the event is rejected; null when its clock is believable.</returns>
    /// <param name="candidate">The event.</param>
    /// <param name="principal">Who brings it; the server's own events have the room that is kept free for them.</param>
    /// <param name="projectClock">The greatest clock of the project's events so far, whatever they are about; 0 when there is none.</param>
    public static Rejection? CheckClock(Candidate candidate, Principal principal, long projectClock)
    {
        var clock = candidate.Event.LamportClock;
        return clock - projectClock > GreatestLeap ? IngestMessages.ClockTooFarAhead(clock, projectClock, GreatestLeap)
            : clock > GreatestClock && !principal.IsServer ? IngestMessages.ClockAtTheEnd(clock, GreatestClock)
            : null;
    }

    /// <summary>What no mission needs to be known for.</summary>
    /// <returns>Why the event is rejected; null when nothing speaks against it so far.</returns>
    /// <param name="candidate">The event.</param>
    /// <param name="principal">Who brings it.</param>
    /// <param name="imports">Whether history is replayed, by somebody who may.</param>
    public static Rejection? CheckAlone(Candidate candidate, Principal principal, bool imports)
    {
        if (candidate.Payload is not ICollaborationPayload payload)
        {
            return null;
        }

        if (!principal.IsServer && !imports && payload is ParticipantInvitedPayload or ParticipantJoinedPayload or ParticipantLeftPayload)
        {
            return IngestMessages.ServerOnly(candidate.Event.EventType);
        }

        // The contract lets an envelope of version 1 omit it; the envelope mapping of a mission's events does not.
        return candidate.Event.CorrelationId is null ? IngestMessages.MissingCorrelation : null;
    }

    /// <summary>What the mission says to a collaboration event.</summary>
    /// <returns>Why the event is rejected; null when it is admitted.</returns>
    /// <param name="candidate">The event.</param>
    /// <param name="principal">Who brings it.</param>
    /// <param name="imports">Whether history is replayed, by somebody who may: it is taken as it was, and what was wrong with it shows as anomalies.</param>
    /// <param name="mission">Its mission; null when the project has none of this id.</param>
    /// <param name="projection">The mission's events so far; null when there is no mission.</param>
    /// <param name="absences">What is known of the participants' absences.</param>
    public static Rejection? CheckMission(Candidate candidate, Principal principal, bool imports, MissionRecord? mission, MissionProjection? projection, Absences absences)
    {
        if (mission is null || projection is null)
        {
            return IngestMessages.UnknownMission(candidate.MissionId!);
        }

        if (imports)
        {
            return null;
        }

        // What comes from a participant that is known here is judged with all that is known of its absences.
        if (!principal.IsServer && candidate.Payload is ISingleActorPayload { ParticipantId: var id } && projection.FindPrincipal(id) == principal.PrincipalId)
        {
            return absences.Judge(candidate, id, projection);
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
            ISingleActorPayload => IngestMessages.NotBound,
            IWarningPayload when !projection.TakesPart(principal.PrincipalId) => IngestMessages.NotTakingPart,
            IWarningPayload warning when !WarningIds.Fit(warning) => IngestMessages.WarningIdOfAnother,
            _ => null,
        };
    }

    private static bool IsInside(Candidate candidate, ParticipantScope scope)
        => candidate.Payload is ICollaborationPayload
        && scope.Covers(candidate.Event.ProjectUuid, candidate.MissionId!)
        && (candidate.Payload is not ISingleActorPayload actor || actor.ParticipantId == scope.ParticipantId);
}
