using System.Net.WebSockets;
using SpecKitty.Server.Api.Messages;
using SpecKitty.Server.Auth;
using SpecKitty.Server.Live.Tail;
using SpecKitty.Server.Storage;

namespace SpecKitty.Server.Live.Sockets;

/// <summary>One open socket: sends what is new in a log, takes events in, and sees that somebody is there.</summary>
internal sealed partial class SocketSession(WebSocket socket, Principal principal, LiveSubject subject, SocketServices services)
{
    private const int MissionsShown = 100;

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

        // Reading goes on while the others end, or the answer to a close frame would never be read.
        using var reading = CancellationTokenSource.CreateLinkedTokenSource(aborted);
        var receiving = EndOf(ReceiveAsync(ending.Token, reading.Token));
        Task<SocketEnd>[] parts = [receiving, EndOf(PingAsync(ending.Token)), EndOf(FollowAsync(ending.Token))];
        var end = await await Task.WhenAny(parts);
        await ending.CancelAsync();
        await CloseAsync(end, receiving, reading);
        await Task.WhenAll(parts);
    }

    private async Task CloseAsync(SocketEnd end, Task receiving, CancellationTokenSource reading)
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
            await reading.CancelAsync();
            socket.Abort();
        }
    }

    private async Task<SocketEnd> FollowAsync(CancellationToken ending)
    {
        // Followed before the snapshot is taken, so that nothing can happen unseen in between.
        var wake = new SubscriberWake();
        await using var reader = await services.Tails.OpenAsync(subject.Project.ProjectId, subject.Mission?.MissionId, wake, ending);
        await using var woken = ending.UnsafeRegister(static asleep => ((SubscriberWake)asleep!).Set(WakeReasons.Gone), wake);
        reader.After = await SendSnapshotAsync(ending);
        while (true)
        {
            ending.ThrowIfCancellationRequested();
            switch (reader.Read(out var next))
            {
                case TailPlace.Within:
                    await _sender.SendWrittenAsync(next!.SocketFrame, ending);
                    services.Metrics.RecordLag("socket", services.Time.GetUtcNow() - next.ReceivedAt);
                    break;
                case TailPlace.Behind:
                    foreach (var missed in await reader.CatchUpAsync(ending))
                    {
                        await _sender.SendWrittenAsync(missed.SocketFrame, ending);
                    }

                    break;
                default:
                    await wake.WaitAsync();
                    break;
            }
        }
    }

    private async Task<long> SendSnapshotAsync(CancellationToken ending)
    {
        var sequence = subject.After ?? (await services.Log.FindProjectAsync(subject.Project.ProjectId, ending))?.LastSequence ?? 0;
        await _sender.SendAsync(
            new SocketSnapshot { ProjectUuid = subject.Project.ProjectId, Sequence = sequence, Missions = await ListMissionsAsync(ending) },
            ending);
        return sequence;
    }

    private async Task<IReadOnlyList<SocketMission>> ListMissionsAsync(CancellationToken ending)
    {
        if (subject.Mission is { } mission)
        {
            var snapshot = await services.Missions.ReadAsync(mission, cancellationToken: ending);
            return [new SocketMission { MissionId = mission.MissionId, Title = mission.Title, LamportClock = snapshot.LamportClock }];
        }

        var missions = await services.Log.ListMissionsAsync([subject.Project.TeamSlug], new MissionQuery { Limit = MissionsShown, ProjectId = subject.Project.ProjectId }, ending);
        return [.. missions.Select(known => new SocketMission { MissionId = known.MissionId, Title = known.Title })];
    }

    private async Task<SocketEnd> PingAsync(CancellationToken ending)
    {
        using var timer = new PeriodicTimer(services.Limits.PingEvery, services.Time);
        while (await timer.WaitForNextTickAsync(ending))
        {
            var now = services.Time.GetUtcNow();
            if (now - _lastPong >= services.Limits.PongWithin)
            {
                return SocketEnd.Silent(services.Limits.PongWithin);
            }

            if (await services.Rights.FindAgainAsync(principal, subject, ending) is null)
            {
                return SocketEnd.NoRights;
            }

            // Behind a reader that takes nothing, the ping itself would wait for ever.
            using var patience = new CancellationTokenSource(services.Limits.PongWithin, services.Time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(ending, patience.Token);
            try
            {
                await _sender.SendAsync(new SocketPing { Timestamp = now }, either.Token);
            }
            catch (OperationCanceledException) when (!ending.IsCancellationRequested)
            {
                return SocketEnd.Silent(services.Limits.PongWithin);
            }
        }

        return SocketEnd.ByClient;
    }

    private async Task<SocketEnd> ReceiveAsync(CancellationToken ending, CancellationToken reading)
    {
        var reader = new SocketReader(socket, services.IngestLimits.EventBytes);
        while (true)
        {
            var (utf8, end) = await reader.ReadAsync(reading);
            if (end is not null)
            {
                return end;
            }

            if (SocketFrame.IsPong(utf8.Span))
            {
                _lastPong = services.Time.GetUtcNow();
            }
            else if (!ending.IsCancellationRequested && await TakeInAsync(utf8, reading) is { } refused)
            {
                return refused;
            }
        }
    }

    private async Task<SocketEnd?> TakeInAsync(ReadOnlyMemory<byte> utf8, CancellationToken reading)
    {
        if (await services.Rights.FindAgainAsync(principal, subject, reading) is not { } now)
        {
            return SocketEnd.NoRights;
        }

        if ((services.Gate.TakeRequest(now) ?? services.Gate.TakeEvents(now, 1)) is { } tooMuch)
        {
            services.Metrics.RecordRateLimited(tooMuch.Limit);
            await _sender.SendAsync(new SocketError { Error = "Too many requests", Details = tooMuch.Details, RetryAfter = tooMuch.RetryAfterSeconds }, reading);
            return null;
        }

        try
        {
            await _sender.SendAsync(SocketResult.Of(await services.Ingest.IngestAsync(now, [utf8], reading)), reading);
        }
        catch (StoreUnavailableException exception)
        {
            await _sender.SendAsync(new SocketError { Error = "Server unavailable", Details = exception.Message, RetryAfter = StoreUnavailableException.RetryAfterSeconds }, reading);
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
#pragma warning disable CA1031 // The request has been answered long ago: nobody else is left to catch it.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Failed(services.Logger, exception, subject.Project.ProjectId);
            return SocketEnd.Failed;
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A socket of project {ProjectId} failed")]
    private static partial void Failed(ILogger logger, Exception exception, Guid projectId);
}
