using SpecKitty.Client.Queue;

namespace SpecKitty.Client.Syncing;

/// <summary>Finds the event for whose sake a server refuses a whole batch without naming it, by sending halves.</summary>
/// <remarks>
/// 1. A refused batch of several events is sent again in halves.
/// 2. An event that is refused alone is a suspect. It is rejected when the server has accepted another event in the same run, so that the cause is the event and not
///    the way to the server. At the end of a run that accepted nothing and found fewer than three, it is rejected without losing an attempt.
/// 3. Three suspects with nothing accepted mean that the server, or what stands before it, refuses everything: the run stops, and no event is charged for it.
/// </remarks>
/// <param name="size">How large the batches are.</param>
internal sealed class BadEventSearch(BatchSize size)
{
    private const int SuspectsOfARefusingServer = 3;

    private readonly List<(LeasedEvent Row, string Reason)> _suspects = [];
    private bool _hasAccepted;
    private long _until = -1;

    /// <summary>Takes the refusal of a batch.</summary>
    /// <param name="rows">The rows of the batch; not empty.</param>
    /// <param name="refusal">The refusal.</param>
    /// <returns>The rows to send again, none when a single event was found.</returns>
    /// <exception cref="ClientException">The server refuses everything.</exception>
    public IReadOnlyList<LeasedEvent> Refused(IReadOnlyList<LeasedEvent> rows, ClientException refusal)
    {
        if (rows.Count > 1)
        {
            _until = Math.Max(_until, rows[^1].Position);
            size.NarrowSearch(rows.Count);
            return rows;
        }

        size.EndSearch();
        _suspects.Add((rows[0], refusal.Message));
        if (_suspects.Count >= SuspectsOfARefusingServer && !_hasAccepted)
        {
            _suspects.Clear();
            throw refusal;
        }

        return [];
    }

    /// <summary>Takes that a batch was not refused: what was searched through to its end holds no further cause.</summary>
    public void Accepted(IReadOnlyList<LeasedEvent> rows)
    {
        _hasAccepted = true;
        if (rows[^1].Position >= _until)
        {
            size.EndSearch();
        }
    }

    /// <summary>The rejections that are due by now, each once.</summary>
    /// <param name="atEnd">Whether the run ends.</param>
    public IReadOnlyList<(LeasedEvent Row, Rejection Rejection)> TakeRejections(bool atEnd)
    {
        if (!_hasAccepted && !atEnd)
        {
            return [];
        }

        var due = _suspects.Select(suspect => (suspect.Row, new Rejection(ErrorCategories.SchemaMismatch, suspect.Reason, CostsAttempt: _hasAccepted))).ToList();
        _suspects.Clear();
        return due;
    }
}
