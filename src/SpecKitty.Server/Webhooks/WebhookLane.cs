using SpecKitty.Server.Storage;

namespace SpecKitty.Server.Webhooks;

/// <summary>Delivers one project's log to one webhook: in order, each batch until it has arrived or is given up.</summary>
internal sealed class WebhookLane(string owner, WebhookRecord webhook, WebhookCursor cursor, WebhookServices services)
{
    // What is not wanted moves the cursor without a delivery; noting that each time would be a write for each commit.
    private const long UnsavedAtMost = 1000;

    private readonly WebhookPost _post = new(webhook, services);
    private readonly WebhookNote _note = new(services.Time);
    private WebhookCursor _cursor = cursor;
    private long _saved = cursor.AfterSequence;

    /// <summary>Everything up to here is settled.</summary>
    public long After => _cursor.AfterSequence;

    /// <summary>When to try again what has failed, be it to deliver or to note that; null when nothing has.</summary>
    public DateTimeOffset? NextAt => _note.NextAt ?? _cursor.Pending?.NextAt;

    /// <summary>Delivers the next batch, if there is one and its time has come.</summary>
    /// <param name="last">The last sequence of the log.</param>
    /// <param name="cancellationToken">Gives up what is being sent.</param>
    /// <exception cref="WebhookLeaseException">Somebody else delivers now.</exception>
    public async Task StepAsync(long last, CancellationToken cancellationToken)
    {
        if (NextAt > services.Time.GetUtcNow())
        {
            return;
        }

        await _note.TryAgainAsync();
        if (last <= After || NextAt > services.Time.GetUtcNow())
        {
            return;
        }

        var upTo = _cursor.Pending?.UpTo ?? last;
        var (events, settles) = await _post.ReadAsync(_cursor.ProjectId, After, upTo, cancellationToken);
        if (events.Count == 0)
        {
            await MoveAsync(settles);
            return;
        }

        var deliveryId = _cursor.Pending?.DeliveryId ?? services.Ids.Next().ToString();
        var outcome = await _post.SendAsync(_cursor.ProjectId, deliveryId, events, cancellationToken);
        await (outcome.IsDelivered
            ? SaveAsync(_cursor with { AfterSequence = settles, Pending = null }, null)
            : FailAsync(deliveryId, events[^1].Sequence, outcome.Error!));
    }

    /// <summary>Notes what the storage has refused before, if it did.</summary>
    public Task NoteAsync() => _note.TryAgainAsync();

    private async Task FailAsync(string deliveryId, long upTo, string error)
    {
        var now = services.Time.GetUtcNow();
        var began = _cursor.Pending?.BeganAt ?? now;
        var attempts = (_cursor.Pending?.Attempts ?? 0) + 1;
        var next = now + WebhookBackoff.After(deliveryId, attempts);
        if (attempts < services.Limits.Attempts && next - began <= services.Limits.Deadline)
        {
            await SaveAsync(_cursor with { Pending = new WebhookPending(deliveryId, upTo, attempts, began, next, error) }, null);
            return;
        }

        services.Metrics.RecordWebhookGivenUp();
        var letter = new WebhookDeadLetter(webhook.WebhookId, deliveryId, _cursor.ProjectId, After, upTo, attempts, began, now, error, false);
        await SaveAsync(_cursor with { AfterSequence = upTo, Pending = null }, letter);
    }

    private async Task MoveAsync(long settles)
    {
        var moved = _cursor with { AfterSequence = settles, Pending = null };
        if (_cursor.Pending is not null || settles - _saved >= UnsavedAtMost)
        {
            await SaveAsync(moved, null);
        }
        else
        {
            _cursor = moved;
        }
    }

    // What has been delivered is noted even when the server is stopping, or it would be delivered again. It counts from now on, noted or not.
    private async Task SaveAsync(WebhookCursor cursor, WebhookDeadLetter? buried)
    {
        _cursor = cursor;
        _saved = cursor.AfterSequence;
        await _note.SaveAsync(() => services.Store.Webhooks.SaveAsync(owner, cursor, buried, CancellationToken.None));
    }
}
