using System.Collections;
using System.Diagnostics.CodeAnalysis;
using SpecKitty.Events.Values;

namespace SpecKitty.Events.Collaboration.Warnings;

/// <summary>Which of the participants that a warning names have left since, whether they have returned or not, by warning id. Worked out for the warnings that a caller asks about.</summary>
/// <remarks>It keeps what the fold knew when it was made, so that it can be asked later and from any thread.</remarks>
internal sealed class WarningDepartures : IReadOnlyDictionary<string, EquatableSet>
{
    private readonly Dictionary<string, int> _leavers;
    private readonly Dictionary<string, WarningConcern> _warnings;

    private WarningDepartures(Dictionary<string, int> leavers, Dictionary<string, WarningConcern> warnings)
    {
        _leavers = leavers;
        _warnings = warnings;
    }

    public IEnumerable<string> Keys => this.Select(entry => entry.Key);

    public IEnumerable<EquatableSet> Values => this.Select(entry => entry.Value);

    public int Count => this.Count();

    public EquatableSet this[string key] => TryGetValue(key, out var left) ? left : throw new KeyNotFoundException($"Nobody has left since warning '{key}' named them.");

    /// <summary>Of the cells as they are now.</summary>
    public static IReadOnlyDictionary<string, EquatableSet> Of(MissionCells cells)
    {
        var leavers = cells.Participants.Where(cell => cell.LeftAt >= 0).ToDictionary(cell => cell.Id, cell => cell.LeftAt, StringComparer.Ordinal);
        return leavers.Count == 0
            ? new Dictionary<string, EquatableSet>(StringComparer.Ordinal)
            : new WarningDepartures(leavers, cells.Warnings.ToDictionary(cell => cell.Id, cell => cell.ToConcern(), StringComparer.Ordinal));
    }

    public bool ContainsKey(string key) => TryGetValue(key, out _);

    public bool TryGetValue(string key, [MaybeNullWhen(false)] out EquatableSet value)
    {
        value = _warnings.TryGetValue(key, out var concern) ? LeaversOf(concern) : EquatableSet.Empty;
        return value.Count > 0;
    }

    public IEnumerator<KeyValuePair<string, EquatableSet>> GetEnumerator()
        => _warnings.Select(entry => KeyValuePair.Create(entry.Key, LeaversOf(entry.Value))).Where(entry => entry.Value.Count > 0).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private EquatableSet LeaversOf(WarningConcern concern)
        => EquatableSet.Of(concern.ParticipantIds.Where(id => _leavers.TryGetValue(id, out var leftAt) && leftAt > concern.Since(id)));
}
