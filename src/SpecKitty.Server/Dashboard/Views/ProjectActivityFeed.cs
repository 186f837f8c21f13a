using SpecKitty.Events.Envelope;
using SpecKitty.Events.Lanes;
using SpecKitty.Events.Status;
using SpecKitty.Events.Sync;
using SpecKitty.Server.Storage;

namespace SpecKitty.Server.Dashboard.Views;

/// <summary>Follows one project's log for its timeline and board, by the log's own cursor: it misses nothing and reads nothing twice.</summary>
internal sealed class ProjectActivityFeed(IEventLog log, Guid projectId)
{
    private const int Page = 500;
    private const int Kept = 60;

    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly EventReader _reader = new(EnvelopeRules.Ingest);
    private readonly Queue<RecentEvent> _recent = new();
    private readonly SortedDictionary<string, WorkPackageView> _packages = new(StringComparer.Ordinal);
    private long _sequence;

    /// <summary>What there is now.</summary>
    public async Task<ProjectActivity> ReadAsync(CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            IReadOnlyList<StoredEvent> page;
            do
            {
                page = await log.ReadAsync(projectId, new EventQuery { AfterSequence = _sequence, Limit = Page }, cancellationToken);
                foreach (var stored in page)
                {
                    Follow(RecentEvent.Read(stored, _reader));
                }
            }
            while (page.Count == Page);

            return new ProjectActivity(_sequence, [.. _recent], [.. _packages.Values]);
        }
        finally
        {
            _gate.Release();
        }
    }

    private void Follow(RecentEvent recent)
    {
        _sequence = recent.Stored.Sequence;
        _recent.Enqueue(recent);
        if (_recent.Count > Kept)
        {
            _recent.Dequeue();
        }

        switch (recent.Payload)
        {
            case WorkPackageCreatedPayload created:
                Put(created.WpId, known => known with { Title = VisibleText.Of(created.Title) });
                break;
            case SyncStatusChangedPayload moved:
                Move(moved.WpId, moved.NewStatus);
                break;
            case LaneStatusChangedPayload moved when LaneMapping.TryNormalize(moved.ToLane, out var lane):
                Move(moved.WpId, lane.ToSyncV1());
                break;
            case StatusTransitionPayload moved:
                Move(moved.WpId, moved.ToLane.ToSyncV1());
                break;
        }
    }

    private void Move(string id, SyncLane lane) => Put(id, known => known with { Lane = lane.ToText() });

    private void Put(string id, Func<WorkPackageView, WorkPackageView> change)
        => _packages[id] = change(_packages.TryGetValue(id, out var known) ? known : new WorkPackageView(VisibleText.Of(id), null, SyncLane.Planned.ToText()));
}
