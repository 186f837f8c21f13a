using SpecKitty.Events.Values;

namespace SpecKitty.Events.Collaboration.Warnings;

/// <summary>Tells which of those concerned have left since a warning named them, whether they have come again or not.</summary>
internal static class WarningDepartures
{
    /// <summary>Who has left, by warning id; a warning that nobody has left is not in it.</summary>
    public static IReadOnlyDictionary<string, EquatableSet> Of(MissionCells cells)
    {
        var leavers = cells.Participants.Where(cell => cell.LeftAt >= 0).ToDictionary(cell => cell.Id, cell => cell.LeftAt, StringComparer.Ordinal);
        var departures = new Dictionary<string, EquatableSet>(StringComparer.Ordinal);
        if (leavers.Count == 0)
        {
            return departures;
        }

        foreach (var warning in cells.Warnings)
        {
            var left = warning.Told.Facts.ParticipantIds.Where(id => leavers.TryGetValue(id, out var leftAt) && leftAt > warning.ConcernsSince(id)).ToList();
            if (left.Count > 0)
            {
                departures.Add(warning.Id, EquatableSet.Of(left));
            }
        }

        return departures;
    }
}
