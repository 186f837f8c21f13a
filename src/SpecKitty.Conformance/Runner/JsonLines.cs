namespace SpecKitty.Conformance.Runner;

/// <summary>The lines of a JSON Lines file; blank ones count for the numbers and are left out.</summary>
internal static class JsonLines
{
    public const string Suffix = ".jsonl";

    public static List<(int Number, ReadOnlyMemory<byte> Text)> Of(ReadOnlyMemory<byte> file)
    {
        var lines = new List<(int, ReadOnlyMemory<byte>)>();
        var number = 0;
        foreach (var range in file.Span.Split((byte)'\n'))
        {
            number++;
            var line = file[range];
            if (line.Span.ContainsAnyExcept(" \t\r"u8))
            {
                lines.Add((number, line));
            }
        }

        return lines;
    }
}
