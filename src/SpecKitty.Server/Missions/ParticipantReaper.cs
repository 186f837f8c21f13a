using SpecKitty.Events.Collaboration;
using SpecKitty.Server.Projections;
using SpecKitty.Server.Storage;
using SpecKitty.Server.Telemetry;

namespace SpecKitty.Server.Missions;

/// <summary>Ends the part of participants that have been silent for too long, now and then, when that is configured.</summary>
/// <remarks>
/// Every node does it. Who is silent is decided where the mission stands still, by the log, so that two nodes end nobody twice and a sign of life that comes
/// in time counts. Only participants whom a server let in are looked at: a history that was imported stays as it was.
/// </remarks>
internal sealed partial class ParticipantReaper(
    IEventLog log,
    ProjectProjections projections,
    RosterService roster,
    PresenceOptions options,
    TimeProvider time,
    ILogger<ParticipantReaper> logger) : BackgroundService
{
    /// <summary>Time between two rounds.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(30);

    // A mission that has been silent for so long beyond everybody's time was looked at before, unless no server ran.
    private static readonly TimeSpan LookBack = TimeSpan.FromDays(7);

    private readonly Dictionary<MissionKey, (long Sequence, DateTimeOffset? Due)> _looked = [];

    // A silence that was the server's own says nothing about anybody.
    private DateTimeOffset _listeningSince = time.GetUtcNow();

    private TimeSpan? Longest => new[] { options.ReapPeopleAfter, options.ReapContextsAfter }.Max();

    /// <summary>Looks once at every mission in which something happened lately. One round at a time. A mission that cannot be read keeps none of the others.</summary>
    /// <param name="cancellationToken">Stops between two missions.</param>
    /// <returns>How many participants were ended.</returns>
    public async Task<int> ReapAsync(CancellationToken cancellationToken)
    {
        if (Longest is not { } longest)
        {
            return 0;
        }

        var now = time.GetUtcNow();
        var active = await log.ListActiveMissionsAsync(now - longest - LookBack, cancellationToken);
        Forget(active);
        var reaped = 0;
        foreach (var mission in active)
        {
            // Nothing has happened since the last look, and nobody's time has come.
            if (_looked.TryGetValue(KeyOf(mission.Mission), out var looked) && looked.Sequence == mission.Sequence && !(looked.Due <= now))
            {
                continue;
            }

            try
            {
                reaped += await LookAsync(mission.Mission, now, cancellationToken);
            }
#pragma warning disable CA1031 // One mission that fails must not keep the others.
            catch (Exception exception) when (exception is not StoreUnavailableException && !cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
            {
                Unread(logger, mission.Mission.MissionId, FailureText.Describe(exception));
            }
        }

        return reaped;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (Longest is null)
        {
            return;
        }

        using var timer = new PeriodicTimer(Interval, time);
        var hadStore = true;
        var lastRound = time.GetUtcNow();
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            // Whatever kept this process from running, such as a machine that slept, kept it from hearing.
            var now = time.GetUtcNow();
            if (!hadStore || now - lastRound > 2 * Interval)
            {
                _listeningSince = now;
            }

            lastRound = now;
            try
            {
                hadStore = false;
                var reaped = await ReapAsync(stoppingToken);
                hadStore = true;
                Looked(logger, reaped);
            }
#pragma warning disable CA1031 // Whatever it is, the next round may do better, and a service that throws stops the server.
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
#pragma warning restore CA1031
            {
                // Whoever is silent still is so in the next round.
                Postponed(logger, FailureText.Describe(exception));
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "Looked for silent participants: {Reaped} ended")]
    private static partial void Looked(ILogger logger, int reaped);

    [LoggerMessage(Level = LogLevel.Information, Message = "Ended the part of {Participant} in {Mission}: silent for {Silence}")]
    private static partial void Ended(ILogger logger, string participant, string mission, TimeSpan silence);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Silent participants stay until the next round: {Failure}")]
    private static partial void Postponed(ILogger logger, string failure);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Silent participants of {Mission} stay until the next round: {Failure}")]
    private static partial void Unread(ILogger logger, string mission, string failure);

    private static MissionKey KeyOf(MissionRecord mission) => new(mission.ProjectId, mission.MissionId);

    private async Task<int> LookAsync(MissionRecord mission, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var snapshot = await projections.ReadAsync(KeyOf(mission), cancellationToken);
        var reaped = 0;
        DateTimeOffset? due = null;
        foreach (var id in snapshot.Seated)
        {
            if (LimitOf(snapshot.State.Participants[id]) is not { } limit || snapshot.Pulses[id].LastSignAt is not { } last)
            {
                continue;
            }

            var until = (last > _listeningSince ? last : _listeningSince) + limit;
            if (until > now)
            {
                due = due is null || until < due ? until : due;
            }
            else if (await roster.EndSilentAsync(mission, id, limit, _listeningSince, cancellationToken))
            {
                reaped++;
                Ended(logger, id, mission.MissionId, now - last);
            }
            else
            {
                // It was heard of in another way, and may be silent in the next round.
                due = now;
            }
        }

        _looked[KeyOf(mission)] = (snapshot.Sequence, due);
        return reaped;
    }

    private TimeSpan? LimitOf(ParticipantIdentity participant)
        => participant.ParticipantType == ParticipantType.Human ? options.ReapPeopleAfter : options.ReapContextsAfter;

    private void Forget(IReadOnlyList<ActiveMission> active)
    {
        var known = active.Select(mission => KeyOf(mission.Mission)).ToHashSet();
        foreach (var quiet in _looked.Keys.Where(key => !known.Contains(key)).ToList())
        {
            _looked.Remove(quiet);
        }
    }
}
