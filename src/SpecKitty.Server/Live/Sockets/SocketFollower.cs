using SpecKitty.Server.Api.Messages;
using SpecKitty.Server.Auth;
using SpecKitty.Server.Feeds;
using SpecKitty.Server.Live.Tail;
using SpecKitty.Server.Storage;

namespace SpecKitty.Server.Live.Sockets;

/// <summary>Sends through a socket how things stand, and then what is new in one log, or in the logs of every project of somebody's teams.</summary>
/// <param name="sender">The socket.</param>
/// <param name="principal">Who follows.</param>
/// <param name="subject">What is followed; null for every project of the principal's teams.</param>
/// <param name="services">What every socket shares.</param>
internal sealed class SocketFollower(SocketSender sender, Principal principal, LiveSubject? subject, SocketServices services)
{
    private const int MissionsShown = 100;

    // No project keeps the others waiting for longer than this many events.
    private const int EventsInARow = 50;

    private readonly SubscriberWake _wake = new();
    private volatile Principal _principal = principal;

    /// <summary>Has another look at which projects there are to follow, and at what could not be read.</summary>
    /// <param name="now">Who follows, as it is now.</param>
    public void LookAgain(Principal now)
    {
        _principal = now;
        _wake.Set(WakeReasons.Beat);
    }

    /// <summary>Sends until it is told to end.</summary>
    /// <param name="ending">Tells it to end, behind the frame that is being sent.</param>
    /// <param name="cut">Cuts off what is being sent.</param>
    /// <exception cref="StoreUnavailableException">The log cannot be read, and nothing was sent yet.</exception>
    public async Task<SocketEnd> RunAsync(CancellationToken ending, CancellationToken cut)
    {
        await using var woken = ending.UnsafeRegister(static asleep => ((SubscriberWake)asleep!).Set(WakeReasons.Gone), _wake);
        await using var projects = new SocketProjects(_wake, services);
        await sender.SendAsync(subject is null ? await BeginAllAsync(projects, ending) : await BeginAsync(projects, subject, ending), ending, cut);
        while (true)
        {
            ending.ThrowIfCancellationRequested();
            var isCaughtUp = true;
            foreach (var reader in projects.Readers)
            {
                isCaughtUp &= await SendNewsAsync(reader, ending, cut);
            }

            var reasons = isCaughtUp ? await _wake.WaitAsync() : _wake.Take();
            if (reasons.HasFlag(WakeReasons.Beat) && subject is null)
            {
                await LookAgainAsync(projects, ending);
            }
        }
    }

    private long? Generation => services.Log.Generation is var generation && generation == LogCursor.First ? null : generation;

    private async Task<SocketSnapshot> BeginAsync(SocketProjects projects, LiveSubject one, CancellationToken ending)
    {
        // Followed before the snapshot is taken, so that nothing can happen unseen in between.
        var reader = await projects.OpenAsync(one.Project.ProjectId, one.Mission?.MissionId, ending);
        reader.After = one.After ?? (await services.Log.FindProjectAsync(one.Project.ProjectId, ending))?.LastSequence ?? 0;
        return new SocketSnapshot
        {
            ProjectUuid = one.Project.ProjectId,
            Sequence = reader.After,
            Generation = Generation,
            Missions = one.Mission is { } mission
                ? [await ShowAsync(mission, ending)]
                : await ListMissionsAsync([one.Project.TeamSlug], one.Project.ProjectId, ending),
        };
    }

    private async Task<SocketSnapshot> BeginAllAsync(SocketProjects projects, CancellationToken ending) => new()
    {
        Projects = await projects.BeginAsync(_principal.TeamSlugs, ending),
        Generation = Generation,
        Missions = await ListMissionsAsync(_principal.TeamSlugs, null, ending),
    };

    private async Task LookAgainAsync(SocketProjects projects, CancellationToken ending)
    {
        try
        {
            await projects.LookAgainAsync(_principal.TeamSlugs, ending);
        }
        catch (StoreUnavailableException)
        {
            // With the next ping.
        }
    }

    // Gives whether nothing is left to send for now.
    private async Task<bool> SendNewsAsync(TailReader reader, CancellationToken ending, CancellationToken cut)
    {
        for (var sent = 0; sent < EventsInARow; sent++)
        {
            var place = reader.Read(out var next);
            if (place == TailPlace.AtTheEnd)
            {
                return true;
            }

            if (place == TailPlace.Behind)
            {
                return !await CatchUpAsync(reader, ending, cut);
            }

            await sender.SendWrittenAsync(next!.SocketFrame, ending, cut);
            services.Metrics.RecordLag("socket", services.Time.GetUtcNow() - next.ReceivedAt);
        }

        return false;
    }

    // A storage that is away for a moment is no reason to send anybody away: the next ping tries again.
    private async Task<bool> CatchUpAsync(TailReader reader, CancellationToken ending, CancellationToken cut)
    {
        IReadOnlyList<TailEvent> page;
        try
        {
            page = await reader.CatchUpAsync(ending);
        }
        catch (StoreUnavailableException)
        {
            return false;
        }

        foreach (var missed in page)
        {
            await sender.SendWrittenAsync(missed.SocketFrame, ending, cut);
        }

        return true;
    }

    private async Task<SocketMission> ShowAsync(MissionRecord mission, CancellationToken ending)
    {
        var snapshot = await services.Missions.ReadAsync(mission, cancellationToken: ending);
        return new SocketMission { MissionId = mission.MissionId, Title = mission.Title, LamportClock = snapshot.LamportClock };
    }

    private async Task<IReadOnlyList<SocketMission>> ListMissionsAsync(IReadOnlyList<string> teamSlugs, Guid? projectId, CancellationToken ending)
    {
        var missions = await services.Log.ListMissionsAsync(teamSlugs, new MissionQuery { Limit = MissionsShown, ProjectId = projectId }, ending);
        return [.. missions.Select(known => new SocketMission { MissionId = known.MissionId, Title = known.Title, ProjectUuid = projectId is null ? known.ProjectId : null })];
    }
}
