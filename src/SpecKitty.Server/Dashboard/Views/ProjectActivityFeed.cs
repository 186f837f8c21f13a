using SpecKitty.Events.Envelope;
using SpecKitty.Server.Storage;

namespace SpecKitty.Server.Dashboard.Views;

/// <summary>Follows one project's log for its timeline, by the log's own cursor: it misses nothing and reads nothing twice.</summary>
internal sealed class ProjectActivityFeed(IEventLog log, Guid projectId)
{
    private const int Page = 500;
    private const int Kept = 60;

    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly EventReader _reader = new(EnvelopeRules.Ingest);
    private readonly Queue<RecentEvent> _recent = new();
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

            return new ProjectActivity(_sequence, [.. _recent]);
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
    }
}
