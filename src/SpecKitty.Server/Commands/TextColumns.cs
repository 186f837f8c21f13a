namespace SpecKitty.Server.Commands;

/// <summary>Writes rows to standard output, in columns as wide as what stands in them.</summary>
internal sealed class TextColumns(params string[] titles)
{
    private readonly List<string[]> _rows = [titles];

    /// <summary>Adds a row with as many cells as there are titles.</summary>
    public void Add(params string[] cells) => _rows.Add(cells);

    /// <summary>Writes the titles and the rows.</summary>
    public async Task<int> WriteAsync()
    {
        int[] widths = [.. titles.Select((_, column) => _rows.Max(row => row[column].Length))];
        foreach (var row in _rows)
        {
            await Console.Out.WriteLineAsync(string.Join("  ", row.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd());
        }

        return ExitCodes.Fine;
    }

    /// <summary>An instant in UTC, to the minute.</summary>
    public static string Minute(DateTimeOffset? instant) => instant is { } at ? $"{at.UtcDateTime:yyyy-MM-dd HH:mm}Z" : "never";
}
