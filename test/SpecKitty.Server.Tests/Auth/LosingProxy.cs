using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace SpecKitty.Server.Tests.Auth;

/// <summary>Forwards every request to a server, and on demand loses the responses to refreshes.</summary>
internal sealed class LosingProxy : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly HttpClient _server;
    private int _lost;

    private LosingProxy(WebApplication app, Uri server)
    {
        _app = app;
        _server = new HttpClient { BaseAddress = server };
    }

    /// <summary>Where it listens.</summary>
    public Uri Address => new(_app.Urls.Single() + "/");

    /// <summary>Whether responses to refreshes are lost.</summary>
    public bool Loses { get; set; }

    /// <summary>How many were.</summary>
    public int Lost => _lost;

    public static async Task<LosingProxy> StartAsync(Uri server)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseKestrel(options => options.Listen(IPAddress.Loopback, 0));
        builder.Logging.ClearProviders();
        var app = builder.Build();
        var proxy = new LosingProxy(app, server);
        app.Run(proxy.ForwardAsync);
        await app.StartAsync();
        return proxy;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _server.Dispose();
    }

    private async Task ForwardAsync(HttpContext context)
    {
        using var request = new HttpRequestMessage(new HttpMethod(context.Request.Method), context.Request.Path + context.Request.QueryString) { Content = new StreamContent(context.Request.Body) };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", context.Request.ContentType);
        using var response = await _server.SendAsync(request);
        if (Loses && context.Request.Path.Value!.Contains("refresh", StringComparison.Ordinal))
        {
            response.StatusCode.ShouldBe(HttpStatusCode.OK);
            Interlocked.Increment(ref _lost);
            context.Abort();
            return;
        }

        context.Response.StatusCode = (int)response.StatusCode;
        context.Response.ContentType = response.Content.Headers.ContentType?.ToString();
        await response.Content.CopyToAsync(context.Response.Body);
    }
}
