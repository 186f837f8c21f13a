using System.Globalization;
using System.Net;

namespace SpecKitty.Client.Http;

/// <summary>The hosts that <c>NO_PROXY</c> names, read as curl, git and Go read it.</summary>
/// <remarks>
/// Entries are separated by commas or white space. <c>*</c> is every host. A name is the host itself and every host under it, with or
/// without a leading <c>.</c> or <c>*.</c>. An address is that address; <c>address/bits</c> is a range. <c>entry:port</c> is that port only.
/// Names are never resolved: a range matches only a host that is written as an address.
/// </remarks>
internal sealed class NoProxyList
{
    private static readonly char[] Separators = [',', ' ', '\t', '\r', '\n'];

    private readonly List<Func<Host, bool>> _rules = [];

    /// <summary>Reads a list; entries that are none of the forms match nothing.</summary>
    /// <param name="text">The value of the variable; null for none.</param>
    public NoProxyList(string? text)
    {
        foreach (var entry in (text ?? "").Split(Separators, StringSplitOptions.RemoveEmptyEntries))
        {
            if (Rule(entry) is { } rule)
            {
                _rules.Add(rule);
            }
        }
    }

    /// <summary>Whether an address is reached without a proxy.</summary>
    public bool Contains(Uri address)
    {
        var name = address.IdnHost.TrimEnd('.');
        var host = new Host(name, AddressOf(name), address.Port);
        return _rules.Exists(rule => rule(host));
    }

    private static Func<Host, bool>? Rule(string entry)
    {
        if (entry == "*")
        {
            return static _ => true;
        }

        if (entry.Contains('/', StringComparison.Ordinal))
        {
            return IPNetwork.TryParse(WithoutHostBits(entry), out var network) ? host => host.Address is { } address && network.Contains(address) : null;
        }

        var (text, port) = Split(entry);
        if (port < 0)
        {
            return null;
        }

        if (AddressOf(text) is { } one)
        {
            return host => one.Equals(host.Address) && (port == 0 || port == host.Port);
        }

        var name = text.StartsWith("*.", StringComparison.Ordinal) ? text[2..] : text.TrimStart('.');
        name = name.TrimEnd('.');
        return name.Length == 0 ? null : host => (port == 0 || port == host.Port) && IsUnder(host, name);
    }

    private static bool IsUnder(Host host, string name) =>
        host.Address is null
        && host.Name.EndsWith(name, StringComparison.OrdinalIgnoreCase)
        && (host.Name.Length == name.Length || host.Name[^(name.Length + 1)] == '.');

    /// <summary>An entry without its port.</summary>
    /// <returns>Text and port; port 0 for any, -1 for one that is no port.</returns>
    private static (string Text, int Port) Split(string entry)
    {
        if (entry.StartsWith('['))
        {
            var end = entry.IndexOf(']', StringComparison.Ordinal);
            return end < 0 ? (entry, -1) : (entry[1..end], entry.Length == end + 1 ? 0 : PortOf(entry[(end + 1)..]));
        }

        // More than one colon is an IPv6 address without brackets, which has no port.
        var colon = entry.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 || entry.LastIndexOf(':') != colon ? (entry, 0) : (entry[..colon], PortOf(entry[colon..]));
    }

    private static int PortOf(string text) =>
        text[0] == ':' && ushort.TryParse(text.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port > 0 ? port : -1;

    private static IPAddress? AddressOf(string text) =>
        IPAddress.TryParse(text, out var address) ? address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address : null;

    /// <summary>A range as the base library takes it: it refuses <c>10.1.2.3/8</c>, which other tools read as <c>10.0.0.0/8</c>.</summary>
    private static string WithoutHostBits(string range)
    {
        var slash = range.IndexOf('/', StringComparison.Ordinal);
        if (!IPAddress.TryParse(range.AsSpan(0, slash), out var address)
            || !int.TryParse(range.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var bits))
        {
            return range;
        }

        var bytes = address.GetAddressBytes();
        for (var at = 0; at < bytes.Length; at++)
        {
            var kept = Math.Clamp(bits - (8 * at), 0, 8);
            bytes[at] &= (byte)(0xFF << (8 - kept));
        }

        return string.Create(CultureInfo.InvariantCulture, $"{new IPAddress(bytes)}/{bits}");
    }

    private readonly record struct Host(string Name, IPAddress? Address, int Port);
}
