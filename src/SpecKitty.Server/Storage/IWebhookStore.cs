namespace SpecKitty.Server.Storage;

/// <summary>Keeps webhooks, how far each has come, and what could not be delivered.</summary>
/// <remarks>Whoever delivers holds a lease on the webhook; what it writes about its progress counts only as long as nobody else has taken the lease.</remarks>
public interface IWebhookStore
{
    /// <summary>Keeps a webhook, which begins where its project's log stands, or the logs of its team.</summary>
    /// <param name="webhook">The webhook, of a team that exists.</param>
    /// <param name="most">How many its team may have; several calls at once may pass it by their number.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>False when the team has as many already; the webhook is not kept then.</returns>
    Task<bool> AddAsync(WebhookRecord webhook, int most, CancellationToken cancellationToken = default);

    /// <summary>Lists webhooks.</summary>
    /// <param name="teamSlug">Whose; null for everybody's.</param>
    /// <param name="afterWebhookId">The id to begin behind; empty for the beginning.</param>
    /// <param name="limit">How many at most.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The webhooks by id, which is by age.</returns>
    Task<IReadOnlyList<WebhookRecord>> ListAsync(string? teamSlug, string afterWebhookId, int limit, CancellationToken cancellationToken = default);

    /// <summary>Finds a webhook.</summary>
    /// <param name="webhookId">The webhook.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The webhook; null when there is none.</returns>
    Task<WebhookRecord?> FindAsync(string webhookId, CancellationToken cancellationToken = default);

    /// <summary>Deletes a webhook with all that is known of its deliveries.</summary>
    /// <param name="webhookId">The webhook.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>False when there is no such webhook.</returns>
    Task<bool> DeleteAsync(string webhookId, CancellationToken cancellationToken = default);

    /// <summary>Takes the lease of every webhook that nobody holds, and renews those that the owner holds.</summary>
    /// <param name="owner">Who delivers.</param>
    /// <param name="now">A lease that ended before this is nobody's.</param>
    /// <param name="until">When the leases end unless they are renewed.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>Every webhook that the owner holds now.</returns>
    Task<IReadOnlyList<WebhookRecord>> LeaseAsync(string owner, DateTimeOffset now, DateTimeOffset until, CancellationToken cancellationToken = default);

    /// <summary>Gives back every lease of an owner.</summary>
    Task ReleaseAsync(string owner, CancellationToken cancellationToken = default);

    /// <summary>How far a webhook has come, in each log that it has begun.</summary>
    Task<IReadOnlyList<WebhookCursor>> ListCursorsAsync(string webhookId, CancellationToken cancellationToken = default);

    /// <summary>Notes how far a webhook has come.</summary>
    /// <param name="owner">Who says so.</param>
    /// <param name="cursor">How far.</param>
    /// <param name="buried">What was given up on the way, in the same transaction; null for nothing. One that is buried already stays as it is.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>False when the owner does not hold the lease any more; nothing is written then.</returns>
    Task<bool> SaveAsync(string owner, WebhookCursor cursor, WebhookDeadLetter? buried = null, CancellationToken cancellationToken = default);

    /// <summary>Lists what was given up.</summary>
    /// <param name="webhookId">The webhook.</param>
    /// <param name="afterDeliveryId">The id to begin behind; empty for the beginning.</param>
    /// <param name="limit">How many at most.</param>
    /// <param name="onlyRetrying">Whether to list only what somebody has asked to try again.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The deliveries by id, which is by age.</returns>
    Task<IReadOnlyList<WebhookDeadLetter>> ListDeadAsync(string webhookId, string afterDeliveryId, int limit, bool onlyRetrying = false, CancellationToken cancellationToken = default);

    /// <summary>Asks to try a delivery once more that was given up.</summary>
    /// <returns>False when there is no such delivery.</returns>
    Task<bool> RetryAsync(string webhookId, string deliveryId, CancellationToken cancellationToken = default);

    /// <summary>Notes what came of trying once more.</summary>
    /// <param name="owner">Who says so.</param>
    /// <param name="letter">The delivery as it was.</param>
    /// <param name="left">What takes its place, perhaps under another id: the same with why it has failed again, or the part that is still to be delivered; null when nothing is left.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>False when the owner does not hold the lease any more, or the delivery is not there; nothing is written then.</returns>
    Task<bool> SettleAsync(string owner, WebhookDeadLetter letter, WebhookDeadLetter? left, CancellationToken cancellationToken = default);
}
