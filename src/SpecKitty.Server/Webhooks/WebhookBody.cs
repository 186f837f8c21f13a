using SpecKitty.Server.Api.Messages;

namespace SpecKitty.Server.Webhooks;

/// <summary>What a delivery says.</summary>
internal sealed record WebhookBody
{
    /// <summary><c>events</c>, or <c>test</c> with no events.</summary>
    public required string Type { get; init; }

    /// <summary>The delivery; the same each time that it is tried.</summary>
    public required string DeliveryId { get; init; }

    /// <summary>The webhook.</summary>
    public required string WebhookId { get; init; }

    /// <summary>The team.</summary>
    public required string TeamSlug { get; init; }

    /// <summary>The project that the events are of; null for a test.</summary>
    public required Guid? ProjectUuid { get; init; }

    /// <summary>The generation of the logs: 1 until the database is restored from a backup. A sequence means one event within a generation only.</summary>
    public required long Generation { get; init; }

    /// <summary>The events, in order of sequence.</summary>
    public required IReadOnlyList<StoredEventAnswer> Events { get; init; }
}
