namespace SpecKitty.Server.Requests;

/// <summary>Measures how far a name that was written is from one that exists.</summary>
internal static class LetterChanges
{
    /// <summary>How many letters to insert, drop or change to get from one name to the other (the Levenshtein distance).</summary>
    public static int Count(string left, string right)
    {
        var row = Enumerable.Range(0, right.Length + 1).ToArray();
        for (var i = 1; i <= left.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var cost = left[i - 1] == right[j - 1] ? diagonal : diagonal + 1;
                diagonal = row[j];
                row[j] = Math.Min(cost, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[^1];
    }
}
