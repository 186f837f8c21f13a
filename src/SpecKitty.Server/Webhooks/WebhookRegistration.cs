using SpecKitty.Events.Envelope;
using SpecKitty.Server.Accounts;
using SpecKitty.Server.Auth;
using SpecKitty.Server.Storage;

namespace SpecKitty.Server.Webhooks;

/// <summary>Makes webhooks, whoever asks: the routes and the command line alike.</summary>
internal sealed class WebhookRegistration(IServerStore store, WebhookLimits limits, TimeProvider time)
{
    private readonly UlidFactory _ids = new(time);

    /// <summary>Makes a webhook, with a secret of its own.</summary>
    /// <param name="teamSlug">A team that exists.</param>
    /// <param name="wanted">What it is to be.</param>
    /// <param name="createdBy">The principal who makes it.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public async Task<AccountAnswer<WebhookRecord>> AddAsync(string teamSlug, NewWebhook wanted, string createdBy, CancellationToken cancellationToken)
    {
        if ((WebhookRules.FindUrlFault(wanted.Url, limits) ?? WebhookRules.FindEventTypesFault(wanted.EventTypes)) is { } fault)
        {
            return new AccountFault(400, "Invalid body", fault);
        }

        if (wanted.ProjectId is { } id && (await store.Log.FindProjectAsync(id, cancellationToken))?.TeamSlug != teamSlug)
        {
            return new AccountFault(404, "No such project", "project_uuid: the team has no project of this UUID; leave it out for every project of the team.");
        }

        var webhook = new WebhookRecord(_ids.Next().ToString(), teamSlug, wanted.Url, wanted.ProjectId, wanted.EventTypes, SecretToken.NewWebhook(), createdBy, StoreTime.Now(time));
        return await store.Webhooks.AddAsync(webhook, limits.PerTeam, cancellationToken)
            ? webhook
            : new AccountFault(409, "Too many webhooks", $"The team has {limits.PerTeam} webhooks, and no more are allowed; DELETE one that nobody needs.");
    }
}
