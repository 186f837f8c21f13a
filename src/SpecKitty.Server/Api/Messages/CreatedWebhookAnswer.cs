namespace SpecKitty.Server.Api.Messages;

/// <summary>A new webhook. Its secret is shown this once.</summary>
internal sealed record CreatedWebhookAnswer
{
    /// <summary>The webhook.</summary>
    public required WebhookAnswer Webhook { get; init; }

    /// <summary>What every delivery is signed with; begins with skw_.</summary>
    public required string Secret { get; init; }
}
