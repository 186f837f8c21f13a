namespace SpecKitty.Server.Api.Messages;

/// <summary>What came of a test delivery.</summary>
internal sealed record WebhookTestAnswer
{
    /// <summary>Whether the receiver has it.</summary>
    public required bool Delivered { get; init; }

    /// <summary>The HTTP status that it answered; null when there was no answer.</summary>
    public required int? Status { get; init; }

    /// <summary>Why it is not delivered; null when it is.</summary>
    public required string? Error { get; init; }

    /// <summary>How many milliseconds it took.</summary>
    public required long Milliseconds { get; init; }
}
