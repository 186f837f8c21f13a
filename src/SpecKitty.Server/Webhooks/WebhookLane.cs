using SpecKitty.Server.Api.Messages;
using SpecKitty.Server.Storage;

namespace SpecKitty.Server.Webhooks;

/// <summary>Delivers one project's log to one webhook: in order, each batch until it has arrived or is given up.</summary>
internal sealed class WebhookLane(string owner, WebhookRecord webhook, WebhookCursor cursor, WebhookServices services)
{
    // What is not wanted moves the cursor without a delivery; noting that each time would be a write for each commit.
    private const long UnsavedAtMost = 1000;

    // A delivery is held in memory, and so it is by its receiver.
    private const int BodyBytes = 1024 * 1024;

    private WebhookCursor _cursor = cursor;
    private long _saved = cursor.AfterSequence;

    /// <summary>Everything up to here is settled.</summary>
    public long After => _cursor.AfterSequence;

    /// <summary>When to try again what has failed; null when nothing has.</summary>
    public DateTimeOffset? NextAt => _cursor.Pending?.NextAt;

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

        var upTo = _cursor.Pending?.UpTo ?? last;
        var (events, settles) = await ReadAsync(After, upTo, cancellationToken);
        if (events.Count == 0)
        {
            await MoveAsync(settles);
            return;
        }

        var deliveryId = _cursor.Pending?.DeliveryId ?? services.Ids.Next().ToString();
        var outcome = await SendAsync(deliveryId, events, cancellationToken);
        services.Metrics.RecordWebhook(outcome.IsDelivered);
        if (outcome.IsDelivered)
        {
            await SaveAsync(_cursor with { AfterSequence = settles, Pending = null }, null);
        }
        else
        {
            await FailAsync(deliveryId, events[^1].Sequence, outcome.Error!);
        }
    }

    /// <summary>Tries once more what was given up.</summary>
    /// <exception cref="WebhookLeaseException">Somebody else delivers now.</exception>
    public async Task RetryAsync(WebhookDeadLetter letter, CancellationToken cancellationToken)
    {
        var (events, _) = await ReadAsync(letter.AfterSequence, letter.UpTo, cancellationToken);
        var outcome = events.Count == 0 ? new WebhookOutcome(null, null, TimeSpan.Zero) : await SendAsync(letter.DeliveryId, events, cancellationToken);
        services.Metrics.RecordWebhook(outcome.IsDelivered);
        var settled = outcome.IsDelivered ? letter : letter with { Attempts = letter.Attempts + 1, DiedAt = services.Time.GetUtcNow(), Error = outcome.Error! };
        if (!await services.Store.Webhooks.SettleAsync(owner, settled, outcome.IsDelivered, CancellationToken.None))
        {
            throw new WebhookLeaseException();
        }
    }

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

        var letter = new WebhookDeadLetter(webhook.WebhookId, deliveryId, _cursor.ProjectId, After, upTo, attempts, began, now, error, false);
        await SaveAsync(_cursor with { AfterSequence = upTo, Pending = null }, letter);
        services.Metrics.RecordWebhookGivenUp();
    }

    private Task<WebhookOutcome> SendAsync(string deliveryId, IReadOnlyList<StoredEvent> events, CancellationToken cancellationToken) => services.Sender.SendAsync(
        webhook,
        new WebhookBody
        {
            Type = "events",
            DeliveryId = deliveryId,
            WebhookId = webhook.WebhookId,
            TeamSlug = webhook.TeamSlug,
            ProjectUuid = _cursor.ProjectId,
            Events = [.. events.Select(StoredEventAnswer.Of)],
        },
        cancellationToken);

    // What settles goes to the end of what was looked through, over events that are not wanted.
    private async Task<(IReadOnlyList<StoredEvent> Events, long Settles)> ReadAsync(long after, long upTo, CancellationToken cancellationToken)
    {
        var limit = services.Limits.EventsPerDelivery;
        var query = new EventQuery { AfterSequence = after, UpToSequence = upTo, EventTypes = webhook.EventTypes, Limit = limit };
        var read = await services.Store.Log.ReadAsync(_cursor.ProjectId, query, cancellationToken);
        var bytes = 0L;
        var fitting = read.TakeWhile((stored, index) => (bytes += stored.Envelope.Length) <= BodyBytes || index == 0).ToList();
        return (fitting, fitting.Count < read.Count || read.Count == limit ? fitting[^1].Sequence : upTo);
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

    // What has been delivered is noted even when the server is stopping, or it would be delivered again.
    private async Task SaveAsync(WebhookCursor cursor, WebhookDeadLetter? buried)
    {
        if (!await services.Store.Webhooks.SaveAsync(owner, cursor, buried, CancellationToken.None))
        {
            throw new WebhookLeaseException();
        }

        _cursor = cursor;
        _saved = cursor.AfterSequence;
    }
}
