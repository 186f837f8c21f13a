using SpecKitty.Events;
using SpecKitty.Events.Envelope;
using SpecKitty.Server.Auth;
using SpecKitty.Server.Ingest;
using SpecKitty.Server.Live;
using SpecKitty.Server.Storage;

namespace SpecKitty.Server.Missions;

/// <summary>A post of the server with one event of one mission, made while the mission stands still.</summary>
internal sealed class MissionPost(
    MissionRecord mission,
    Func<MissionProjection, IEventPayload?> decide,
    ServerNode node,
    MissionProjections projections,
    ProjectSignals signals,
    TimeProvider time)
    : ProjectPost(mission.ProjectId, Principal.Server, [], projections, signals, time)
{
    /// <summary>The event that was appended; null when it was decided to emit none. After the commit.</summary>
    public Event? Emitted { get; private set; }

    protected override async ValueTask<IReadOnlyList<Candidate>> PrepareAsync(IProjectWriter project)
    {
        Emitted = null;
        var (_, projection) = await FindMissionAsync(project, mission.MissionId);
        if (projection is null || decide(projection) is not { } payload)
        {
            return [];
        }

        Emitted = node.Emit(mission, projection.LamportClock, payload);
        return [new Candidate(Emitted, payload, EventWriter.ToUtf8(Emitted), 0)];
    }
}
