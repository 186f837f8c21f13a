using System.Net;

namespace SpecKitty.Client.Http;

/// <summary>Decides whether a host is this machine by its name or address alone, without asking a resolver.</summary>
internal static class LoopbackHost
{
    private const string Name = "localhost";

    /// <summary>Whether an address names this machine: 127.0.0.0/8, ::1 (also written as mapped IPv4), <c>localhost</c> or a name under it.</summary>
    public static bool Is(Uri address) => IsAddress(address) || IsName(address.IdnHost.TrimEnd('.'));

    /// <summary>Whether plain http to an address stays on this machine for certain. A name under <c>localhost</c> may be resolved elsewhere by an old resolver.</summary>
    public static bool KeepsPlainHttp(Uri address) =>
        IsAddress(address) || address.IdnHost.Equals(Name, StringComparison.OrdinalIgnoreCase);

    private static bool IsAddress(Uri address) =>
        IPAddress.TryParse(address.IdnHost, out var ip) && IPAddress.IsLoopback(ip.IsIPv4MappedToIPv6 ? ip.MapToIPv4() : ip);

    private static bool IsName(string host) =>
        host.Equals(Name, StringComparison.OrdinalIgnoreCase) || host.EndsWith("." + Name, StringComparison.OrdinalIgnoreCase);
}
