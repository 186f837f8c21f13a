using System.Buffers;
using System.IO.Compression;

namespace SpecKitty.Client.Http;

/// <summary>Events on their way to a server: <c>{"events":[...]}</c>, gzip.</summary>
public sealed class CompressedBatch
{
    private CompressedBatch(ReadOnlyMemory<byte> body) => Body = body;

    /// <summary>The bytes that are sent.</summary>
    public ReadOnlyMemory<byte> Body { get; }

    private static ReadOnlySpan<byte> Start => "{\"events\":["u8;

    private static ReadOnlySpan<byte> Separator => ","u8;

    private static ReadOnlySpan<byte> End => "]}"u8;

    /// <summary>How many bytes the body of some events has before compression, beside the events themselves.</summary>
    internal static long Overhead(int events) => Start.Length + End.Length + (Math.Max(events - 1, 0) * (long)Separator.Length);

    /// <summary>Puts events into a batch.</summary>
    /// <param name="events">The envelopes as UTF-8 JSON, in order.</param>
    public static CompressedBatch Of(IReadOnlyList<ReadOnlyMemory<byte>> events)
    {
        ArgumentNullException.ThrowIfNull(events);

        // In one piece: each write to the compressor costs as much as some hundred bytes.
        var length = (int)Overhead(events.Count) + events.Sum(one => one.Length);
        var plain = ArrayPool<byte>.Shared.Rent(length);
        var buffer = new MemoryStream();
        try
        {
            Write(plain, events);
            using var gzip = new GZipStream(buffer, CompressionLevel.Fastest, leaveOpen: true);
            gzip.Write(plain, 0, length);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(plain);
        }

        return new CompressedBatch(buffer.GetBuffer().AsMemory(0, (int)buffer.Length));
    }

    private static void Write(Span<byte> body, IReadOnlyList<ReadOnlyMemory<byte>> events)
    {
        var rest = Append(body, Start);
        for (var index = 0; index < events.Count; index++)
        {
            rest = Append(Append(rest, index > 0 ? Separator : []), events[index].Span);
        }

        Append(rest, End);
    }

    private static Span<byte> Append(Span<byte> body, ReadOnlySpan<byte> part)
    {
        part.CopyTo(body);
        return body[part.Length..];
    }
}
