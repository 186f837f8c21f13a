using SpecKitty.Client.Http;
using SpecKitty.Client.Queue;

namespace SpecKitty.Client.Syncing;

/// <summary>How large the batches of one run are: what server and caller allow, and less after a batch was too large.</summary>
internal sealed class BatchSize(SyncOptions options)
{
    private BatchLimits _limits = BatchLimits.OfContract;
    private int _mostEvents = options.BatchEvents;
    private int _searchEvents = int.MaxValue;

    /// <summary>The most events in the next batch.</summary>
    public int Events => Math.Min(_searchEvents, Math.Min(_mostEvents, _limits.Events));

    /// <summary>The most bytes of the next batch before compression.</summary>
    public long Bytes => Math.Min(options.BatchBytes ?? long.MaxValue, _limits.Bytes);

    /// <summary>The most bytes of the next batch after compression.</summary>
    public long CompressedBytes => _limits.CompressedBytes ?? long.MaxValue;

    /// <summary>Takes over what the server says.</summary>
    public void Keep(BatchLimits limits) => _limits = limits;

    /// <summary>Remembers that a batch of so many events was too large: those to come have half of it at most.</summary>
    public void Halve(int events) => _mostEvents = Math.Max(1, events / 2);

    /// <summary>Sends half of a batch that was refused without a word on which event is the cause, until that is found.</summary>
    public void NarrowSearch(int events) => _searchEvents = Math.Max(1, events / 2);

    /// <summary>Sends whole batches again.</summary>
    public void EndSearch() => _searchEvents = int.MaxValue;

    /// <summary>How many rows from the front fit into one batch. At least 1.</summary>
    public int Fitting(IReadOnlyList<LeasedEvent> rows)
    {
        var count = 1;
        var bytes = (long)rows[0].Body.Length;
        while (count < rows.Count && count < Events)
        {
            bytes += rows[count].Body.Length;
            if (bytes + CompressedBatch.Overhead(count + 1) > Bytes)
            {
                break;
            }

            count++;
        }

        return count;
    }

    /// <summary>Why the server would never take an event, whatever travels with it; null when nothing speaks against it.</summary>
    public string? Against(LeasedEvent row) => _limits.EventBytes is { } most && row.Body.Length > most
        ? $"Invalid event: it has {row.Body.Length} bytes, and this server takes at most {most} bytes in one event. Shorten the payload, or send a reference."
        : null;

    /// <summary>Why an event that is too large for a batch of its own cannot be delivered.</summary>
    /// <param name="row">The event.</param>
    /// <param name="cause">What is in its way.</param>
    public static string AgainstAlone(LeasedEvent row, string cause) =>
        $"Invalid event: its {row.Body.Length} bytes are too many for a batch of its own. {cause} Shorten the payload, or send a reference.";
}
