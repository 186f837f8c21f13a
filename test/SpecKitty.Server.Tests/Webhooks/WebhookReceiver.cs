using System.Net;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using SpecKitty.Server.Hosting;

namespace SpecKitty.Server.Tests.Webhooks;

/// <summary>A receiver of webhooks on this machine, that answers what it is told to.</summary>
internal sealed class WebhookReceiver : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly WebApplication _app;
    private readonly Channel<ReceivedDelivery> _received = Channel.CreateUnbounded<ReceivedDelivery>();

    private WebhookReceiver(WebApplication app) => _app = app;

    /// <summary>What it answers.</summary>
    public Func<ReceivedDelivery, HttpContext, Task> Answer { get; set; } = (_, context) => Status(context, 204);

    public string Url => $"{_app.Urls.First()}/hook";

    public static async Task<WebhookReceiver> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var receiver = new WebhookReceiver(app);
        app.Run(receiver.TakeAsync);
        await app.StartAsync();
        return receiver;
    }

    /// <summary>Lets a server deliver to this machine, however long it takes.</summary>
    public static ServerOptions Allow(ServerOptions options) => options with { Webhooks = options.Webhooks with { AllowedNetworks = [IPNetwork.Parse("127.0.0.0/8")], Timeout = TimeSpan.FromHours(1) } };

    public static Task Status(HttpContext context, int status)
    {
        context.Response.StatusCode = status;
        return Task.CompletedTask;
    }

    /// <summary>The next delivery, whatever it is answered.</summary>
    public Task<ReceivedDelivery> NextAsync() => _received.Reader.ReadAsync().AsTask().WaitAsync(Patience);

    /// <summary>The sequences of the next events.</summary>
    public async Task<List<long>> NextSequencesAsync(int count)
    {
        var sequences = new List<long>();
        while (sequences.Count < count)
        {
            sequences.AddRange((await NextAsync()).Sequences);
        }

        return sequences;
    }

    /// <summary>Whether nothing has come that was not asked for.</summary>
    public bool IsSilent => !_received.Reader.TryPeek(out _);

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private async Task TakeAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        var headers = context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        var delivery = new ReceivedDelivery(context.Request.Path, headers, body.ToArray());
        await Answer(delivery, context);
        _received.Writer.TryWrite(delivery);
    }
}
