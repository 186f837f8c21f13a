using System.Globalization;

namespace SpecKitty.Server.Feeds;

/// <summary>A place in the log of a project, as readers keep it: a sequence, and the generation of the log that it is of.</summary>
/// <param name="Generation">The generation; <see cref="First"/> in a log that was never restored from a backup.</param>
/// <param name="Sequence">The sequence, at least 0.</param>
/// <remarks>In the first generation it is written as the sequence alone, in any other as <c>gGENERATION-SEQUENCE</c>.</remarks>
internal readonly record struct LogCursor(long Generation, long Sequence)
{
    /// <summary>The generation of a log that was never restored from a backup.</summary>
    public const long First = 1;

    /// <summary>Reads a cursor.</summary>
    /// <param name="text">What the reader sent.</param>
    /// <param name="cursor">The cursor, when the text is one.</param>
    public static bool TryRead(string text, out LogCursor cursor)
    {
        cursor = default;
        var generation = First;
        var sequence = text;
        if (text.StartsWith('g'))
        {
            var dash = text.IndexOf('-', StringComparison.Ordinal);
            if (dash < 0 || !TryNumber(text[1..dash], out generation) || generation < First)
            {
                return false;
            }

            sequence = text[(dash + 1)..];
        }

        if (!TryNumber(sequence, out var place))
        {
            return false;
        }

        cursor = new LogCursor(generation, place);
        return true;
    }

    /// <summary>Whether a log has this place: the beginning is the same in every generation, any other place is of one alone.</summary>
    /// <param name="generation">The generation of the log.</param>
    public bool IsOf(long generation) => Sequence == 0 || Generation == generation;

    /// <summary>The cursor as readers get it.</summary>
    public override string ToString() => Generation == First
        ? Sequence.ToString(CultureInfo.InvariantCulture)
        : string.Create(CultureInfo.InvariantCulture, $"g{Generation}-{Sequence}");

    private static bool TryNumber(string text, out long value) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value);
}
