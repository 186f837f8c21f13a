using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using SpecKitty.Client.Http;

namespace SpecKitty.Client.Live;

/// <summary>Follows a mission's stream for as long as it is wanted: a line that breaks is opened again, and goes on behind the last message that came.</summary>
public sealed class MissionFollower
{
    private readonly ServerConnection _connection;
    private readonly Guid _projectUuid;
    private readonly string _missionId;
    private readonly LiveOptions _options;
    private readonly TimeProvider _clock;

    /// <summary>Prepares to follow. Nothing is sent yet.</summary>
    /// <param name="connection">The server.</param>
    /// <param name="projectUuid">The project of the mission.</param>
    /// <param name="missionId">The mission.</param>
    /// <param name="options">Pauses; null for the defaults.</param>
    /// <param name="clock">The clock; null for the system's.</param>
    public MissionFollower(ServerConnection connection, Guid projectUuid, string missionId, LiveOptions? options = null, TimeProvider? clock = null)
    {
        _connection = connection ?? throw new ArgumentNullException(nameof(connection));
        _projectUuid = projectUuid;
        _missionId = missionId;
        _options = options ?? new LiveOptions();
        _clock = clock ?? TimeProvider.System;
    }

    /// <summary>Follows until it is cancelled: a snapshot first, then every event once, in the order of the log.</summary>
    /// <param name="line">Is told when the line opens and when it is lost; null for nobody.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="ClientException">The server refuses for good: the sign-in has ended, or the mission is not there for this user.</exception>
    public async IAsyncEnumerable<LiveMessage> FollowAsync(IProgress<LiveLine>? line = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var reached = (long?)null;
        var wished = (TimeSpan?)null;
        var failures = 0;
        while (true)
        {
            var (opened, trouble) = await TryAsync(async () => (StreamedReply?)await _connection.OpenMissionStreamAsync(_projectUuid, _missionId, reached, cancellationToken));
            if (opened is not null)
            {
                line?.Report(LiveLine.Open);
                using var reply = opened;
                using var patient = new PatientStream(reply.Body, _options.Silence, _clock);
                var parser = SseParser.Create(patient, static (_, bytes) => bytes.ToArray());
                await using var messages = parser.EnumerateAsync(cancellationToken).GetAsyncEnumerator(cancellationToken);
                while (true)
                {
                    (var more, trouble) = await TryAsync(async () => await messages.MoveNextAsync() ? messages : null);
                    if (more is null)
                    {
                        break;
                    }

                    failures = 0;
                    var message = messages.Current;
                    if (message.EventId is { } id && long.TryParse(id, out var sequence))
                    {
                        reached = sequence;
                    }

                    if (reached is { } at)
                    {
                        yield return new LiveMessage(message.EventType, at, message.Data);
                    }
                }

                wished = parser.ReconnectionInterval is { TotalMilliseconds: >= 0 } asked ? asked : wished;
            }

            trouble ??= new ClientException(ClientFailure.ServerUnreachable, $"The server {_connection.Server} ended the stream.", "It is opened again by itself.");
            var pause = Pause(trouble, failures++, wished);
            line?.Report(new LiveLine(trouble, pause));
            await Task.Delay(pause, _clock, cancellationToken);
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
