using System.Globalization;
using System.Text;
using SpecKitty.Server.Api;
using SpecKitty.Server.Dashboard.Visiting;
using SpecKitty.Server.Feeds;
using SpecKitty.Server.Live;
using SpecKitty.Server.Live.Streams;
using SpecKitty.Server.Storage;
using SpecKitty.Server.Telemetry;

namespace SpecKitty.Server.Dashboard.Following;

/// <summary>Sends a page to whoever keeps it open: first every part, then each part that changes, as server-sent events.</summary>
internal sealed class PageStream(IEventLog log, ProjectSignals signals, SubscriberPlaces places, StreamLimits limits, IHostApplicationLifetime lifetime, ServerMetrics metrics, TimeProvider time)
{
    private const string Kind = "page";

    // Shorter than what proxies take for a dead connection, and as long as a revocation may go unnoticed.
    private static readonly TimeSpan Quiet = LiveRights.HoldAtMost;

    // A reader sees no more than so many pictures a second, however busy the mission is.
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(100);

    // A removal from the team or a sign-out holds soon, and a busy mission does not ask for each of its events.
    private static readonly TimeSpan RightsHold = TimeSpan.FromSeconds(2);

    /// <summary>Sends a page of a project until the reader goes, the server stops, or the reader may not see it any more.</summary>
    /// <param name="context">The request.</param>
    /// <param name="projectId">The project whose changes change the page.</param>
    /// <param name="renderParts">Gives the parts as they are now for the reader, with the sequence that they show.</param>
    /// <param name="findReader">Finds the reader with the rights of now; null when the reader may not see the page any more.</param>
    /// <exception cref="StoreUnavailableException">The page cannot be read, and nothing was sent yet.</exception>
    public async Task FollowAsync(
        HttpContext context,
        Guid projectId,
        Func<PageReader, CancellationToken, Task<(long Sequence, IReadOnlyList<PagePart> Parts)>> renderParts,
        Func<CancellationToken, Task<PageReader?>> findReader)
    {
        if (lifetime.ApplicationStopping.IsCancellationRequested)
        {
            await ApiError.WriteAsync(context, 503, "Server stopping", "This server is stopping: the page comes back by itself.", StoreUnavailableException.RetryAfterSeconds);
            return;
        }

        using var place = places.TryTake(Kind, HolderOf(context), limits.StreamsPerPrincipal, out var isFull);
        if (place is null)
        {
            var wait = (int)limits.HeartbeatEvery.TotalSeconds;
            await (isFull
                ? ApiError.WriteAsync(context, 503, "Server full", "As many follow missions on this server as it lets in: the page comes back by itself.", wait)
                : ApiError.WriteAsync(context, 429, "Too many pages", $"You keep {limits.StreamsPerPrincipal} pages open on this server, which is all that are allowed: close one first.", wait));
            return;
        }

        using var ending = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, lifetime.ApplicationStopping);
        using var counted = metrics.CountSubscriber(Kind);
        using var watch = signals.Watch(projectId);
        var reader = new PageReader(context.Visitor().Principal);
        var sent = new Dictionary<string, string>(StringComparer.Ordinal);
        var askedAt = time.GetUtcNow();
        var output = new StreamOutput(context, limits, time, ending.Token);
        try
        {
            while (true)
            {
                var text = new StringBuilder();
                try
                {
                    if ((time.GetUtcNow() - askedAt).Duration() >= RightsHold)
                    {
                        if (await findReader(ending.Token) is not { } now)
                        {
                            await output.WriteAsync("event: over\ndata: signed out\n\n"u8.ToArray());
                            await output.FlushAsync();
                            return;
                        }

                        (reader, askedAt) = (now, time.GetUtcNow());
                    }

                    var (sequence, parts) = await renderParts(reader, ending.Token);
                    Append(text, new LogCursor(log.Generation, sequence), parts, sent);
                }
                catch (StoreUnavailableException) when (context.Response.HasStarted)
                {
                    // Nothing new can be read, and whoever is on the page stays there: the next turn tries again.
                }

                await SendAsync(context.Response, output, text);
                var sentAt = time.GetTimestamp();
                await WaitAsync(watch, ending.Token);
                if (time.GetElapsedTime(sentAt) is var since && since < Pace)
                {
                    await Task.Delay(Pace - since, time, ending.Token);
                }
            }
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            // The reader has gone, or the server goes.
        }
    }

    // All of the demo's guests are one user, and strangers are none: those are told apart by where they come from.
    private static string HolderOf(HttpContext context)
        => context.Visitor() is { Principal: { } principal, IsGuest: false } ? principal.PrincipalId : $"address/{ClientAddress.Of(context)}";

    private static void Append(StringBuilder text, LogCursor cursor, IReadOnlyList<PagePart> parts, Dictionary<string, string> sent)
    {
        foreach (var part in parts.Where(part => !sent.TryGetValue(part.Name, out var before) || before != part.Html))
        {
            sent[part.Name] = part.Html;
            text.Append(CultureInfo.InvariantCulture, $"id: {cursor}\nevent: part\ndata: {part.Name}\n");
            foreach (var line in part.Html.AsSpan().EnumerateLines())
            {
                text.Append("data: ").Append(line).Append('\n');
            }

            text.Append('\n');
        }
    }

    private async Task SendAsync(HttpResponse response, StreamOutput output, StringBuilder text)
    {
        if (!response.HasStarted)
        {
            response.ContentType = "text/event-stream";
            response.Headers.CacheControl = "no-store";
            response.Headers["X-Accel-Buffering"] = "no";
        }

        text.Append(CultureInfo.InvariantCulture, $"event: clock\ndata: {time.GetUtcNow().UtcDateTime:yyyy-MM-ddTHH:mm:ss.fffZ}\n\n");
        await output.WriteAsync(Encoding.UTF8.GetBytes(text.ToString()));
        await output.FlushAsync();
    }

    private async Task WaitAsync(ProjectWatch watch, CancellationToken cancellationToken)
    {
        using var quiet = new CancellationTokenSource(Quiet, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(quiet.Token, cancellationToken);
        try
        {
            await watch.Signals.ReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // Nothing happened: the next message only shows that the line is alive.
        }
    }
}
