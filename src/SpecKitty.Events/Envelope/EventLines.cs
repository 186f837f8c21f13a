using SpecKitty.Events.Validation;

namespace SpecKitty.Events.Envelope;

/// <summary>Reads logs in JSON Lines: one envelope a line, blank lines skipped, <c>\n</c> or <c>\r\n</c>, a byte order mark at the start let pass.</summary>
/// <remarks>Lines are read on all processors and come out in order. A stream is read in blocks of 4 MiB, or of twice its longest line: one block is in memory beside the events that the caller keeps.</remarks>
public static class EventLines
{
    private const int BlockSize = 1 << 22;
    private const int SmallestPart = 1 << 15;

    /// <summary>Reads a log from a stream.</summary>
    /// <param name="stream">The log; read to its end, not closed.</param>
    /// <param name="rules">How strictly to read; <see cref="EnvelopeRules.Library"/> when null.</param>
    /// <returns>Every line that is not blank, in order; read while it is enumerated.</returns>
    public static IEnumerable<EventLine> Read(Stream stream, EnvelopeRules? rules = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return ReadBlocks(stream, rules);
    }

    /// <summary>Reads a log from memory.</summary>
    /// <param name="utf8">The log. Events keep the memory for their payloads, so it must not change afterwards.</param>
    /// <param name="rules">How strictly to read; <see cref="EnvelopeRules.Library"/> when null.</param>
    /// <returns>Every line that is not blank, in order.</returns>
    public static IReadOnlyList<EventLine> Read(ReadOnlyMemory<byte> utf8, EnvelopeRules? rules = null)
    {
        var number = 0;
        return ReadBlock(WithoutMark(utf8), Readers(rules), ref number);
    }

    private static IEnumerable<EventLine> ReadBlocks(Stream stream, EnvelopeRules? rules)
    {
        var readers = Readers(rules);
        var number = 0;
        var isFirst = true;
        byte[] rest = [];
        while (true)
        {
            // Events keep slices of their block, so every block is memory of its own. A line that is longer than a block doubles the next one: otherwise
            // the start of the line would be copied once for every block that it spans.
            var room = Math.Max(rest.Length, BlockSize);
            var block = GC.AllocateUninitializedArray<byte>(rest.Length + room);
            rest.CopyTo(block, 0);
            var filled = rest.Length + stream.ReadAtLeast(block.AsSpan(rest.Length), room, throwOnEndOfStream: false);
            var isLast = filled < block.Length;
            var whole = isLast ? filled : block.AsSpan(0, filled).LastIndexOf((byte)'\n') + 1;
            rest = block[whole..filled];
            var text = block.AsMemory(0, whole);
            foreach (var line in ReadBlock(isFirst ? WithoutMark(text) : text, readers, ref number))
            {
                yield return line;
            }

            isFirst &= whole == 0;
            if (isLast)
            {
                yield break;
            }
        }
    }

    private static EventReader[] Readers(EnvelopeRules? rules)
        => [.. Enumerable.Range(0, Environment.ProcessorCount).Select(_ => new EventReader(rules))];

    private static ReadOnlyMemory<byte> WithoutMark(ReadOnlyMemory<byte> text)
        => text.Span.StartsWith("\uFEFF"u8) ? text[3..] : text;

    private static ArraySegment<EventLine> ReadBlock(ReadOnlyMemory<byte> text, EventReader[] readers, ref int number)
    {
        var texts = Split(text, readers.Length);
        var parts = new Part[texts.Count];
        var from = 0;
        for (var i = 0; i < parts.Length; i++)
        {
            parts[i] = new Part(texts[i], from, number + from);
            from += LinesOf(texts[i].Span);
        }

        // One array for all: every part fills its own stretch of it.
        var lines = new EventLine[from];
        number += from;
        if (parts.Length == 1)
        {
            ReadPart(parts[0], readers[0], lines);
        }
        else
        {
            Parallel.For(0, parts.Length, i => ReadPart(parts[i], readers[i], lines));
        }

        return WithoutBlanks(lines);
    }

    private static int LinesOf(ReadOnlySpan<byte> text)
        => text.Count((byte)'\n') + (text.IsEmpty || text[^1] == '\n' ? 0 : 1);

    // A blank line leaves its place empty; no line has the number 0.
    private static ArraySegment<EventLine> WithoutBlanks(EventLine[] lines)
    {
        var filled = 0;
        foreach (ref readonly var line in lines.AsSpan())
        {
            if (line.Number != 0)
            {
                lines[filled++] = line;
            }
        }

        return new ArraySegment<EventLine>(lines, 0, filled);
    }

    private static List<ReadOnlyMemory<byte>> Split(ReadOnlyMemory<byte> text, int most)
    {
        var parts = new List<ReadOnlyMemory<byte>>(most);
        var size = Math.Max(SmallestPart, (text.Length / most) + 1);
        while (parts.Count < most - 1 && text.Length > size)
        {
            var end = text.Span[size..].IndexOf((byte)'\n');
            if (end < 0)
            {
                break;
            }

            parts.Add(text[..(size + end + 1)]);
            text = text[(size + end + 1)..];
        }

        parts.Add(text);
        return parts;
    }

    private static void ReadPart(Part part, EventReader reader, EventLine[] lines)
    {
        var text = part.Text;
        for (var i = 0; !text.IsEmpty; i++)
        {
            var end = text.Span.IndexOf((byte)'\n');
            var line = end < 0 ? text : text[..end];
            text = end < 0 ? default : text[(end + 1)..];
            if (line.Span.IndexOfAnyExcept((byte)' ', (byte)'\t', (byte)'\r') < 0)
            {
                continue;
            }

            var result = reader.Read(line);
            if (result.IsValid && PayloadCatalogue.Contract.TryGet(result.Value.EventType, out _))
            {
                // The fold of a log asks for the payloads next; reading them here uses all processors.
                TypedPayload.Of(result.Value, reader.Texts);
            }

            lines[part.From + i] = new EventLine(part.NumberBefore + i + 1, result);
        }
    }

    /// <summary>A stretch of a block: its text, the place of its first line in the block, and how many lines stand before it in the log.</summary>
    private sealed record Part(ReadOnlyMemory<byte> Text, int From, int NumberBefore);
}
