using SpecKitty.Server.Storage;

namespace SpecKitty.Server.Webhooks;

/// <summary>Tries once more what was given up and somebody wants to have tried: of each dead letter as much at a time as one delivery holds now.</summary>
internal sealed class WebhookRetries(string owner, WebhookRecord webhook, WebhookServices services)
{
    // A single round of retries is no reason to keep new deliveries waiting.
    private const int LettersAtOnce = 10;

    private readonly WebhookPost _post = new(webhook, services);
    private readonly WebhookNote _note = new(services.Time);

    /// <summary>When to note what the storage has refused to; null when it has not.</summary>
    public DateTimeOffset? NextAt => _note.NextAt;

    /// <summary>Tries a part of each letter.</summary>
    /// <param name="isFollowed">Whether a project is one of those that the webhook is for.</param>
    /// <param name="stop">Begins no further letter.</param>
    /// <param name="cut">Gives up what is being sent.</param>
    /// <returns>Whether there may be more to try at once: what has failed waits until somebody asks again.</returns>
    /// <exception cref="WebhookLeaseException">Somebody else delivers now.</exception>
    public async Task<bool> TryAsync(Func<Guid, bool> isFollowed, CancellationToken stop, CancellationToken cut)
    {
        if (NextAt > services.Time.GetUtcNow())
        {
            return false;
        }

        await _note.TryAgainAsync();
        var letters = await services.Store.Webhooks.ListDeadAsync(webhook.WebhookId, "", LettersAtOnce, onlyRetrying: true, stop);
        foreach (var letter in letters)
        {
            stop.ThrowIfCancellationRequested();
            var left = isFollowed(letter.ProjectId)
                ? await SendAsync(letter, cut)
                : Fail(letter, "The project is none of those that the webhook is for any more.");
            await _note.SaveAsync(() => services.Store.Webhooks.SettleAsync(owner, letter, left, CancellationToken.None));
        }

        return letters.Count > 0;
    }

    /// <summary>Notes what the storage has refused before, if it did.</summary>
    public Task NoteAsync() => _note.TryAgainAsync();

    // Gives what is left of it, null for nothing: the rest is a delivery of its own, or a receiver that looks at ids would take it for the part that it has.
    private async Task<WebhookDeadLetter?> SendAsync(WebhookDeadLetter letter, CancellationToken cancellationToken)
    {
        var (events, settles) = await _post.ReadAsync(letter.ProjectId, letter.AfterSequence, letter.UpTo, cancellationToken);
        if (events.Count > 0 && (await _post.SendAsync(letter.ProjectId, letter.DeliveryId, events, cancellationToken)).Error is { } error)
        {
            return Fail(letter, error);
        }

        return settles < letter.UpTo ? letter with { DeliveryId = services.Ids.Next().ToString(), AfterSequence = settles } : null;
    }

    private WebhookDeadLetter Fail(WebhookDeadLetter letter, string error)
        => letter with { Attempts = letter.Attempts + 1, DiedAt = services.Time.GetUtcNow(), Error = error, IsRetrying = false };
}
