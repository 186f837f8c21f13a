using System.Collections.Concurrent;
using System.IO.Compression;
using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace SpecKitty.Client.Tests.Support;

/// <summary>Listens on the loopback interface and speaks the handoff contract, so that a test can say how it answers and see what it was asked.</summary>
public sealed class ContractListener : IAsyncDisposable
{
    public const string BatchPath = "/api/v1/events/batch/";

    private readonly WebApplication _app;
    private int _tokens;

    private ContractListener(WebApplication app) => _app = app;

    /// <summary>The address, with the port that the system chose.</summary>
    public Uri Address => new(_app.Urls.Single() + "/");

    /// <summary>How long an access token is said to live, in seconds.</summary>
    public int AccessLifetime { get; set; } = 900;

    /// <summary>The access tokens that are taken.</summary>
    public ConcurrentDictionary<string, bool> GoodTokens { get; } = new(StringComparer.Ordinal);

    /// <summary>The refresh tokens that are taken, once each.</summary>
    public ConcurrentDictionary<string, bool> GoodRefreshTokens { get; } = new(StringComparer.Ordinal);

    /// <summary>Every request: method and path.</summary>
    public ConcurrentQueue<string> Requests { get; } = new();

    /// <summary>The event ids of every batch that was answered.</summary>
    public ConcurrentQueue<string[]> Batches { get; } = new();

    /// <summary>The limits that it names; null for a server that does not know the question.</summary>
    public object? Limits { get; set; }

    /// <summary>Answers instead of the contract when it returns true.</summary>
    public Func<HttpContext, Task<bool>> Instead { get; set; } = _ => Task.FromResult(false);

    /// <summary>The body of the answer to a batch; by default success for each event.</summary>
    public Func<string[], object> Judge { get; set; } = ids => new { results = ids.Select(id => new { event_id = id, status = "success" }) };

    public static async Task<ContractListener> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseKestrel(options => options.Listen(IPAddress.Loopback, 0));
        builder.Logging.ClearProviders();
        var app = builder.Build();
        var listener = new ContractListener(app);
        app.Run(listener.AnswerAsync);
        await app.StartAsync();
        return listener;
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    /// <summary>The event ids of a batch, in order; the body can be read again afterwards.</summary>
    public static async Task<string[]> ReadIdsAsync(HttpContext context)
    {
        context.Request.EnableBuffering();
        context.Request.Body.Position = 0;
        await using var plain = new GZipStream(context.Request.Body, CompressionMode.Decompress, leaveOpen: true);
        using var batch = await JsonDocument.ParseAsync(plain);
        return [.. batch.RootElement.GetProperty("events").EnumerateArray().Select(one => one.GetProperty("event_id").GetString()!)];
    }

    private async Task AnswerAsync(HttpContext context)
    {
        Requests.Enqueue($"{context.Request.Method} {context.Request.Path}");
        if (await Instead(context))
        {
            return;
        }

        switch (context.Request.Path.Value)
        {
            case "/api/v1/token/":
                var credentials = await JsonDocument.ParseAsync(context.Request.Body);
                await TokensAsync(context, credentials.RootElement.GetProperty("password").GetString() == "good");
                break;
            case "/api/v1/token/refresh/":
                var refresh = await JsonDocument.ParseAsync(context.Request.Body);
                await TokensAsync(context, GoodRefreshTokens.TryRemove(refresh.RootElement.GetProperty("refresh").GetString()!, out _));
                break;
            default:
                await AuthorisedAsync(context);
                break;
        }
    }

    private Task TokensAsync(HttpContext context, bool isGood)
    {
        if (!isGood)
        {
            context.Response.StatusCode = 401;
            return context.Response.WriteAsJsonAsync(new { error = "Token expired or invalid" });
        }

        var number = Interlocked.Increment(ref _tokens);
        GoodTokens[$"access-{number}"] = true;
        GoodRefreshTokens[$"refresh-{number}"] = true;
        return context.Response.WriteAsJsonAsync(new
        {
            access = $"access-{number}",
            refresh = $"refresh-{number}",
            access_lifetime = AccessLifetime,
            refresh_lifetime = 604800,
            team_slug = "acme",
        });
    }

    private async Task AuthorisedAsync(HttpContext context)
    {
        var token = context.Request.Headers.Authorization.ToString();
        if (!token.StartsWith("Bearer ", StringComparison.Ordinal) || !GoodTokens.ContainsKey(token["Bearer ".Length..]))
        {
            context.Response.StatusCode = 401;
            await context.Response.WriteAsJsonAsync(new { error = "Token expired or invalid" });
            return;
        }

        if (context.Request.Path == "/api/v1/sync/health/")
        {
            context.Response.StatusCode = Limits is null ? 404 : 200;
            await context.Response.WriteAsJsonAsync(Limits is null ? new { error = "Not found" } : (object)new { status = "ok", limits = Limits });
            return;
        }

        if (context.Request.Path == BatchPath)
        {
            var ids = await ReadIdsAsync(context);
            Batches.Enqueue(ids);
            await context.Response.WriteAsJsonAsync(Judge(ids));
            return;
        }

        await context.Response.WriteAsJsonAsync(new { missions = Array.Empty<object>(), mission_id = "M1" });
    }
}
