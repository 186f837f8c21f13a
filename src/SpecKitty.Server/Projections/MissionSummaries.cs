using System.Collections.Concurrent;
using SpecKitty.Server.Storage;

namespace SpecKitty.Server.Projections;

/// <summary>The temperatures of lists of missions.</summary>
/// <remarks>
/// A list must not fold every mission of a team. What a mission amounted to in numbers is kept, a hundred bytes each, far longer than the mission itself stays in
/// memory; whether that is still true tells the sequence of its newest event, which the store finds by an index. Only missions that have changed since are
/// looked at again, and only so many in one list.
/// </remarks>
internal sealed class MissionSummaries(IEventLog log, ProjectProjections projections)
{
    /// <summary>How many missions that have changed one list looks at.</summary>
    public const int MostLooks = 25;

    private const int MostKept = 100_000;

    private readonly ConcurrentDictionary<MissionKey, MissionSummary> _kept = new();

    /// <summary>The temperatures of some missions, in the same order.</summary>
    /// <param name="missions">The missions; those that the reader most wants to know of come first.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public async Task<IReadOnlyList<MissionTemperature>> ReadAsync(IReadOnlyList<MissionRecord> missions, CancellationToken cancellationToken)
    {
        var newest = (await log.FindNewestAsync(missions, cancellationToken)).ToDictionary(active => KeyOf(active.Mission));
        var looks = 0;
        var temperatures = new List<MissionTemperature>(missions.Count);
        foreach (var mission in missions)
        {
            if (!newest.TryGetValue(KeyOf(mission), out var active))
            {
                temperatures.Add(new MissionTemperature(null, MissionSummary.Empty));
                continue;
            }

            var summary = _kept.TryGetValue(KeyOf(mission), out var kept) && kept.Sequence >= active.Sequence ? kept
                : looks++ < MostLooks ? await LookAsync(mission, cancellationToken)
                : null;
            temperatures.Add(new MissionTemperature(active.ReceivedAt, summary));
        }

        return temperatures;
    }

    private static MissionKey KeyOf(MissionRecord mission) => new(mission.ProjectId, mission.MissionId);

    private async Task<MissionSummary> LookAsync(MissionRecord mission, CancellationToken cancellationToken)
    {
        var summary = MissionSummary.Of(await projections.ReadAsync(KeyOf(mission), cancellationToken));
        if (_kept.Count >= MostKept)
        {
            _kept.Clear();
        }

        _kept[KeyOf(mission)] = summary;
        return summary;
    }
}
