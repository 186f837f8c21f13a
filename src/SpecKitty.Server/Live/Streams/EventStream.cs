using System.Text.Json;
using SpecKitty.Server.Api;
using SpecKitty.Server.Api.Messages;
using SpecKitty.Server.Auth;
using SpecKitty.Server.Feeds;
using SpecKitty.Server.Live.Changes;
using SpecKitty.Server.Live.Tail;
using SpecKitty.Server.Storage;

namespace SpecKitty.Server.Live.Streams;

/// <summary>One open stream: how things stand, then every event of a log as it comes.</summary>
/// <remarks>It holds a cursor and what it is sending right now. Whoever reads slowly is waited for, and goes on from memory or from the log.</remarks>
internal sealed class EventStream(HttpContext context, Principal principal, LiveSubject subject, StreamServices services)
{
    // How long a reader waits before it comes back when its connection breaks.
    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(2);

    // When a server stops, its readers come back to the others over this time and not all at once.
    private const int StoppingSteps = 16;
    private static readonly TimeSpan StoppingStep = TimeSpan.FromMilliseconds(250);

    private readonly SubscriberWake _wake = new();
    private readonly StreamOutput _out = new(context, services.Limits, services.Time, context.RequestAborted);
    private int _turn;

    /// <summary>Serves the stream until its reader goes, may not read any more, or the server stops.</summary>
    /// <exception cref="StoreUnavailableException">The log cannot be read, and nothing was sent yet.</exception>
    public async Task RunAsync()
    {
        var gone = context.RequestAborted;
        await using var reader = await services.Tails.OpenAsync(subject.Project.ProjectId, subject.Mission?.MissionId, _wake, gone);
        using var changes = subject.Mission is { } mission ? await services.Changes.OpenAsync(mission, _wake, gone) : null;
        _turn = services.Beat.Add(_wake);
        try
        {
            using var counted = services.Metrics.CountSubscriber("stream");
            await using var woken = gone.UnsafeRegister(static asleep => ((SubscriberWake)asleep!).Set(WakeReasons.Gone), _wake);
            await BeginAsync(reader, changes);
            while (await SendNewsAsync(reader, changes))
            {
                // Until there is a reason to end.
            }
        }
        catch (OperationCanceledException) when (gone.IsCancellationRequested)
        {
            // The reader has gone.
        }
        finally
        {
            services.Beat.Remove(_wake, _turn);
        }
    }

    private async Task BeginAsync(TailReader reader, ChangeReader? changes)
    {
        byte[]? snapshot = null;
        if (subject.After is { } after)
        {
            reader.After = after;
        }
        else
        {
            // Before the snapshot: what changes meanwhile comes again, and says the same.
            changes?.Skip();
            (reader.After, var json) = await services.Snapshots.TakeAsync(subject, context.RequestAborted);
            snapshot = StreamText.Message(StreamText.Snapshot, new LogCursor(services.Log.Generation, reader.After), json);
        }

        context.Response.ContentType = "text/event-stream";
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers["X-Accel-Buffering"] = "no";
        await _out.WriteAsync(StreamText.Retry(Retry));
        if (snapshot is not null)
        {
            await _out.WriteAsync(snapshot);
        }

        await _out.FlushAsync();
    }

    // One round: what is new, as far as it goes out at once, and then what else has come up.
    private async Task<bool> SendNewsAsync(TailReader reader, ChangeReader? changes)
    {
        var isCaughtUp = await SendEventsAsync(reader);
        if (isCaughtUp && changes is not null)
        {
            // Behind the events that they come from.
            await SendChangesAsync(changes);
        }

        var reasons = isCaughtUp ? await _wake.WaitAsync() : _wake.Take();
        if (reasons.HasFlag(WakeReasons.Gone))
        {
            return false;
        }

        if (reasons.HasFlag(WakeReasons.Stopping))
        {
            await _out.WriteAsync(StreamText.Retry((1 + (_turn % StoppingSteps)) * StoppingStep));
            await _out.FlushAsync();
            return false;
        }

        if (reasons.HasFlag(WakeReasons.Rights) && !await MayFollowAsync())
        {
            var end = new ErrorAnswer { Error = "Token expired or invalid", Details = "The sign-in or the right to read has ended; sign in again." };
            await _out.WriteAsync(StreamText.Message(StreamText.End, null, JsonSerializer.SerializeToUtf8Bytes(end, ApiJson.Options)));
            await _out.FlushAsync();
            return false;
        }

        if (reasons.HasFlag(WakeReasons.Beat))
        {
            await _out.WriteAsync(StreamText.Heartbeat);
            await _out.FlushAsync();
        }

        return true;
    }

    private async Task<bool> SendEventsAsync(TailReader reader)
    {
        var unsent = 0;
        TailEvent? first = null;
        while (unsent < StreamOutput.PieceBytes)
        {
            var place = reader.Read(out var next);
            if (place == TailPlace.Behind)
            {
                return !await CatchUpAsync(reader);
            }

            if (place == TailPlace.AtTheEnd)
            {
                await FlushNewsAsync(first);
                return true;
            }

            first ??= next;
            await _out.WriteAsync(next!.StreamMessage);
            unsent += next.StreamMessage.Length;
        }

        await FlushNewsAsync(first);
        return false;
    }

    // A storage that is away for a moment is no reason to send readers away, of whom browsers would not come back to a server that refuses: the next beat tries again.
    private async Task<bool> CatchUpAsync(TailReader reader)
    {
        IReadOnlyList<TailEvent> page;
        try
        {
            page = await reader.CatchUpAsync(context.RequestAborted);
        }
        catch (StoreUnavailableException)
        {
            await _out.FlushAsync();
            return false;
        }

        foreach (var missed in page)
        {
            await _out.WriteAsync(missed.StreamMessage);
        }

        await _out.FlushAsync();
        return true;
    }

    private async Task SendChangesAsync(ChangeReader changes)
    {
        var messages = changes.Read();
        foreach (var message in messages)
        {
            await _out.WriteAsync(message);
        }

        if (messages.Count > 0)
        {
            await _out.FlushAsync();
        }
    }

    // Without the storage nobody knows, and nothing new can be read either.
    private async Task<bool> MayFollowAsync()
    {
        try
        {
            return await services.Rights.FindAgainAsync(principal, subject, context.RequestAborted) is not null;
        }
        catch (StoreUnavailableException)
        {
            return true;
        }
    }

    private async ValueTask FlushNewsAsync(TailEvent? first)
    {
        if (first is null)
        {
            return;
        }

        await _out.FlushAsync();
        services.Metrics.RecordLag("stream", services.Time.GetUtcNow() - first.ReceivedAt);
    }
}
