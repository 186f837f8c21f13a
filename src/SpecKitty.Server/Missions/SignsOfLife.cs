using System.Collections.Concurrent;
using SpecKitty.Server.Auth;
using SpecKitty.Server.Projections;
using SpecKitty.Server.Storage;

namespace SpecKitty.Server.Missions;

/// <summary>What this process heard of participants beside their events: requests with their tokens, and what their machines delivered.</summary>
/// <remarks>
/// Kept in memory: a participant that is taken for gone because another node, or the process before this one, heard it returns with its next event.
/// </remarks>
internal sealed class SignsOfLife(TimeProvider time)
{
    private const int Most = 100_000;

    private readonly ConcurrentDictionary<(Guid ProjectId, string Who, string? Where), DateTimeOffset> _heard = new();

    /// <summary>A request came with a participant's token.</summary>
    public void Hear(ParticipantScope scope) => Note((scope.ProjectId, scope.MissionId, scope.ParticipantId));

    /// <summary>A principal delivered events of a project that name no participant, such as moves of work packages.</summary>
    /// <param name="projectId">The project.</param>
    /// <param name="principal">Who delivered them.</param>
    /// <param name="nodeIds">The nodes that they were emitted on.</param>
    public void Hear(Guid projectId, Principal principal, IReadOnlyCollection<string> nodeIds)
    {
        foreach (var nodeId in nodeIds)
        {
            Note((projectId, principal.PrincipalId, nodeId));
        }

        if (nodeIds.Count > 0)
        {
            Note((projectId, principal.PrincipalId, null));
        }
    }

    /// <summary>When a participant was last heard of.</summary>
    /// <param name="mission">The mission.</param>
    /// <param name="participantId">The participant.</param>
    /// <param name="projection">The mission's events.</param>
    /// <returns>The last request with its token, or delivery of work from its machine; from any machine of its principal while the participant has emitted nothing. Null for none.</returns>
    public DateTimeOffset? LastOf(MissionRecord mission, string participantId, MissionProjection projection)
    {
        var byToken = Find((mission.ProjectId, mission.MissionId, participantId));
        var byMachine = projection.FindPrincipal(participantId) is { } principal ? Find((mission.ProjectId, principal, projection.NodeOf(participantId))) : null;
        return byToken > byMachine || byMachine is null ? byToken : byMachine;
    }

    private DateTimeOffset? Find((Guid ProjectId, string Who, string? Where) key) => _heard.TryGetValue(key, out var at) ? at : null;

    private void Note((Guid ProjectId, string Who, string? Where) key)
    {
        if (_heard.Count >= Most)
        {
            _heard.Clear();
        }

        _heard[key] = time.GetUtcNow();
    }
}
