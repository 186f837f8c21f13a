using SpecKitty.Events.Envelope;
using SpecKitty.Server.Accounts;
using SpecKitty.Server.Auth;
using SpecKitty.Server.Storage;

namespace SpecKitty.Server.Webhooks;

/// <summary>Looks after the webhooks of teams. Only admins who signed in do.</summary>
internal sealed class WebhookService(IServerStore store, WebhookLimits limits, WebhookSender sender, WebhookDispatcher dispatcher, TimeProvider time)
{
    private static readonly AccountFault NoWebhook = new(404, "No such webhook", "Your team has no webhook of this id; GET /api/v1/teams/{slug}/webhooks/ lists those that it has.");

    private readonly WebhookRegistration _registration = new(store, limits, time);
    private readonly UlidFactory _ids = new(time);

    /// <summary>Makes a webhook.</summary>
    /// <param name="principal">An admin of the team.</param>
    /// <param name="teamSlug">The team.</param>
    /// <param name="wanted">What it is to be.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public async Task<AccountAnswer<WebhookRecord>> AddAsync(Principal principal, string teamSlug, NewWebhook wanted, CancellationToken cancellationToken)
    {
        if (Refuse(principal, teamSlug) is { } refusal)
        {
            return refusal;
        }

        var answer = await _registration.AddAsync(teamSlug, wanted, principal.PrincipalId, cancellationToken);
        dispatcher.LookSoon();
        return answer;
    }

    /// <summary>Lists the webhooks of a team.</summary>
    /// <param name="principal">An admin of the team.</param>
    /// <param name="teamSlug">The team.</param>
    /// <param name="afterWebhookId">The id to begin behind; empty for the beginning.</param>
    /// <param name="limit">How many at most.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public async Task<AccountAnswer<IReadOnlyList<WebhookRecord>>> ListAsync(Principal principal, string teamSlug, string afterWebhookId, int limit, CancellationToken cancellationToken)
        => Refuse(principal, teamSlug) is { } refusal
            ? refusal
            : new AccountAnswer<IReadOnlyList<WebhookRecord>>(await store.Webhooks.ListAsync(teamSlug, afterWebhookId, limit, cancellationToken), null);

    /// <summary>Finds a webhook of a team.</summary>
    /// <param name="principal">An admin of the team.</param>
    /// <param name="teamSlug">The team.</param>
    /// <param name="webhookId">The webhook.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public async Task<AccountAnswer<WebhookRecord>> FindAsync(Principal principal, string teamSlug, string webhookId, CancellationToken cancellationToken)
        => Refuse(principal, teamSlug) is { } refusal ? refusal
        : await store.Webhooks.FindAsync(webhookId, cancellationToken) is { } found && found.TeamSlug == teamSlug ? found
        : NoWebhook;

    /// <summary>How far a webhook has come.</summary>
    /// <param name="webhook">A webhook that <see cref="FindAsync"/> found.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>How far in each log that it is for.</returns>
    public async Task<IReadOnlyList<WebhookCursor>> ListCursorsAsync(WebhookRecord webhook, CancellationToken cancellationToken)
        => [.. (await store.Webhooks.ListCursorsAsync(webhook.WebhookId, cancellationToken)).Where(cursor => webhook.ProjectId is null || cursor.ProjectId == webhook.ProjectId)];

    /// <summary>Deletes a webhook.</summary>
    /// <returns>Why not; null when it is gone.</returns>
    public async Task<AccountFault?> RemoveAsync(Principal principal, string teamSlug, string webhookId, CancellationToken cancellationToken)
    {
        var found = await FindAsync(principal, teamSlug, webhookId, cancellationToken);
        if (found.Fault is { } fault)
        {
            return fault;
        }

        var isDeleted = await store.Webhooks.DeleteAsync(webhookId, cancellationToken);
        dispatcher.LookSoon();
        return isDeleted ? null : NoWebhook;
    }

    /// <summary>Sends a delivery without events, at once and once.</summary>
    public async Task<AccountAnswer<WebhookOutcome>> TestAsync(Principal principal, string teamSlug, string webhookId, CancellationToken cancellationToken)
    {
        var found = await FindAsync(principal, teamSlug, webhookId, cancellationToken);
        if (found.Fault is { } fault)
        {
            return fault;
        }

        var body = new WebhookBody { Type = "test", DeliveryId = _ids.Next().ToString(), WebhookId = webhookId, TeamSlug = teamSlug, ProjectUuid = null, Generation = store.Log.Generation, Events = [] };
        return await sender.SendAsync(found.Value!, body, cancellationToken);
    }

    /// <summary>Lists what was given up.</summary>
    public async Task<AccountAnswer<IReadOnlyList<WebhookDeadLetter>>> ListDeadAsync(
        Principal principal,
        string teamSlug,
        string webhookId,
        string afterDeliveryId,
        int limit,
        CancellationToken cancellationToken)
    {
        var found = await FindAsync(principal, teamSlug, webhookId, cancellationToken);
        return found.Fault is { } fault
            ? fault
            : new AccountAnswer<IReadOnlyList<WebhookDeadLetter>>(await store.Webhooks.ListDeadAsync(webhookId, afterDeliveryId, limit, cancellationToken: cancellationToken), null);
    }

    /// <summary>Has a delivery tried once more that was given up.</summary>
    /// <returns>Why not; null when it will be.</returns>
    public async Task<AccountFault?> RetryAsync(Principal principal, string teamSlug, string webhookId, string deliveryId, CancellationToken cancellationToken)
    {
        var found = await FindAsync(principal, teamSlug, webhookId, cancellationToken);
        if (found.Fault is { } fault)
        {
            return fault;
        }

        if (!await store.Webhooks.RetryAsync(webhookId, deliveryId, cancellationToken))
        {
            return new AccountFault(404, "No such delivery", "Nothing of this id was given up, or it has been delivered since; GET the webhook's dead/ lists what there is.");
        }

        dispatcher.LookSoon();
        return null;
    }

    private static AccountFault? Refuse(Principal principal, string teamSlug)
        => principal.RoleIn(teamSlug) is null ? AccountFaults.NoTeam
        : !principal.Has(TokenRights.Account) ? AccountFaults.NeedsSignIn
        : principal.IsAdminOf(teamSlug) ? null
        : new AccountFault(403, "Insufficient permissions", "Only admins of the team look after its webhooks, which send what happens elsewhere; ask one.");
}
