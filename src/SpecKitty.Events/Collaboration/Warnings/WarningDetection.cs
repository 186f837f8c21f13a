using SpecKitty.Events.Envelope;
using SpecKitty.Events.Reduction;
using SpecKitty.Events.Values;

namespace SpecKitty.Events.Collaboration.Warnings;

/// <summary>Derives the warnings of whole logs. A pure function: no clock, no I/O.</summary>
public static class WarningDetection
{
    /// <summary>The warnings that a log calls for and does not hold. The order of the input does not count, nor do copies.</summary>
    /// <param name="events">The log, of any types, projects and missions; each mission of each project is looked at by itself. Events that break integrity count for nothing.</param>
    /// <param name="roster">Participants who count as joined before the first event of every mission.</param>
    /// <param name="missionId">The only mission to look at, of whatever projects have one of this id; null for all that the log names.</param>
    /// <returns>The warnings, by mission in the order in which they come up, and then by their causes in reducer order. Of a log with these emitted into it, none.</returns>
    public static EquatableList<DerivedWarning> Derive(IEnumerable<Event> events, IReadOnlyDictionary<string, ParticipantIdentity>? roster = null, string? missionId = null)
    {
        // One id has one content in the whole log, whichever missions its contents name, so that is settled before the missions part.
        var log = new CollaborationReduction(ReductionMode.Permissive);
        log.AddRange(events);
        var family = log.Log.Select(value => (Event: value, Project: value.ProjectUuid, MissionId: CollaborationPayloads.MissionOf(value) ?? "")).ToList();
        var byMission = family.ToLookup(entry => (entry.Project, entry.MissionId), entry => entry.Event);
        var missions = missionId is null
            ? byMission.Select(mission => mission.Key).Where(key => key.MissionId.Length > 0)
            : family.Where(entry => entry.MissionId == missionId || entry.MissionId.Length == 0).Select(entry => (entry.Project, MissionId: missionId)).Distinct();

        // An event that names no mission is foreign to none of its project.
        return missions
            .SelectMany(mission => OfMission([.. byMission[mission], .. byMission[(mission.Project, "")]], roster, mission.MissionId))
            .ToEquatableList();
    }

    private static IEnumerable<DerivedWarning> OfMission(IEnumerable<Event> events, IReadOnlyDictionary<string, ParticipantIdentity>? roster, string missionId)
    {
        var whole = new CollaborationReduction(ReductionMode.Permissive, roster, missionId);
        whole.AddRange(events);
        var held = whole.Overlaps;

        // Again in order, because every place counts and not the end alone.
        var walk = new CollaborationReduction(ReductionMode.Permissive, roster, missionId);
        var found = new HashSet<string>(StringComparer.Ordinal);
        foreach (var value in whole.Log)
        {
            foreach (var warning in walk.AddAndDetect(value))
            {
                if (!held.IsKnown(warning.WarningId) && found.Add(warning.WarningId))
                {
                    yield return warning;
                }
            }
        }
    }
}
