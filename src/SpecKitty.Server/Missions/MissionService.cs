using SpecKitty.Server.Auth;
using SpecKitty.Server.Projections;
using SpecKitty.Server.Storage;

namespace SpecKitty.Server.Missions;

/// <summary>Makes missions, finds them and shows them.</summary>
internal sealed class MissionService(IServerStore store, ProjectProjections projections, ServerNode node, TimeProvider time)
{
    /// <summary>Makes a mission.</summary>
    /// <param name="principal">Who makes it.</param>
    /// <param name="missionId">Its id; null for one of the server's.</param>
    /// <param name="projectId">Its project.</param>
    /// <param name="title">What it is called.</param>
    /// <param name="cancellationToken">Gives up what has not begun.</param>
    public async Task<MissionAnswer<MissionRecord>> CreateAsync(Principal principal, string? missionId, Guid projectId, string title, CancellationToken cancellationToken = default)
    {
        var mission = new MissionRecord(projectId, missionId ?? node.NewId(), title, node.NewId(), principal.PrincipalId, time.GetUtcNow());
        var creation = new MissionCreation(mission, principal);
        await store.Log.AppendAsync(creation, cancellationToken);
        return creation.Fault is { } fault ? fault : mission;
    }

    /// <summary>The missions of the principal's teams, newest first.</summary>
    public Task<IReadOnlyList<MissionRecord>> ListAsync(Principal principal, MissionQuery query, CancellationToken cancellationToken = default)
        => store.Log.ListMissionsAsync(principal.TeamSlugs, query, cancellationToken);

    /// <summary>Finds the mission that an id means to a principal.</summary>
    /// <param name="principal">Who asks.</param>
    /// <param name="missionId">The mission.</param>
    /// <param name="projectId">The project, where the id alone is ambiguous.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public async Task<MissionAnswer<MissionRecord>> FindAsync(Principal principal, string missionId, Guid? projectId, CancellationToken cancellationToken = default)
    {
        if (principal.Scope is { } scope)
        {
            if (!scope.Covers(projectId ?? scope.ProjectId, missionId))
            {
                return MissionFault.OutsideScope(scope);
            }

            projectId = scope.ProjectId;
        }

        var found = await store.Log.FindMissionsAsync(missionId, principal.TeamSlugs, cancellationToken);
        MissionRecord[] chosen = [.. found.Where(mission => projectId is null || mission.ProjectId == projectId)];
        return chosen switch
        {
            [var mission] => mission,
            [] => new MissionFault(404, "No such mission", "None of your projects has a mission of this id; GET /api/v1/missions/ lists those that there are."),
            _ => new MissionFault(
                409,
                "Ambiguous mission",
                "Several of your projects have a mission of this id; add ?project=UUID with one of them.",
                [.. chosen.Select(mission => mission.ProjectId)]),
        };
    }

    /// <summary>A mission as it is now, or as it was.</summary>
    /// <param name="mission">The mission.</param>
    /// <param name="atSequence">The last sequence of the project to take in; null for the newest.</param>
    /// <param name="atClock">The greatest Lamport clock to take in; null for all.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public Task<MissionSnapshot> ReadAsync(MissionRecord mission, long? atSequence = null, long? atClock = null, CancellationToken cancellationToken = default)
    {
        var key = new MissionKey(mission.ProjectId, mission.MissionId);
        return atSequence is null && atClock is null
            ? projections.ReadAsync(key, cancellationToken)
            : projections.ReadAtAsync(key, atSequence, atClock, cancellationToken);
    }
}
