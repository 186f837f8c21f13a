namespace SpecKitty.Server.Storage;

/// <summary>How far a webhook has come in one log.</summary>
/// <param name="WebhookId">The webhook.</param>
/// <param name="ProjectId">The project.</param>
/// <param name="AfterSequence">Everything up to here is settled: delivered, buried or not wanted.</param>
/// <param name="Pending">What could not be delivered yet; null for nothing.</param>
public sealed record WebhookCursor(string WebhookId, Guid ProjectId, long AfterSequence, WebhookPending? Pending);
