using System.Net.WebSockets;
using SpecKitty.Server.Api.Messages;
using SpecKitty.Server.Auth;
using SpecKitty.Server.Ingest;
using SpecKitty.Server.Requests;
using SpecKitty.Server.Storage;
using SpecKitty.Server.Telemetry;

namespace SpecKitty.Server.Live.Sockets;

/// <summary>One open socket: sends what is new, takes events in, and sees that somebody is there.</summary>
internal sealed partial class SocketSession(WebSocket socket, Principal principal, LiveSubject? subject, SocketServices services)
{
    // How long the other end may take to answer a close frame.
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(5);

    private readonly SocketSender _sender = new(socket);
    private DateTimeOffset _lastPong = services.Time.GetUtcNow();

    /// <summary>Serves the socket until one end closes it.</summary>
    /// <param name="aborted">The connection is gone.</param>
    public async Task RunAsync(CancellationToken aborted)
    {
        using var counted = services.Metrics.CountSubscriber("socket");
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(aborted, services.Lifetime.ApplicationStopping);

        // What is being read or sent goes on while the others end: the answer to a close frame is to be read, and a frame that is cut off breaks the socket before it could say why.
        using var cut = CancellationTokenSource.CreateLinkedTokenSource(aborted);
        var receiving = EndOf(ReceiveAsync(ending.Token, cut.Token));
        var follower = new SocketFollower(_sender, principal, subject, services);
        Task<SocketEnd>[] parts = [receiving, EndOf(PingAsync(follower, ending.Token, cut.Token)), EndOf(CheckRightsAsync(follower, ending.Token)), EndOf(follower.RunAsync(ending.Token, cut.Token))];
        var end = await await Task.WhenAny(parts);
        await ending.CancelAsync();
        await CloseAsync(end, receiving, cut);
        await Task.WhenAll(parts);
    }

    private async Task CloseAsync(SocketEnd end, Task receiving, CancellationTokenSource cut)
    {
        using var patience = new CancellationTokenSource(Farewell, services.Time);
        try
        {
            await _sender.CloseAsync(end, patience.Token);
            await receiving.WaitAsync(patience.Token);
        }
        catch (Exception exception) when (exception is OperationCanceledException or WebSocketException)
        {
            // Whoever does not answer is not waited for.
            await cut.CancelAsync();
            socket.Abort();
        }
    }

    // A removal, a revocation or a sign-out holds before the next ping; a team that was lost or won changes what is followed.
    private async Task<SocketEnd> CheckRightsAsync(SocketFollower follower, CancellationToken ending)
    {
        var known = principal;
        using var timer = new PeriodicTimer(LiveRights.HoldAtMost, services.Time);
        while (await timer.WaitForNextTickAsync(ending))
        {
            if (await FindAgainAsync(known, ending) is not { } now)
            {
                return SocketEnd.NoRights;
            }

            if (!now.TeamSlugs.SequenceEqual(known.TeamSlugs, StringComparer.Ordinal))
            {
                follower.LookAgain(now);
            }

            known = now;
        }

        return SocketEnd.ByClient;
    }

    private async Task<SocketEnd> PingAsync(SocketFollower follower, CancellationToken ending, CancellationToken cut)
    {
        var known = principal;
        using var timer = new PeriodicTimer(services.Limits.PingEvery, services.Time);
        while (await timer.WaitForNextTickAsync(ending))
        {
            var now = services.Time.GetUtcNow();
            if (now - _lastPong >= services.Limits.PongWithin)
            {
                return SocketEnd.Silent(services.Limits.PongWithin);
            }

            if (await FindAgainAsync(known, ending) is not { } still)
            {
                return SocketEnd.NoRights;
            }

            known = still;
            follower.LookAgain(known);

            // Behind a reader that takes nothing, the ping itself would wait for ever.
            using var patience = new CancellationTokenSource(services.Limits.PongWithin, services.Time);
            using var waiting = CancellationTokenSource.CreateLinkedTokenSource(ending, patience.Token);
            using var sending = CancellationTokenSource.CreateLinkedTokenSource(cut, patience.Token);
            try
            {
                await _sender.SendAsync(new SocketPing { Timestamp = now }, waiting.Token, sending.Token);
            }
            catch (OperationCanceledException) when (!ending.IsCancellationRequested)
            {
                return SocketEnd.Silent(services.Limits.PongWithin);
            }
        }

        return SocketEnd.ByClient;
    }

    // Without the storage nobody knows, and nothing new can be read or written either.
    private async Task<Principal?> FindAgainAsync(Principal known, CancellationToken ending)
    {
        try
        {
            return await services.Rights.FindAgainAsync(principal, subject, ending);
        }
        catch (StoreUnavailableException)
        {
            return known;
        }
    }

    private async Task<SocketEnd> ReceiveAsync(CancellationToken ending, CancellationToken cut)
    {
        var reader = new SocketReader(socket, services.IngestLimits.EventBytes);
        while (true)
        {
            var (utf8, end) = await reader.ReadAsync(cut);
            if (end is not null)
            {
                return end;
            }

            utf8 = RequestJson.WithoutMark(utf8);
            if (SocketFrame.IsPong(utf8.Span))
            {
                _lastPong = services.Time.GetUtcNow();
            }
            else if (!ending.IsCancellationRequested && await TakeInAsync(utf8, cut) is { } refused)
            {
                return refused;
            }
        }
    }

    private async Task<SocketEnd?> TakeInAsync(ReadOnlyMemory<byte> utf8, CancellationToken cut)
    {
        try
        {
            if (await services.Rights.FindAgainAsync(principal, subject, cut) is not { } now)
            {
                return SocketEnd.NoRights;
            }

            if ((services.Gate.TakeRequest(now) ?? services.Gate.TakeEvents(now, 1)) is { } tooMuch)
            {
                services.Metrics.RecordRateLimited(tooMuch.Limit);
                await _sender.SendAsync(new SocketError { EventId = EventCheck.FindId(utf8), Error = "Too many requests", Details = tooMuch.Details, RetryAfter = tooMuch.RetryAfterSeconds }, cut, cut);
                return null;
            }

            await _sender.SendAsync(SocketResult.Of(await services.Ingest.IngestAsync(now, [utf8], cut)), cut, cut);
        }
        catch (StoreUnavailableException exception)
        {
            await _sender.SendAsync(new SocketError { EventId = EventCheck.FindId(utf8), Error = "Server unavailable", Details = exception.Message, RetryAfter = StoreUnavailableException.RetryAfterSeconds }, cut, cut);
        }

        return null;
    }

    // A part of the session ends by itself, because it is told to, or because the connection or the server has failed.
    private async Task<SocketEnd> EndOf(Task<SocketEnd> part)
    {
        try
        {
            return await part;
        }
        catch (OperationCanceledException)
        {
            return SocketEnd.Stopping;
        }
        catch (WebSocketException)
        {
            return SocketEnd.ByClient;
        }
        catch (StoreUnavailableException)
        {
            return SocketEnd.Unavailable;
        }
#pragma warning disable CA1031 // The request has been answered long ago: nobody else is left to catch it.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Failed(services.Logger, subject?.Project.ProjectId, FailureText.Describe(exception));
            return SocketEnd.Failed;
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A socket of project {ProjectId} failed: {Failure}")]
    private static partial void Failed(ILogger logger, Guid? projectId, string failure);
}
