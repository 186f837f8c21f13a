namespace SpecKitty.Server.Webhooks;

/// <summary>A delivery would go to an address that it must not go to.</summary>
internal sealed class WebhookTargetException(string message) : IOException(message);
