using SpecKitty.Events;
using SpecKitty.Events.Envelope;
using SpecKitty.Server.Auth;
using SpecKitty.Server.Ingest;
using SpecKitty.Server.Live;
using SpecKitty.Server.Projections;
using SpecKitty.Server.Storage;

namespace SpecKitty.Server.Missions;

/// <summary>A post of the server with one event of one mission, made while the mission stands still.</summary>
internal sealed class MissionPost(
    MissionRecord mission,
    Func<MissionProjection, IEventPayload?> decide,
    ServerNode node,
    ProjectProjections projections,
    ProjectSignals signals,
    TimeProvider time,
    string? author = null)
    : ProjectPost(mission.ProjectId, Principal.Server, [], projections, signals, node, time)
{
    private Event? _made;

    /// <summary>The event that was appended; null when it was decided to emit none, or admission refused it. After the commit.</summary>
    public Event? Emitted => Results.Any(entry => entry.Result.Status == IngestStatus.Success) ? _made : null;

    /// <summary>Who decided it: the store names that principal beside the event.</summary>
    protected override string Author => author ?? base.Author;

    protected override async ValueTask<IReadOnlyList<Candidate>> PrepareAsync(IProjectWriter project)
    {
        _made = null;
        var (_, projection) = await FindMissionAsync(project, mission.MissionId);
        if (projection is null || decide(projection) is not { } payload)
        {
            return [];
        }

        _made = Node.Emit(mission, projection.LamportClock, payload);
        return [new Candidate(_made, payload, EventWriter.ToUtf8(_made), 0)];
    }
}
