namespace SpecKitty.Client.Emitting;

/// <summary>Finds what was probably meant by a name that does not exist.</summary>
internal static class NearestName
{
    /// <summary>The known name that takes the fewest changes of single letters to get to, without regard to case.</summary>
    /// <returns>It; null when more than a third of the letters, and more than one, would have to change.</returns>
    public static string? Of(string typed, IEnumerable<string> known)
    {
        var most = Math.Max(1, typed.Length / 3);
        var (nearest, fewest) = ((string?)null, most + 1);
        foreach (var name in known)
        {
            var changes = Distance(typed.ToUpperInvariant(), name.ToUpperInvariant());
            if (changes < fewest)
            {
                (nearest, fewest) = (name, changes);
            }
        }

        return nearest;
    }

    private static int Distance(string one, string other)
    {
        var row = Enumerable.Range(0, other.Length + 1).ToArray();
        for (var at = 1; at <= one.Length; at++)
        {
            var diagonal = row[0];
            row[0] = at;
            for (var against = 1; against <= other.Length; against++)
            {
                var replaced = diagonal + (one[at - 1] == other[against - 1] ? 0 : 1);
                diagonal = row[against];
                row[against] = Math.Min(replaced, Math.Min(row[against], row[against - 1]) + 1);
            }
        }

        return row[^1];
    }
}
