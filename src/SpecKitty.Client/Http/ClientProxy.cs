using System.Net;

namespace SpecKitty.Client.Http;

/// <summary>Chooses the proxy of every connection that the client opens.</summary>
/// <remarks>
/// 1. This machine is never reached through a proxy: its plain http would show passwords and tokens to the proxy.
/// 2. Plain http is never proxied at all; only https is, which a proxy carries without reading it.
/// 3. Hosts in <c>NO_PROXY</c> are reached directly; see <see cref="NoProxyList"/>.
/// 4. The proxy is the one of <c>https_proxy</c>, else of <c>all_proxy</c>; on Windows and macOS, else the system's.
/// Each variable is read in lower case first, then in upper case; one that is set to nothing is set.
/// </remarks>
internal sealed class ClientProxy : IWebProxy
{
    private static readonly string[] Schemes = ["http", "https", "socks4", "socks4a", "socks5"];

    private readonly NoProxyList _direct;
    private readonly Uri? _proxy;
    private readonly IWebProxy? _system;

    /// <summary>Reads the environment.</summary>
    /// <param name="environment">Reads a variable; null when it is not set.</param>
    /// <exception cref="ClientException">Kind <see cref="ClientFailure.Misuse"/>: a variable does not hold the address of a proxy.</exception>
    public ClientProxy(Func<string, string?> environment)
    {
        _direct = new NoProxyList(Variable(environment, "no_proxy").Value);
        var (name, value) = Variable(environment, "https_proxy");
        if (value is null)
        {
            (name, value) = Variable(environment, "all_proxy");
        }

        if (value is null)
        {
            _system = OperatingSystem.IsWindows() || OperatingSystem.IsMacOS() ? HttpClient.DefaultProxy : null;
            Credentials = _system?.Credentials;
        }
        else if (value.Trim() is { Length: > 0 } text)
        {
            var address = Parse(name, text);
            Credentials = CredentialsOf(address);
            _proxy = new UriBuilder(address) { UserName = "", Password = "" }.Uri;
        }
    }

    /// <inheritdoc/>
    public ICredentials? Credentials { get; set; }

    /// <summary>The proxy for an address.</summary>
    /// <returns>It, without user name and password; null where the address is reached directly.</returns>
    public Uri? GetProxy(Uri destination)
    {
        // 1 and 2.
        if (LoopbackHost.Is(destination) || destination.Scheme is "http" or "ws")
        {
            return null;
        }

        // 3 and 4.
        return _direct.Contains(destination) ? null : _proxy ?? SystemProxy(destination);
    }

    /// <inheritdoc/>
    public bool IsBypassed(Uri host) => GetProxy(host) is null;

    private static (string Name, string? Value) Variable(Func<string, string?> environment, string name) =>
        environment(name) is { } value ? (name, value) : (name.ToUpperInvariant(), environment(name.ToUpperInvariant()));

    private static Uri Parse(string variable, string text)
    {
        var withScheme = text.Contains("://", StringComparison.Ordinal) ? text : "http://" + text;

        // What curl calls socks5h is what the base library does for socks5: the proxy resolves the name.
        withScheme = withScheme.StartsWith("socks5h://", StringComparison.OrdinalIgnoreCase) ? "socks5" + withScheme["socks5h".Length..] : withScheme;
        return Uri.TryCreate(withScheme, UriKind.Absolute, out var address) && Schemes.Contains(address.Scheme, StringComparer.Ordinal) && address.Host.Length > 0
            ? address
            : throw new ClientException(
                ClientFailure.Misuse,
                $"The environment variable {variable} does not hold the address of a proxy.",
                $"Set {variable} to an address such as http://proxy.example:3128, or unset it to connect directly.");
    }

    private static NetworkCredential? CredentialsOf(Uri address)
    {
        if (address.UserInfo.Length == 0)
        {
            return null;
        }

        var parts = address.UserInfo.Split(':', 2);
        return new NetworkCredential(Uri.UnescapeDataString(parts[0]), parts.Length > 1 ? Uri.UnescapeDataString(parts[1]) : "");
    }

    private Uri? SystemProxy(Uri destination) =>
        _system is null || _system.IsBypassed(destination) ? null : _system.GetProxy(destination);
}
