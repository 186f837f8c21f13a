using SpecKitty.Events.Envelope;
using SpecKitty.Server.Storage;
using SpecKitty.Server.Telemetry;

namespace SpecKitty.Server.Webhooks;

/// <summary>What every runner of the server shares.</summary>
internal sealed record WebhookServices(IServerStore Store, WebhookLimits Limits, WebhookSender Sender, ServerMetrics Metrics, TimeProvider Time, ILogger<WebhookDispatcher> Logger)
{
    /// <summary>Makes the ids of deliveries.</summary>
    public UlidFactory Ids { get; } = new(Time);
}
