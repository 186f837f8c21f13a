using SpecKitty.Server.Storage;

namespace SpecKitty.Server.Api.Messages;

/// <summary>A webhook, without its secret.</summary>
internal sealed record WebhookAnswer
{
    /// <summary>Its public name, a ULID.</summary>
    public required string WebhookId { get; init; }

    /// <summary>Where to.</summary>
    public required string Url { get; init; }

    /// <summary>The one project; null for every project of the team.</summary>
    public required Guid? ProjectUuid { get; init; }

    /// <summary>The types of events; null for all.</summary>
    public required IReadOnlyList<string>? EventTypes { get; init; }

    /// <summary>The principal who made it.</summary>
    public required string CreatedBy { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The answer for a webhook of the store.</summary>
    public static WebhookAnswer Of(WebhookRecord webhook) => new()
    {
        WebhookId = webhook.WebhookId,
        Url = webhook.Url,
        ProjectUuid = webhook.ProjectId,
        EventTypes = webhook.EventTypes,
        CreatedBy = webhook.CreatedBy,
        CreatedAt = webhook.CreatedAt,
    };
}
