using System.Net;
using System.Net.Sockets;

namespace SpecKitty.Server.Webhooks;

/// <summary>Which addresses deliveries may go to: whoever adds a webhook must not reach what only this server can reach.</summary>
internal static class WebhookAddresses
{
    // What IANA keeps for special purposes: this network, private, shared, loopback, link-local with the metadata of clouds, documentation, benchmarks, multicast, reserved.
    private static readonly IPNetwork[] Special =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.31.196.0/24", "192.52.193.0/24",
            "192.88.99.0/24", "192.168.0.0/16", "192.175.48.0/24", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
        }.Select(text => IPNetwork.Parse(text)),
    ];

    // Of the other family only global unicast is public, without what leads back into the first family or is kept for special purposes.
    private static readonly IPNetwork GlobalUnicast = IPNetwork.Parse("2000::/3");
    private static readonly IPNetwork[] SpecialUnicast = [.. new[] { "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20" }.Select(text => IPNetwork.Parse(text))];

    /// <summary>Whether a delivery may go to an address.</summary>
    /// <param name="address">The address that is about to be connected to.</param>
    /// <param name="isPlain">Whether it would go by plain http.</param>
    /// <param name="allowed">The networks that were allowed beside the public ones.</param>
    public static bool MayReach(IPAddress address, bool isPlain, IReadOnlyList<IPNetwork> allowed)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return allowed.Any(network => network.BaseAddress.AddressFamily == plain.AddressFamily && network.Contains(plain)) || (!isPlain && IsPublic(plain));
    }

    private static bool IsPublic(IPAddress address) => address.AddressFamily switch
    {
        AddressFamily.InterNetwork => !Special.Any(network => network.Contains(address)),
        AddressFamily.InterNetworkV6 => GlobalUnicast.Contains(address) && !SpecialUnicast.Any(network => network.Contains(address)),
        _ => false,
    };
}
