using Microsoft.AspNetCore.HttpOverrides;
using SpecKitty.Server.Api;
using SpecKitty.Server.Dashboard.Visiting;
using SpecKitty.Server.Requests;
using SpecKitty.Server.Telemetry;

namespace SpecKitty.Server.Hosting;

/// <summary>What every request passes before its route, in order.</summary>
internal static class ServerPipeline
{
    public static void Use(WebApplication app, ServerOptions options)
    {
        app.UseMiddleware<UntrustedProxyWatch>();
        UseTrustedProxies(app, options);
        app.UseMiddleware<RequestLog>();
        app.UseMiddleware<FailureMiddleware>();
        app.UseStatusCodePages(context => ApiError.WriteStatusAsync(context.HttpContext));
        app.UseMiddleware<HeadMiddleware>();
        app.UseRouting();
        app.UseWebSockets();
        app.UseMiddleware<PlainHttpMiddleware>();
        app.UseMiddleware<VisitorMiddleware>();
        app.UseMiddleware<BearerMiddleware>();
        app.UseMiddleware<RequestTargetMiddleware>();
    }

    // Without a list the framework would believe everybody.
    private static void UseTrustedProxies(WebApplication app, ServerOptions options)
    {
        if (options.TrustedProxies.Count == 0)
        {
            return;
        }

        var headers = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto, ForwardLimit = null };
        headers.KnownProxies.Clear();
        headers.KnownIPNetworks.Clear();
        foreach (var network in options.TrustedProxies)
        {
            headers.KnownIPNetworks.Add(network);
        }

        app.UseForwardedHeaders(headers);
    }
}
