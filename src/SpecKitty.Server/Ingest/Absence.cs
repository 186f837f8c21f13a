using SpecKitty.Events.Envelope;
using SpecKitty.Server.Projections;
using SpecKitty.Server.Storage;

namespace SpecKitty.Server.Ingest;

/// <summary>What a post has to do about one participant's absences.</summary>
/// <param name="mission">The mission.</param>
/// <param name="projection">The mission's events.</param>
/// <param name="participantId">The participant.</param>
internal sealed class Absence(MissionRecord mission, MissionProjection projection, string participantId)
{
    public MissionRecord Mission => mission;

    public MissionProjection Projection => projection;

    public string ParticipantId => participantId;

    /// <summary>The leave after which the post has let the participant in for its late events; null for none.</summary>
    public RosterMove? Window { get; set; }

    /// <summary>The greatest clock of the events in that window.</summary>
    public long WindowEnd { get; set; }

    /// <summary>The first event, in reducer order, that came after a timeout it sorts before; null for none.</summary>
    public Event? FirstLate { get; set; }
}
