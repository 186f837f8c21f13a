using SpecKitty.Events.Collaboration;

namespace SpecKitty.Server.Ingest;

/// <summary>Why the server turns valid events away, and what to do then.</summary>
internal static class IngestMessages
{
    /// <summary>The same text whether the project is another team's, is nobody's, or the caller only reads: it must not tell which.</summary>
    public const string ForeignProject = "project_uuid: you have no permission to write to this project; use a project of your own team, register a new one with POST /api/v1/projects/, or ask an admin of the team for the role of a member.";

    public const string Conflict = "event_id: the log has another event with this id, and the first is kept; give the new event an id of its own.";

    public const string MissingCorrelation = "correlation_id is missing: a collaboration event must carry the ULID of its mission run.";

    public static string UnknownMission(string missionId)
        => $"payload.mission_id: this project has no mission \"{Cut(missionId)}\"; make it with POST /api/v1/missions/ before you send its events.";

    public static string ClockTooFarAhead(long clock, long missionClock, long leap)
        => $"lamport_clock: {clock} is more than {leap} ahead of the mission, which stands at {missionClock}; count events one by one, and repair the clock that gave this number.";

    public static string ServerOnly(string eventType)
        => eventType == CollaborationEventTypes.ParticipantLeft
            ? $"event_type: {eventType} is the server's to emit; leave with POST /api/v1/missions/MISSION/participants/PARTICIPANT/leave/ and the server emits it."
            : $"event_type: {eventType} is the server's to emit; join with POST /api/v1/missions/MISSION/participants/ and the server mints the participant and emits ParticipantJoined.";

    public static string NotBound(string participantId)
        => $"payload.participant_id: \"{Cut(participantId)}\" is bound to another principal; act as a participant that you joined as, or join with POST /api/v1/missions/MISSION/participants/.";

    public static string NotTakingPart(string eventType)
        => $"payload.participant_ids: {eventType} is taken only from who takes part in the mission; join with POST /api/v1/missions/MISSION/participants/ first.";

    // So that an answer never grows with a hostile input.
    private static string Cut(string arrived) => arrived.Length <= 80 ? arrived : string.Concat(arrived.AsSpan(0, 79), "…");
}
