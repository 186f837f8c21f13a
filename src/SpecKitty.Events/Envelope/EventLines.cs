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

    private static List<EventLine> ReadBlock(ReadOnlyMemory<byte> text, EventReader[] readers, ref int number)
    {
        var parts = Split(text, readers.Length);
        var results = new Part[parts.Count];
        if (parts.Count == 1)
        {
            results[0] = ReadPart(parts[0], readers[0]);
        }
        else
        {
            Parallel.For(0, parts.Count, i => results[i] = ReadPart(parts[i], readers[i]));
        }

        var lines = new List<EventLine>(results.Sum(part => part.Lines.Count));
        foreach (var part in results)
        {
            foreach (var line in part.Lines)
            {
                lines.Add(line with { Number = line.Number + number });
            }

            number += part.LineCount;
        }

        return lines;
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

    private static Part ReadPart(ReadOnlyMemory<byte> text, EventReader reader)
    {
        var lines = new List<EventLine>();
        var count = 0;
        while (!text.IsEmpty)
        {
            var end = text.Span.IndexOf((byte)'\n');
            var line = end < 0 ? text : text[..end];
            text = end < 0 ? default : text[(end + 1)..];
            count++;
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

            lines.Add(new EventLine(count, result));
        }

        return new Part(lines, count);
    }

    private sealed record Part(List<EventLine> Lines, int LineCount);
}
