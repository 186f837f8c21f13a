using SpecKitty.Events.Collaboration.Presence;
using SpecKitty.Server.Dashboard.Missions;
using SpecKitty.Server.Dashboard.Views.Missions;
using SpecKitty.Server.Projections;

namespace SpecKitty.Server.Dashboard.Browsing;

/// <summary>The participants of a project's missions, each mission read once for one request.</summary>
internal sealed class Rosters(ProjectProjections projections, Guid projectId)
{
    // A log says what was, not how somebody does now.
    private static readonly IReadOnlyDictionary<string, ParticipantPresence> Unasked = new Dictionary<string, ParticipantPresence>(StringComparer.Ordinal);

    private readonly Dictionary<string, IReadOnlyDictionary<string, ParticipantView>> _known = new(StringComparer.Ordinal);

    /// <summary>Everybody of a mission by id.</summary>
    public async Task<IReadOnlyDictionary<string, ParticipantView>> ReadAsync(string missionId, CancellationToken cancellationToken)
    {
        if (!_known.TryGetValue(missionId, out var roster))
        {
            var snapshot = await projections.ReadAsync(new MissionKey(projectId, missionId), cancellationToken);
            _known[missionId] = roster = ParticipantViews.Of(snapshot.State, Unasked);
        }

        return roster;
    }

    /// <summary>An event as a line, with the participant who acts where there is one.</summary>
    public async Task<TimelineView> ShowAsync(RecentEvent read, CancellationToken cancellationToken)
        => read.Show(read.Stored.MissionId is { } mission ? await ReadAsync(mission, cancellationToken) : new Dictionary<string, ParticipantView>(StringComparer.Ordinal));
}
