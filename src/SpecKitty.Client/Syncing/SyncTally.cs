using SpecKitty.Client.Http;
using SpecKitty.Client.Http.Messages;
using SpecKitty.Client.Queue;

namespace SpecKitty.Client.Syncing;

/// <summary>Counts one run while it goes on.</summary>
internal sealed class SyncTally
{
    private readonly List<SyncFailure> _failures = [];
    private int _synced;
    private int _duplicates;
    private int _unanswered;

    /// <summary>What ended the run early; null when nothing did.</summary>
    public ClientException? Stopped { get; set; }

    /// <summary>Whether the caller ended the run early.</summary>
    public bool IsInterrupted { get; set; }

    /// <summary>How many events were sent or settled.</summary>
    public int Sent => _synced + _duplicates + _unanswered + _failures.Count;

    /// <summary>How many bytes they had.</summary>
    public long Bytes { get; private set; }

    /// <summary>What a result means for its row.</summary>
    /// <returns>The delivery to write down; null when the server did not really answer.</returns>
    public Delivery? Judge(LeasedEvent row, BatchResult? result)
    {
        switch (result?.Status)
        {
            case "success":
                _synced++;
                Bytes += row.Body.Length;
                return new Delivery(row.Position, Rejection: null);
            case "duplicate":
                _duplicates++;
                Bytes += row.Body.Length;
                return new Delivery(row.Position, Rejection: null);
            case "rejected":
                var reason = result.Reason is { Length: > 0 } given ? ServerReply.Tame(given) : "The server gave no reason.";
                return Reject(row, new Rejection(ErrorCategories.Of(reason), reason));
            default:
                _unanswered++;
                Bytes += row.Body.Length;
                return null;
        }
    }

    /// <summary>Counts a rejection.</summary>
    public Delivery Reject(LeasedEvent row, Rejection rejection)
    {
        Bytes += row.Body.Length;
        _failures.Add(new SyncFailure(row.EventId, rejection.Reason, rejection.Category));
        return new Delivery(row.Position, rejection);
    }

    /// <summary>The run in numbers.</summary>
    public SyncSummary Summarise(QueueLease lease)
    {
        // A file that stands in the way may be the queue's own, which then cannot be counted.
        var isCountable = Stopped?.Failure != ClientFailure.LocalFile;
        return new SyncSummary
        {
            Synced = _synced,
            Duplicates = _duplicates,
            Failures = _failures,
            Unanswered = _unanswered,
            Damaged = lease.DamagedRows,
            HeldByOthers = isCountable ? lease.HeldByOthers() : 0,
            NotLinked = isCountable ? lease.OfOtherProjects() : 0,
            Stopped = Stopped,
            IsInterrupted = IsInterrupted,
        };
    }
}
