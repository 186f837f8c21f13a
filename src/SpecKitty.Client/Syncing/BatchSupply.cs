using SpecKitty.Client.Http;
using SpecKitty.Client.Queue;

namespace SpecKitty.Client.Syncing;

/// <summary>What a run sends next: rows in the order of queueing, cut into batches and compressed.</summary>
/// <param name="lease">Gives the rows.</param>
/// <param name="options">The bounds of the run.</param>
/// <param name="size">How large a batch may be.</param>
/// <param name="refuse">Is told of rows that the server would reject for their size alone; they need not travel for that.</param>
internal sealed class BatchSupply(QueueLease lease, SyncOptions options, BatchSize size, Action<LeasedEvent, string> refuse)
{
    private readonly List<LeasedEvent> _waiting = [];
    private int _left = options.Limit ?? int.MaxValue;

    /// <summary>Whether there is anything to send.</summary>
    public bool HasRows()
    {
        while (_waiting.Count == 0 && _left > 0)
        {
            var taken = lease.Take(Math.Min(_left, size.Events), size.Bytes);
            if (taken.Count == 0)
            {
                return false;
            }

            _left -= taken.Count;
            _waiting.AddRange(taken.Where(row => options.Skip?.Invoke(row) != true));
        }

        return _waiting.Count > 0;
    }

    /// <summary>Makes the next batch.</summary>
    /// <returns>It; null when nothing is left to send.</returns>
    public ReadyBatch? Next()
    {
        while (HasRows())
        {
            if (RefuseTooLarge())
            {
                continue;
            }

            var rows = _waiting.GetRange(0, size.Fitting(_waiting));
            var body = CompressedBatch.Of([.. rows.Select(row => row.Body)]);
            if (body.Body.Length <= size.CompressedBytes)
            {
                _waiting.RemoveRange(0, rows.Count);
                return new ReadyBatch(rows, body);
            }

            if (rows.Count > 1)
            {
                size.Halve(rows.Count);
            }
            else
            {
                refuse(rows[0], BatchSize.AgainstAlone(rows[0], $"It has {body.Body.Length} bytes when compressed, and this server takes at most {size.CompressedBytes}."));
                _waiting.RemoveAt(0);
            }
        }

        return null;
    }

    /// <summary>Takes rows back that are to be sent again, in front of all that wait.</summary>
    public void Return(IEnumerable<LeasedEvent> rows) => _waiting.InsertRange(0, rows);

    /// <summary>Leaves rows out that were taken and are not to be sent; they do not count as sent.</summary>
    public void LeaveOut(Predicate<LeasedEvent> isLeftOut) => _left += _waiting.RemoveAll(isLeftOut);

    private bool RefuseTooLarge() => _waiting.RemoveAll(row =>
    {
        if (size.Against(row) is not { } reason)
        {
            return false;
        }

        refuse(row, reason);
        return true;
    }) > 0;
}
