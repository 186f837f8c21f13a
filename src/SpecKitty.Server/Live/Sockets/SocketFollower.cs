using SpecKitty.Server.Api.Messages;
using SpecKitty.Server.Auth;
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
    private const int MostProjects = 100;

    // No project keeps the others waiting for longer than this many events.
    private const int EventsInARow = 50;

    private readonly SubscriberWake _wake = new();
    private readonly Dictionary<Guid, TailReader> _readers = [];
    private readonly DateTimeOffset _openedAt = services.Time.GetUtcNow();
    private volatile Principal _principal = principal;

    /// <summary>Has another look at which projects there are to follow.</summary>
    /// <param name="now">Who follows, as it is now.</param>
    public void LookAgain(Principal now)
    {
        _principal = now;
        if (subject is null)
        {
            _wake.Set(WakeReasons.Beat);
        }
    }

    /// <summary>Sends until it is told to end.</summary>
    public async Task<SocketEnd> RunAsync(CancellationToken ending)
    {
        await using var woken = ending.UnsafeRegister(static asleep => ((SubscriberWake)asleep!).Set(WakeReasons.Gone), _wake);
        try
        {
            await sender.SendAsync(subject is null ? await BeginAllAsync(ending) : await BeginAsync(subject, ending), ending);
            while (true)
            {
                ending.ThrowIfCancellationRequested();
                var isCaughtUp = true;
                foreach (var reader in _readers.Values)
                {
                    isCaughtUp &= await SendNewsAsync(reader, ending);
                }

                var reasons = isCaughtUp ? await _wake.WaitAsync() : _wake.Take();
                if (reasons.HasFlag(WakeReasons.Beat))
                {
                    await FollowOtherProjectsAsync(ending);
                }
            }
        }
        finally
        {
            foreach (var reader in _readers.Values)
            {
                await reader.DisposeAsync();
            }
        }
    }

    private async Task<SocketSnapshot> BeginAsync(LiveSubject one, CancellationToken ending)
    {
        // Followed before the snapshot is taken, so that nothing can happen unseen in between.
        var reader = await OpenAsync(one.Project.ProjectId, one.Mission?.MissionId, ending);
        reader.After = one.After ?? await LastSequenceAsync(one.Project.ProjectId, ending);
        return new SocketSnapshot
        {
            ProjectUuid = one.Project.ProjectId,
            Sequence = reader.After,
            Missions = one.Mission is { } mission
                ? [await ShowAsync(mission, ending)]
                : await ListMissionsAsync([one.Project.TeamSlug], one.Project.ProjectId, ending),
        };
    }

    private async Task<SocketSnapshot> BeginAllAsync(CancellationToken ending)
    {
        var projects = new List<SocketProject>();
        foreach (var project in await services.Log.ListProjectsAsync(_principal.TeamSlugs, null, MostProjects, ending))
        {
            var reader = await OpenAsync(project.ProjectId, null, ending);
            reader.After = await LastSequenceAsync(project.ProjectId, ending);
            projects.Add(new SocketProject { ProjectUuid = project.ProjectId, Sequence = reader.After });
        }

        return new SocketSnapshot { Projects = projects, Missions = await ListMissionsAsync(_principal.TeamSlugs, null, ending) };
    }

    // A project that was registered since begins at its beginning; one of a team that was joined since, where it stands.
    private async Task FollowOtherProjectsAsync(CancellationToken ending)
    {
        var projects = await services.Log.ListProjectsAsync(_principal.TeamSlugs, null, MostProjects, ending);
        foreach (var lost in _readers.Keys.Except(projects.Select(project => project.ProjectId)).ToList())
        {
            _readers.Remove(lost, out var reader);
            await reader!.DisposeAsync();
        }

        foreach (var project in projects.Where(project => !_readers.ContainsKey(project.ProjectId)))
        {
            var reader = await OpenAsync(project.ProjectId, null, ending);
            reader.After = project.CreatedAt >= _openedAt ? 0 : project.LastSequence;
        }
    }

    private async Task<bool> SendNewsAsync(TailReader reader, CancellationToken ending)
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
                foreach (var missed in await reader.CatchUpAsync(ending))
                {
                    await sender.SendWrittenAsync(missed.SocketFrame, ending);
                }

                return false;
            }

            await sender.SendWrittenAsync(next!.SocketFrame, ending);
            services.Metrics.RecordLag("socket", services.Time.GetUtcNow() - next.ReceivedAt);
        }

        return false;
    }

    private async Task<TailReader> OpenAsync(Guid projectId, string? missionId, CancellationToken ending)
        => _readers[projectId] = await services.Tails.OpenAsync(projectId, missionId, _wake, ending);

    private async Task<long> LastSequenceAsync(Guid projectId, CancellationToken ending) => (await services.Log.FindProjectAsync(projectId, ending))?.LastSequence ?? 0;

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
