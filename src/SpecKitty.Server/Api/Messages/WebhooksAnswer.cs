namespace SpecKitty.Server.Api.Messages;

/// <summary>A page of a team's webhooks.</summary>
internal sealed record WebhooksAnswer
{
    /// <summary>The webhooks by id, which is by age.</summary>
    public required IReadOnlyList<WebhookAnswer> Webhooks { get; init; }

    /// <summary>What to send as after for what follows; null at the end.</summary>
    public required string? Next { get; init; }
}
