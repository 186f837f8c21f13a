namespace SpecKitty.Server.Webhooks;

/// <summary>Another node delivers a webhook now, or it is gone.</summary>
internal sealed class WebhookLeaseException() : InvalidOperationException("Another node delivers this webhook now, or it is gone.");
