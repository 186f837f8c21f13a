using System.Globalization;
using System.Text;
using SpecKitty.Server.Auth;
using SpecKitty.Server.Dashboard.Missions;
using SpecKitty.Server.Live;
using SpecKitty.Server.Telemetry;

namespace SpecKitty.Server.Dashboard.Following;

/// <summary>Sends a page to whoever keeps it open: first every part, then each part that changes, as server-sent events.</summary>
internal sealed class PageStream(ProjectSignals signals, IHostApplicationLifetime lifetime, ServerMetrics metrics, TimeProvider time)
{
    // Shorter than what proxies take for a dead connection.
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(10);

    // A reader sees no more than so many pictures a second, however busy the mission is.
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(100);

    // A removal from the team or a sign-out holds soon, and a busy mission does not ask for each of its events.
    private static readonly TimeSpan RightsHold = TimeSpan.FromSeconds(2);

    /// <summary>Sends a mission's page until the reader goes, the server stops, or the reader may not see it any more.</summary>
    /// <param name="context">The request.</param>
    /// <param name="feed">The mission's page.</param>
    /// <param name="principal">The reader; null when nobody is signed in.</param>
    /// <param name="mayStillRead">Asks whether the reader may see it now.</param>
    public Task FollowAsync(HttpContext context, MissionPageFeed feed, Principal? principal, Func<CancellationToken, Task<bool>> mayStillRead)
        => FollowAsync(context, feed.ProjectId, cancellationToken => feed.RenderPartsAsync(principal, cancellationToken), mayStillRead);

    /// <summary>Sends a page of a project until the reader goes, the server stops, or the reader may not see it any more.</summary>
    /// <param name="context">The request.</param>
    /// <param name="projectId">The project whose changes change the page.</param>
    /// <param name="renderParts">Gives the parts as they are now, with the sequence that they show.</param>
    /// <param name="mayStillRead">Asks whether the reader may see it now.</param>
    public async Task FollowAsync(
        HttpContext context,
        Guid projectId,
        Func<CancellationToken, Task<(long Sequence, IReadOnlyList<PagePart> Parts)>> renderParts,
        Func<CancellationToken, Task<bool>> mayStillRead)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, lifetime.ApplicationStopping);
        context.Response.ContentType = "text/event-stream";
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers["X-Accel-Buffering"] = "no";
        using var counted = metrics.CountSubscriber("page");
        using var watch = signals.Watch(projectId);
        var sent = new Dictionary<string, string>(StringComparer.Ordinal);
        var askedAt = time.GetUtcNow();
        try
        {
            while (true)
            {
                if ((time.GetUtcNow() - askedAt).Duration() >= RightsHold)
                {
                    if (!await mayStillRead(ending.Token))
                    {
                        await context.Response.WriteAsync("event: over\ndata: signed out\n\n", ending.Token);
                        return;
                    }

                    askedAt = time.GetUtcNow();
                }

                var (sequence, parts) = await renderParts(ending.Token);
                var text = new StringBuilder();
                foreach (var part in parts.Where(part => !sent.TryGetValue(part.Name, out var before) || before != part.Html))
                {
                    sent[part.Name] = part.Html;
                    Append(text, sequence, part);
                }

                text.Append(CultureInfo.InvariantCulture, $"event: clock\ndata: {time.GetUtcNow().UtcDateTime:yyyy-MM-ddTHH:mm:ss.fffZ}\n\n");
                await context.Response.WriteAsync(text.ToString(), ending.Token);
                await context.Response.Body.FlushAsync(ending.Token);
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

    private static void Append(StringBuilder text, long sequence, PagePart part)
    {
        text.Append(CultureInfo.InvariantCulture, $"id: {sequence}\nevent: part\ndata: {part.Name}\n");
        foreach (var line in part.Html.AsSpan().EnumerateLines())
        {
            text.Append("data: ").Append(line).Append('\n');
        }

        text.Append('\n');
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
