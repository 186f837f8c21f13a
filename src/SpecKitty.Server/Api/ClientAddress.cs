using System.Net;
using System.Net.Sockets;

namespace SpecKitty.Server.Api;

/// <summary>Where a request comes from, as attempts are counted by.</summary>
internal static class ClientAddress
{
    private const int NetworkBytes = 8;

    /// <summary>The address; of IPv6 the network alone, for one subscriber has all of it.</summary>
    public static string Of(HttpContext context) => context.Connection.RemoteIpAddress is { } address ? Name(address) : "";

    internal static string Name(IPAddress address)
        => address.IsIPv4MappedToIPv6 ? address.MapToIPv4().ToString()
        : address.AddressFamily == AddressFamily.InterNetworkV6 ? new IPAddress([.. address.GetAddressBytes().AsSpan(0, NetworkBytes), .. new byte[NetworkBytes]]).ToString()
        : address.ToString();
}
