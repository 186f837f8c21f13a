namespace SpecKitty.Server.Api.Messages;

/// <summary>A webhook, and how far it has come.</summary>
internal sealed record WebhookStandingAnswer
{
    /// <summary>The webhook.</summary>
    public required WebhookAnswer Webhook { get; init; }

    /// <summary>How far it has come in each log that it has begun, by project.</summary>
    public required IReadOnlyList<WebhookProgress> Projects { get; init; }
}
