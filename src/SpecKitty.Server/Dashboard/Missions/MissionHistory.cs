using SpecKitty.Events.Envelope;
using SpecKitty.Server.Dashboard.Following;
using SpecKitty.Server.Dashboard.Views.Missions;
using SpecKitty.Server.Projections;
using SpecKitty.Server.Storage;

namespace SpecKitty.Server.Dashboard.Missions;

/// <summary>Missions as they were: the same projection and the same view, folded up to a sequence.</summary>
/// <remarks>
/// A fold costs as much as the mission was large then. Only so many run at once, whoever asks, and the last ones are kept: what was does not change.
/// </remarks>
internal sealed class MissionHistory(ProjectProjections projections, MissionAssessor assessor, IEventLog log) : IDisposable
{
    private const int AtOnce = 2;
    private const int Kept = 48;

    private readonly SemaphoreSlim _folding = new(AtOnce, AtOnce);
    private readonly RecentlyUsed<(MissionKey Mission, long Sequence), MissionView> _views = new(Kept);

    public void Dispose() => _folding.Dispose();

    /// <summary>A mission as it was when a sequence was the newest.</summary>
    /// <param name="mission">The mission.</param>
    /// <param name="sequence">The sequence of the project; at least 1, and not behind the last.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The view; its <see cref="MissionMoment.Last"/> may be behind by now.</returns>
    public async Task<MissionView> ReadAsync(MissionRecord mission, long sequence, CancellationToken cancellationToken)
    {
        var key = (new MissionKey(mission.ProjectId, mission.MissionId), sequence);
        if (_views.TryFind(key, out var known))
        {
            return known;
        }

        await _folding.WaitAsync(cancellationToken);
        try
        {
            if (_views.TryFind(key, out var made))
            {
                return made;
            }

            var view = await MakeAsync(mission, sequence, cancellationToken);
            return _views.GetOrAdd(key, _ => view);
        }
        finally
        {
            _folding.Release();
        }
    }

    private async Task<MissionView> MakeAsync(MissionRecord mission, long sequence, CancellationToken cancellationToken)
    {
        var snapshot = await projections.ReadAtAsync(new MissionKey(mission.ProjectId, mission.MissionId), sequence, null, cancellationToken);
        var board = await projections.ReadBoardAtAsync(mission.ProjectId, sequence, null, cancellationToken);
        var reader = new EventReader(EnvelopeRules.Ingest);
        IReadOnlyList<RecentEvent> recent = [.. (await MissionTimeline.ReadTailAsync(log, mission, sequence, cancellationToken)).Select(stored => RecentEvent.Read(stored, reader))];
        return MissionViewBuilder.Build(mission, snapshot, assessor.Assess(snapshot, isPast: true), board, new MissionActivity(sequence, recent));
    }
}
