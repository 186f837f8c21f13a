namespace SpecKitty.Server.Hosting;

/// <summary>Marks a route that only says how the server is doing: it takes and gives no credentials, and is asked all the time.</summary>
internal sealed class HealthProbe
{
    public static HealthProbe Instance { get; } = new();
}
