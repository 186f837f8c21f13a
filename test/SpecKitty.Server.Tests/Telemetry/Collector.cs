using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;

namespace SpecKitty.Server.Tests.Telemetry;

/// <summary>A collector that takes OTLP over HTTP and keeps what it gets.</summary>
internal sealed class Collector : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<(string Path, string? Type, byte[] Body)> _received = new();

    private Collector(WebApplication app) => _app = app;

    public Uri Address => new(_app.Urls.First());

    public static async Task<Collector> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseSetting("urls", "http://127.0.0.1:0");
        var app = builder.Build();
        var collector = new Collector(app);
        app.MapPost("/{**path}", async context =>
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body);
            collector._received.Enqueue((context.Request.Path, context.Request.ContentType, body.ToArray()));
        });
        await app.StartAsync();
        return collector;
    }

    /// <summary>What came to a path, with the texts in it readable.</summary>
    public string Received(string path)
    {
        _received.Where(one => one.Path == path).ShouldAllBe(one => one.Type == "application/x-protobuf");
        return string.Concat(_received.Where(one => one.Path == path).Select(one => Encoding.Latin1.GetString(one.Body)));
    }

    /// <summary>Everything that came.</summary>
    public string All => string.Concat(_received.Select(one => one.Path + Encoding.Latin1.GetString(one.Body)));

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
