using System.Net;

namespace SpecKitty.Server.Hosting;

/// <summary>Logs, once, that a proxy which is not trusted sends forwarded headers: they are ignored, and the reason is easy to miss.</summary>
internal sealed partial class UntrustedProxyWatch(RequestDelegate next, ServerOptions options, ILogger<UntrustedProxyWatch> logger)
{
    private static readonly string[] Headers = ["X-Forwarded-For", "X-Forwarded-Proto", "X-Forwarded-Host", "X-Forwarded-Prefix"];

    private int _hasLogged;

    public Task InvokeAsync(HttpContext context)
    {
        // Before the headers of trusted proxies are applied, while the address is that of the connection.
        if (Volatile.Read(ref _hasLogged) == 0
            && Array.Find(Headers, context.Request.Headers.ContainsKey) is { } header
            && context.Connection.RemoteIpAddress is { } address
            && !IsTrusted(address)
            && Interlocked.Exchange(ref _hasLogged, 1) == 0)
        {
            Ignored(logger, header, address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address);
        }

        return next(context);
    }

    private bool IsTrusted(IPAddress address)
        => options.TrustedProxies.Any(network => network.Contains(address) || (address.IsIPv4MappedToIPv6 && network.Contains(address.MapToIPv4())));

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "{Header} from {Address} is ignored, because server.trusted_proxies does not list that address. If it is your proxy, add it there; else a client sends the header and nothing is to do. Logged once.")]
    private static partial void Ignored(ILogger logger, string header, IPAddress address);
}
