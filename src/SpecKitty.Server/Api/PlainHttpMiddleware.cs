using System.Net;
using SpecKitty.Server.Dashboard;
using SpecKitty.Server.Dashboard.Visiting;
using SpecKitty.Server.Hosting;

namespace SpecKitty.Server.Api;

/// <summary>Refuses whatever takes or gives credentials over plain HTTP from another machine, before any credential is looked at.</summary>
/// <remarks>
/// Behind a trusted proxy, scheme and address are what the proxy says about the client. Only routes that are known to need no secret are served:
/// a route that somebody adds is protected without a word.
/// </remarks>
internal sealed class PlainHttpMiddleware(RequestDelegate next, ServerOptions options, PageWriter pages)
{
    public Task InvokeAsync(HttpContext context)
        => options.AllowPlainHttp || context.Request.IsHttps || IsFromThisMachine(context.Connection.RemoteIpAddress) || IsOpen(context)
            ? next(context)
            : PageRequest.IsForAPage(context.Request)
            ? ShowAsync(context)
            : ApiError.WriteAsync(
                context,
                403,
                "HTTPS required",
                "This address takes or gives credentials, and the request came over plain http: use https. Behind a proxy with TLS, name the proxy in server.trusted_proxies and let it "
                + "send X-Forwarded-Proto; where the network itself keeps the way secret, set server.allow_plain_http. A credential that was sent in this request is no secret any more: change it.");

    private Task ShowAsync(HttpContext context)
    {
        context.Features.Set(Visitor.Stranger(context.Request));
        return pages.WriteFaultAsync(
            context,
            403,
            "Pages need https",
            "This page was asked for over plain http from another machine, where everybody on the way reads along: open it with https. "
            + "Whoever runs the server sets it up: a certificate, a proxy with TLS that server.trusted_proxies names, or server.allow_plain_http where the network itself keeps the way secret. "
            + "A password that was sent just now is no secret any more: change it.");
    }

    private static bool IsOpen(HttpContext context) => context.GetEndpoint() is { } endpoint
        ? endpoint.Metadata.GetMetadata<HealthProbe>() is not null || endpoint.Metadata.GetMetadata<OpenFile>() is not null
        : !context.Request.Headers.ContainsKey("Authorization") && !context.Request.Headers.ContainsKey("Cookie");

    // A connection without an address came through a socket of this machine.
    private static bool IsFromThisMachine(IPAddress? address)
        => address is null || IPAddress.IsLoopback(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address);
}
