namespace SpecKitty.Server.Api;

/// <summary>Marks a route that only answers to a good access token.</summary>
internal sealed class BearerRequired
{
    public static BearerRequired Instance { get; } = new();
}
