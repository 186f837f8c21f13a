using System.Diagnostics;
using System.Net.Http.Headers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using SpecKitty.Load.Measures;

namespace SpecKitty.Load.Live;

/// <summary>The baseline of every push: a web server in a process of its own that sends what it is posted to whoever is connected, and knows nothing else.</summary>
internal sealed class Broadcast : IDisposable
{
    /// <summary>The word that starts this program as that server.</summary>
    public const string Word = "broadcast";

    /// <summary>Where one subscribes and posts.</summary>
    public const string Path = "/";

    private readonly Process _process;
    private readonly HttpClient _http = new();

    private Broadcast(Process process, Uri address)
    {
        _process = process;
        Address = address;
    }

    public Uri Address { get; }

    public int Id => _process.Id;

    /// <summary>What of it is in memory.</summary>
    public long ResidentBytes => ResidentMemory.Of(_process);

    public static async Task<Broadcast> StartAsync()
    {
        var process = Process.Start(new ProcessStartInfo("dotnet", [typeof(Broadcast).Assembly.Location, Word]) { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true })!;
        var address = await process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The broadcast did not start.");
        return new Broadcast(process, new Uri(address));
    }

    /// <summary>Serves until standard input ends.</summary>
    public static async Task ServeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        await using var app = builder.Build();
        var gate = new Lock();
        var subscribers = new List<HttpResponse>();
        app.MapGet(Path, async (HttpContext context) =>
        {
            context.Response.ContentType = "text/event-stream";
            await context.Response.WriteAsync(":\n\n", context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
            lock (gate)
            {
                subscribers.Add(context.Response);
            }

            var gone = new TaskCompletionSource();
            await using var ending = context.RequestAborted.Register(gone.SetResult);
            await gone.Task;
            lock (gate)
            {
                subscribers.Remove(context.Response);
            }
        });
        app.MapPost(Path, async (HttpContext context) =>
        {
            using var message = new MemoryStream();
            await context.Request.Body.CopyToAsync(message, context.RequestAborted);
            var bytes = message.ToArray();
            HttpResponse[] now;
            lock (gate)
            {
                now = [.. subscribers];
            }

            await Parallel.ForEachAsync(now, context.RequestAborted, async (response, _) => await response.BodyWriter.WriteAsync(bytes, CancellationToken.None));
        });
        await app.StartAsync();
        await Console.Out.WriteLineAsync(app.Urls.First());
        await Console.In.ReadToEndAsync();
        await app.StopAsync(new CancellationToken(canceled: true));
    }

    /// <summary>Sends a message to every subscriber.</summary>
    public async Task SendAsync(byte[] message)
    {
        using var content = new ByteArrayContent(message) { Headers = { ContentType = new MediaTypeHeaderValue("text/event-stream") } };
        using var answer = await _http.PostAsync(Address, content);
        answer.EnsureSuccessStatusCode();
    }

    public void Dispose()
    {
        _http.Dispose();
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }
}
