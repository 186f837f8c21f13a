using System.Text.Json;
using SpecKitty.Client.Emitting;
using SpecKitty.Client.Http;
using SpecKitty.Client.Projects;
using SpecKitty.Events.Collaboration;
using SpecKitty.Events.Collaboration.Presence;
using SpecKitty.Events.Envelope;
using SpecKitty.Events.Values;

namespace SpecKitty.Client.Live;

/// <summary>Tells the others of a mission that a participant is there, now and again as often as the server asks for.</summary>
/// <remarks>
/// A heartbeat goes to the server at once or not at all: it is never queued, since one that comes late would say what is not so. The clock that the server
/// shows in its answer is taken in.
/// </remarks>
/// <param name="emitter">Makes the heartbeats.</param>
/// <param name="connection">The server.</param>
/// <param name="links">Whether anything of the project may leave this machine.</param>
/// <param name="clock">The clock; null for the system's.</param>
public sealed class PresenceBeat(EventEmitter emitter, ServerConnection connection, ProjectLinks links, TimeProvider? clock = null)
{
    private readonly TimeProvider _clock = clock ?? TimeProvider.System;

    // What a server can be configured to; no answer makes a client flood it, or fall silent.
    private const double LeastSeconds = 1;
    private const double MostSeconds = 86_400;

    /// <summary>The time between two heartbeats, until the server has said otherwise: 15 s.</summary>
    public static TimeSpan Every => PresenceThresholds.Default.HeartbeatEvery;

    /// <summary>Beats until it is cancelled. A beat that does not reach the server is left out, and the next is tried.</summary>
    /// <param name="missionId">The mission.</param>
    /// <param name="participant">Who, by id or display name; null for the only one who was joined from this machine.</param>
    /// <param name="trouble">Is told why a beat did not arrive, and null when one does again; null for nobody.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="ClientException">Nobody was joined from here, the project is not linked, or the sign-in has ended.</exception>
    public async Task RunAsync(string missionId, string? participant = null, IProgress<ClientException?>? trouble = null, CancellationToken cancellationToken = default)
    {
        using var timer = new PeriodicTimer(Every, _clock);
        var isAgreed = false;
        do
        {
            try
            {
                await BeatAsync(missionId, participant, cancellationToken);
                if (!isAgreed && await AskPaceAsync(missionId, cancellationToken) is { } pace)
                {
                    timer.Period = pace;
                    isAgreed = true;
                }

                trouble?.Report(null);
            }
            catch (ClientException away) when (away.Failure is ClientFailure.ServerUnreachable or ClientFailure.Refused)
            {
                trouble?.Report(away);
            }
        }
        while (await timer.WaitForNextTickAsync(cancellationToken));
    }

    // With the mission, since that is what the server judges by; one that names no pace is asked again with the next beat.
    private async Task<TimeSpan?> AskPaceAsync(string missionId, CancellationToken cancellationToken)
    {
        try
        {
            using var state = JsonDocument.Parse(await connection.MissionStateAsync(emitter.Project.ProjectUuid, missionId, cancellationToken));
            return state.RootElement.ValueKind == JsonValueKind.Object
                && state.RootElement.TryGetProperty("thresholds", out var thresholds) && thresholds.ValueKind == JsonValueKind.Object
                && thresholds.TryGetProperty("heartbeat_seconds", out var told) && told.ValueKind == JsonValueKind.Number
                && told.TryGetDouble(out var seconds) && seconds is >= LeastSeconds and <= MostSeconds
                ? TimeSpan.FromSeconds(seconds)
                : null;
        }
        catch (Exception unknown) when (unknown is JsonException or ClientException { Failure: ClientFailure.ServerUnreachable or ClientFailure.Refused })
        {
            return null;
        }
    }

    private async Task BeatAsync(string missionId, string? participant, CancellationToken cancellationToken)
    {
        // Looked up each time: whoever takes the link back means from now on.
        if (!links.AllowedFor(connection.SignIn).Contains(emitter.Project.ProjectUuid))
        {
            throw new ClientException(
                ClientFailure.Misuse,
                $"The project {emitter.Project.ProjectSlug} is not linked to {connection.Server}, so nothing of it is sent, heartbeats neither.",
                "Link it: spec-kitty project link.");
        }

        var (heartbeat, faults) = emitter.Make(new EmitRequest
        {
            EventType = CollaborationEventTypes.PresenceHeartbeat,
            Payload = JsonText.EmptyObject,
            MissionId = missionId,
            Participant = participant,
        });
        if (heartbeat is null)
        {
            throw new ClientException(
                ClientFailure.Misuse,
                $"Nobody was joined to mission {missionId} from this machine: {string.Join("; ", faults)}",
                "Join it: spec-kitty mission join.");
        }

        var reply = await connection.SendBatchAsync(CompressedBatch.Of([EventWriter.ToUtf8(heartbeat)]), cancellationToken);
        if (reply.Refusal is { } refusal)
        {
            throw refusal;
        }

        var answer = reply.ReadAnswer();
        if (answer.LatestClock is { } latest && latest > heartbeat.LamportClock)
        {
            emitter.Observe(latest, cancellationToken);
        }

        if (answer.Results is [{ Status: "rejected" } rejected])
        {
            throw new ClientException(ClientFailure.Refused, $"The server rejected the heartbeat: {ServerReply.Tame(rejected.Reason ?? "it gave no reason.")}", "Look whether the participant still takes part: spec-kitty mission state.");
        }
    }
}
