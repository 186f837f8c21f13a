using SpecKitty.Server.Api.Messages;
using SpecKitty.Server.Storage;

namespace SpecKitty.Server.Webhooks;

/// <summary>Reads what a webhook wants of a log, as much as one delivery holds, and sends it.</summary>
internal sealed class WebhookPost(WebhookRecord webhook, WebhookServices services)
{
    // A delivery is held in memory, and so it is by its receiver.
    private const int BodyBytes = 1024 * 1024;

    /// <summary>Reads the events of the next delivery.</summary>
    /// <param name="projectId">The project.</param>
    /// <param name="after">The sequence to begin behind.</param>
    /// <param name="upTo">The sequence to end with.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The events that fit, and the sequence that is settled when they have arrived: over events that are not wanted, and less than <paramref name="upTo"/> when not all fit.</returns>
    public async Task<(IReadOnlyList<StoredEvent> Events, long Settles)> ReadAsync(Guid projectId, long after, long upTo, CancellationToken cancellationToken)
    {
        var limit = services.Limits.EventsPerDelivery;
        var query = new EventQuery { AfterSequence = after, UpToSequence = upTo, EventTypes = webhook.EventTypes, Limit = limit };
        var read = await services.Store.Log.ReadAsync(projectId, query, cancellationToken);
        var bytes = 0L;
        var fitting = read.TakeWhile((stored, index) => (bytes += stored.Envelope.Length) <= BodyBytes || index == 0).ToList();
        return (fitting, fitting.Count < read.Count || read.Count == limit ? fitting[^1].Sequence : upTo);
    }

    /// <summary>Tries once to deliver.</summary>
    /// <param name="projectId">The project.</param>
    /// <param name="deliveryId">The id that the receiver knows the delivery by.</param>
    /// <param name="events">At least one.</param>
    /// <param name="cancellationToken">Gives up, and nobody knows whether it has arrived.</param>
    public async Task<WebhookOutcome> SendAsync(Guid projectId, string deliveryId, IReadOnlyList<StoredEvent> events, CancellationToken cancellationToken)
    {
        var body = new WebhookBody
        {
            Type = "events",
            DeliveryId = deliveryId,
            WebhookId = webhook.WebhookId,
            TeamSlug = webhook.TeamSlug,
            ProjectUuid = projectId,
            Generation = services.Store.Log.Generation,
            Events = [.. events.Select(StoredEventAnswer.Of)],
        };
        var outcome = await services.Sender.SendAsync(webhook, body, cancellationToken);
        services.Metrics.RecordWebhook(outcome.IsDelivered);
        return outcome;
    }
}
