using System.Text.Json;
using SpecKitty.Server.Api;
using SpecKitty.Server.Api.Messages;
using SpecKitty.Server.Missions;
using SpecKitty.Server.Projections;
using SpecKitty.Server.Storage;

namespace SpecKitty.Server.Live.Streams;

/// <summary>How things stand, as the first message of a stream tells it.</summary>
internal sealed class StreamSnapshots(IEventLog log, MissionService missions, MissionAssessor assessor, ProjectProjections projections)
{
    private const int MissionsShown = 100;

    /// <summary>A mission's or a project's state.</summary>
    /// <returns>The sequence behind which what is new begins, and the JSON.</returns>
    public Task<(long Sequence, byte[] Json)> TakeAsync(LiveSubject subject, CancellationToken cancellationToken)
        => subject.Mission is { } mission ? TakeMissionAsync(mission, cancellationToken) : TakeProjectAsync(subject.Project, cancellationToken);

    private async Task<(long Sequence, byte[] Json)> TakeMissionAsync(MissionRecord mission, CancellationToken cancellationToken)
    {
        var snapshot = await missions.ReadAsync(mission, cancellationToken: cancellationToken);
        return (snapshot.Sequence, JsonSerializer.SerializeToUtf8Bytes(MissionStateAnswer.Of(mission, snapshot, assessor.Assess(snapshot)), ApiJson.Options));
    }

    private async Task<(long Sequence, byte[] Json)> TakeProjectAsync(ProjectRecord project, CancellationToken cancellationToken)
    {
        // Read first: what happens until the rest is read comes again as events, and misses nobody.
        var sequence = (await log.FindProjectAsync(project.ProjectId, cancellationToken))?.LastSequence ?? 0;
        var known = await log.ListMissionsAsync([project.TeamSlug], new MissionQuery { Limit = MissionsShown, ProjectId = project.ProjectId }, cancellationToken);
        var board = await projections.ReadBoardAsync(project.ProjectId, cancellationToken);
        var snapshot = new ProjectSnapshotAnswer
        {
            ProjectUuid = project.ProjectId,
            Sequence = sequence,
            Missions = [.. known.Select(MissionAnswer.Of)],
            Board = BoardAnswer.Of(project.ProjectId, board),
        };
        return (sequence, JsonSerializer.SerializeToUtf8Bytes(snapshot, ApiJson.Options));
    }
}
