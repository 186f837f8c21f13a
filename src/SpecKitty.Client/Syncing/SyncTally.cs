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

    /// <summary>What a result means for its row.</summary>
    /// <returns>The delivery to write down; null when the server did not really answer.</returns>
    public Delivery? Judge(LeasedEvent row, BatchResult? result)
    {
        switch (result?.Status)
        {
            case "success":
                _synced++;
                return new Delivery(row.Position, Rejection: null);
            case "duplicate":
                _duplicates++;
                return new Delivery(row.Position, Rejection: null);
            case "rejected":
                return Reject(row, result.Reason is { Length: > 0 } reason ? ServerReply.Tame(reason) : "The server gave no reason.");
            default:
                _unanswered++;
                return null;
        }
    }

    /// <summary>Counts a rejection whose category stands in its words.</summary>
    public Delivery Reject(LeasedEvent row, string reason) => Reject(row, new Rejection(ErrorCategories.Of(reason), reason));

    /// <summary>Counts a rejection.</summary>
    public Delivery Reject(LeasedEvent row, Rejection rejection)
    {
        _failures.Add(new SyncFailure(row.EventId, rejection.Reason, rejection.Category));
        return new Delivery(row.Position, rejection);
    }

    /// <summary>The run in numbers.</summary>
    public SyncSummary Summarise(QueueLease lease) => new()
    {
        Synced = _synced,
        Duplicates = _duplicates,
        Failures = _failures,
        Unanswered = _unanswered,
        Damaged = lease.DamagedRows,
        HeldByOthers = lease.HeldByOthers(),
        NotLinked = lease.OfOtherProjects(),
        Stopped = Stopped,
    };
}
