using SpecKitty.Events.Values;

namespace SpecKitty.Events.Collaboration.Warnings;

/// <summary>Makes the <see cref="WarningDigest"/> of a mission again and again while its log grows. The digest depends on the state alone.</summary>
/// <remarks>
/// It remembers which participants each warning names as bits, so that a digest costs a few words for each warning and never the sum of all sets.
/// Not thread-safe.
/// </remarks>
/// <param name="limits">How many warnings are shown in full; null for the defaults.</param>
public sealed class WarningDigester(WarningDigestLimits? limits = null)
{
    /// <summary>How many newer warnings of one subject a warning is compared with: the newest that are not superseded themselves.</summary>
    public const int MostCompared = 64;

    private readonly WarningDigestLimits _limits = limits ?? new WarningDigestLimits();
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, NamedParticipants> _named = new(StringComparer.Ordinal);

    /// <summary>How many participants were looked up, and how many words of bits were compared, since it was made: what digests cost.</summary>
    public long Work { get; private set; }

    /// <summary>The digest of a state.</summary>
    /// <param name="state">The state.</param>
    /// <param name="departures">Who has left since a warning named them, by warning id (<see cref="CollaborationReduction.Departures"/>).</param>
    /// <returns>The digest.</returns>
    public WarningDigest Digest(CollaborationState state, IReadOnlyDictionary<string, EquatableSet> departures)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(departures);
        var (open, settled) = (new WarningRoom(_limits.Open, _limits.Names), new WarningRoom(_limits.Settled, _limits.Names));
        var (shown, superseded, older) = (new List<WarningEntry>(), new List<string>(), new List<string>());
        var newer = new Dictionary<string, List<NamedParticipants>>(StringComparer.Ordinal);
        var evaluated = 0;
        for (var i = state.Warnings.Count - 1; i >= 0; i--)
        {
            var warning = state.Warnings[i];
            var named = NamedBy(warning);
            if (warning.Acknowledgements.Count == 0 && IsSuperseded(named, newer))
            {
                superseded.Add(warning.WarningId);
                continue;
            }

            Remember(named, newer);
            var isLookedAt = (evaluated == 0 || evaluated + named.Count <= _limits.Evaluated) && (open.HasRoom || settled.HasRoom);
            evaluated += isLookedAt ? named.Count : 0;
            Work += isLookedAt ? named.Count : 0;
            if (isLookedAt && (WarningAssessment.StandingOf(warning, state, departures) == WarningStanding.Settled ? settled : open).TryTake(named.Count))
            {
                shown.Add(warning);
            }
            else
            {
                older.Add(warning.WarningId);
            }
        }

        return new WarningDigest { Shown = InOrder(shown), Superseded = InOrder(superseded), Older = InOrder(older) };
    }

    private static EquatableList<T> InOrder<T>(List<T> newestFirst)
    {
        newestFirst.Reverse();
        return newestFirst.ToEquatableList();
    }

    private static void Remember(NamedParticipants named, Dictionary<string, List<NamedParticipants>> newer)
    {
        foreach (var subject in named.Subjects)
        {
            if (!newer.TryGetValue(subject, out var known))
            {
                newer[subject] = known = [];
            }

            if (known.Count < MostCompared)
            {
                known.Add(named);
            }
        }
    }

    // What is about a step and a work package is superseded when it is on both.
    private bool IsSuperseded(NamedParticipants named, Dictionary<string, List<NamedParticipants>> newer)
    {
        foreach (var subject in named.Subjects)
        {
            if (!newer.TryGetValue(subject, out var known) || !IsWithinOne(named, known))
            {
                return false;
            }
        }

        return named.Subjects.Count > 0;
    }

    private bool IsWithinOne(NamedParticipants named, List<NamedParticipants> known)
    {
        foreach (var other in known)
        {
            Work += named.Words;
            if (named.IsWithin(other))
            {
                return true;
            }
        }

        return false;
    }

    private NamedParticipants NamedBy(WarningEntry warning)
    {
        if (!_named.TryGetValue(warning.WarningId, out var named) || !named.IsOf(warning))
        {
            Work += warning.ParticipantIds.Count;
            _named[warning.WarningId] = named = NamedParticipants.Of(warning, _numbers);
        }

        return named;
    }
}
