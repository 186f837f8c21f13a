using SpecKitty.Server.Feeds;

namespace SpecKitty.Server.Live.Tail;

/// <summary>One subscriber's cursor in a project's log: nothing waits for it anywhere, and it reads from memory as long as it keeps up.</summary>
internal sealed class TailReader(ProjectTails tails, ProjectTail tail, EventFeed feed, string? missionId, SubscriberWake wake) : IAsyncDisposable
{
    private const int CaughtUpAtOnce = 100;
    private const long CaughtUpBytes = 256 * 1024;

    private long _after;

    /// <summary>The sequence that was read last, or passed by.</summary>
    public long After
    {
        get => _after;
        set => _after = value;
    }

    /// <summary>The next event from memory.</summary>
    /// <param name="next">The event, when there is one.</param>
    public TailPlace Read(out TailEvent? next) => tail.Ring.Read(ref _after, missionId, out next);

    /// <summary>Reads the next page from the log, for a reader that is behind.</summary>
    public async Task<IReadOnlyList<TailEvent>> CatchUpAsync(CancellationToken cancellationToken)
    {
        // Whatever is read after this moment holds everything up to here.
        var end = tail.Ring.End;
        var page = await feed.ReadPageAsync(tail.ProjectId, missionId, _after, CaughtUpAtOnce, cancellationToken, CaughtUpBytes);
        _after = page.HasMore ? page.NextAfter : Math.Max(page.NextAfter, end);
        return [.. page.Events.Select(stored => new TailEvent(stored, feed.Generation))];
    }

    public ValueTask DisposeAsync()
    {
        tail.Remove(wake);
        return tails.LeaveAsync(tail);
    }
}
