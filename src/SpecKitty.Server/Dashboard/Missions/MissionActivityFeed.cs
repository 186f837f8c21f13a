using SpecKitty.Events.Envelope;
using SpecKitty.Server.Storage;

namespace SpecKitty.Server.Dashboard.Missions;

/// <summary>Follows a project's log for the timeline of one mission, by the log's own cursor: it misses nothing and reads nothing twice.</summary>
internal sealed class MissionActivityFeed(IEventLog log, MissionRecord mission)
{
    private const int Page = 500;

    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly EventReader _reader = new(EnvelopeRules.Ingest);
    private readonly Queue<RecentEvent> _recent = new();
    private long _sequence;
    private bool _hasBegun;

    /// <summary>What there is now.</summary>
    public async Task<MissionActivity> ReadAsync(CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            if (!_hasBegun)
            {
                await BeginAsync(cancellationToken);
            }

            IReadOnlyList<StoredEvent> page;
            do
            {
                page = await log.ReadAsync(mission.ProjectId, new EventQuery { AfterSequence = _sequence, Limit = Page }, cancellationToken);
                foreach (var stored in page)
                {
                    Follow(stored);
                }
            }
            while (page.Count == Page);

            return new MissionActivity(_sequence, [.. _recent]);
        }
        finally
        {
            _gate.Release();
        }
    }

    private async Task BeginAsync(CancellationToken cancellationToken)
    {
        _sequence = (await log.FindProjectAsync(mission.ProjectId, cancellationToken))?.LastSequence ?? 0;
        foreach (var stored in await MissionTimeline.ReadTailAsync(log, mission, _sequence, cancellationToken))
        {
            _recent.Enqueue(RecentEvent.Read(stored, _reader));
        }

        _hasBegun = true;
    }

    private void Follow(StoredEvent stored)
    {
        _sequence = stored.Sequence;
        if (!MissionTimeline.Tells(stored, mission))
        {
            return;
        }

        _recent.Enqueue(RecentEvent.Read(stored, _reader));
        if (_recent.Count > MissionTimeline.Length)
        {
            _recent.Dequeue();
        }
    }
}
