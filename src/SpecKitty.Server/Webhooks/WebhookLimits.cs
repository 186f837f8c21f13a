using System.Net;

namespace SpecKitty.Server.Webhooks;

/// <summary>Where webhooks may go, and how hard they are tried.</summary>
internal sealed record WebhookLimits
{
    /// <summary>Networks that deliveries may go to beside the public ones; only to these by plain http.</summary>
    public IReadOnlyList<IPNetwork> AllowedNetworks { get; init; } = [];

    /// <summary>How long a receiver may take to answer.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How often a delivery is tried before it is given up.</summary>
    public int Attempts { get; init; } = 15;

    /// <summary>How long a delivery is tried before it is given up.</summary>
    public TimeSpan Deadline { get; init; } = TimeSpan.FromHours(24);

    /// <summary>Events in one delivery at most.</summary>
    public int EventsPerDelivery { get; init; } = 100;

    /// <summary>Webhooks of one team.</summary>
    public int PerTeam { get; init; } = 20;
}
