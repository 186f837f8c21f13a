using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using SpecKitty.Client.Emitting;
using SpecKitty.Client.Http;

namespace SpecKitty.Client.Live;

/// <summary>Follows a mission's stream for as long as it is wanted: a line that breaks is opened again, and goes on behind the last message that came. A server that was restored from a backup since begins with a snapshot again, and sequences are smaller then.</summary>
public sealed class MissionFollower
{
    private readonly ServerConnection _connection;
    private readonly Guid _projectUuid;
    private readonly string _missionId;
    private readonly LiveOptions _options;
    private readonly TimeProvider _clock;
    private readonly ClockFile? _lamport;
    private long _shown;

    /// <summary>Prepares to follow. Nothing is sent yet.</summary>
    /// <param name="connection">The server.</param>
    /// <param name="projectUuid">The project of the mission.</param>
    /// <param name="missionId">The mission.</param>
    /// <param name="options">Pauses; null for the defaults.</param>
    /// <param name="clock">The clock; null for the system's.</param>
    /// <param name="lamport">Takes in the clocks of what is shown, before it is, so that an answer to it sorts after it; null for a program that never emits.</param>
    public MissionFollower(
        ServerConnection connection, Guid projectUuid, string missionId, LiveOptions? options = null, TimeProvider? clock = null, ClockFile? lamport = null)
    {
        _connection = connection ?? throw new ArgumentNullException(nameof(connection));
        _projectUuid = projectUuid;
        _missionId = missionId;
        _options = options ?? new LiveOptions();
        _clock = clock ?? TimeProvider.System;
        _lamport = lamport;
    }

    /// <summary>Follows until it is cancelled: a snapshot first, then every event once, in the order of the log.</summary>
    /// <param name="line">Is told when the line opens and when it is lost; null for nobody.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="ClientException">The server refuses for good: the sign-in has ended, or the mission is not there for this user. Or the clock's file cannot be used.</exception>
    public async IAsyncEnumerable<LiveMessage> FollowAsync(IProgress<LiveLine>? line = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var reached = (StreamCursor?)null;
        var wished = (TimeSpan?)null;
        var failures = 0;
        while (true)
        {
            var (opened, trouble) = await TryAsync(async () => (StreamedReply?)await _connection.OpenMissionStreamAsync(_projectUuid, _missionId, reached?.Id, cancellationToken));
            if (opened is not null)
            {
                line?.Report(LiveLine.Open);
                using var reply = opened;
                using var patient = new PatientStream(reply.Body, _options.Silence, _clock);
                await using var bursts = new MessageBursts(patient, cancellationToken);
                while (true)
                {
                    (var burst, trouble) = await TryAsync(async () => await bursts.NextAsync());
                    if (burst is not { Count: > 0 })
                    {
                        break;
                    }

                    failures = 0;
                    var messages = Read(burst, reached);
                    Observe(messages, cancellationToken);
                    foreach (var (cursor, message) in messages)
                    {
                        reached = cursor;
                        yield return message;
                    }
                }

                wished = bursts.Wished ?? wished;
            }

            trouble ??= new ClientException(ClientFailure.ServerUnreachable, $"The server {_connection.Server} ended the stream.", "It is opened again by itself.");
            var pause = Pause(trouble, failures++, wished);
            line?.Report(new LiveLine(trouble, pause));
            await Task.Delay(pause, _clock, cancellationToken);
        }
    }

    private static List<(StreamCursor Cursor, LiveMessage Message)> Read(IReadOnlyList<SseItem<byte[]>> burst, StreamCursor? reached)
    {
        var messages = new List<(StreamCursor Cursor, LiveMessage Message)>(burst.Count);
        foreach (var item in burst)
        {
            reached = StreamCursor.Read(item.EventId) ?? reached;
            if (reached is not null)
            {
                messages.Add((reached, new LiveMessage(item.EventType, reached.Sequence, item.Data)));
            }
        }

        return messages;
    }

    /// <summary>Takes in the greatest clock of a burst: one write, however many messages there are.</summary>
    private void Observe(List<(StreamCursor Cursor, LiveMessage Message)> messages, CancellationToken cancellationToken)
    {
        if (_lamport is not null && messages.Count > 0 && messages.Max(one => one.Message.Clock) is var greatest && greatest > _shown)
        {
            _lamport.Observe(greatest, cancellationToken);
            _shown = greatest;
        }
    }

    /// <summary>How long to wait: as long as the server wishes, else longer with each failure, and never the same for all that were sent away together.</summary>
    private TimeSpan Pause(ClientException trouble, int failures, TimeSpan? wished)
    {
        if (trouble.RetryAfter is { } asked)
        {
            return asked * (1 + (Random.Shared.NextDouble() / 10));
        }

        var backoff = _options.FirstPause * Math.Pow(2, Math.Min(failures, 16));
        var bounded = backoff < _options.LongestPause ? backoff : _options.LongestPause;
        var floor = failures == 0 && wished is { } server ? server : bounded;
        return floor * (0.75 + (Random.Shared.NextDouble() / 2));
    }

    // What can be mended by coming back is a value; everything else ends the following.
    private async Task<(T? Result, ClientException? Trouble)> TryAsync<T>(Func<Task<T?>> step)
        where T : class
    {
        try
        {
            return (await step(), null);
        }
        catch (ClientException away) when (away.Failure == ClientFailure.ServerUnreachable)
        {
            return (null, away);
        }
        catch (Exception broken) when (broken is IOException or HttpRequestException or TimeoutException)
        {
            return (null, new ClientException(ClientFailure.ServerUnreachable, $"The line to {_connection.Server} broke: {ServerReply.Tame(broken.Message)}", "It is opened again by itself.", broken));
        }
    }
}
