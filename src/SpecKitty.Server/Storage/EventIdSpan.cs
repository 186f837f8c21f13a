namespace SpecKitty.Server.Storage;

/// <summary>From which id to which the ids of a post reach.</summary>
/// <remarks>
/// A producer's ids grow with time, so that between the first and the last of a new batch a project usually has none:
/// one look for that spares a look for each.
/// </remarks>
/// <param name="First">The lowest, in ordinal order.</param>
/// <param name="Last">The highest.</param>
internal readonly record struct EventIdSpan(string First, string Last)
{
    // Fewer are looked up at once.
    private const int Fewest = 8;

    /// <summary>The span of some ids.</summary>
    /// <returns>Null when they are too few for it to be worth a look of its own.</returns>
    public static EventIdSpan? Of(IReadOnlyCollection<string> eventIds)
    {
        if (eventIds.Count < Fewest)
        {
            return null;
        }

        string? first = null;
        string? last = null;
        foreach (var id in eventIds)
        {
            first = first is null || string.CompareOrdinal(id, first) < 0 ? id : first;
            last = last is null || string.CompareOrdinal(id, last) > 0 ? id : last;
        }

        return new EventIdSpan(first!, last!);
    }

    /// <summary>Whether an id lies in the span.</summary>
    /// <param name="id">An id; null for none.</param>
    public bool Reaches(string? id) => id is not null && string.CompareOrdinal(id, Last) <= 0 && string.CompareOrdinal(id, First) >= 0;
}
