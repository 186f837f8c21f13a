namespace SpecKitty.Server.Webhooks;

/// <summary>What came of one attempt to deliver.</summary>
/// <param name="Status">The HTTP status of the answer; null when there was none.</param>
/// <param name="Error">Why it is not delivered; null when it is.</param>
/// <param name="Took">How long it took.</param>
internal sealed record WebhookOutcome(int? Status, string? Error, TimeSpan Took)
{
    public bool IsDelivered => Error is null;
}
