using System.IO.Compression;

namespace SpecKitty.Client.Http;

/// <summary>The body of a batch: <c>{"events":[...]}</c>, gzip.</summary>
internal static class BatchBody
{
    private static ReadOnlySpan<byte> Start => "{\"events\":["u8;

    private static ReadOnlySpan<byte> Separator => ","u8;

    private static ReadOnlySpan<byte> End => "]}"u8;

    /// <summary>How many bytes the body of some events has before compression, beside the events themselves.</summary>
    public static long Overhead(int events) => Start.Length + End.Length + (Math.Max(events - 1, 0) * (long)Separator.Length);

    /// <summary>Writes events into one compressed body.</summary>
    public static ReadOnlyMemory<byte> Compress(IReadOnlyList<ReadOnlyMemory<byte>> events)
    {
        var buffer = new MemoryStream();
        using (var gzip = new GZipStream(buffer, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(Start);
            for (var index = 0; index < events.Count; index++)
            {
                gzip.Write(index > 0 ? Separator : []);
                gzip.Write(events[index].Span);
            }

            gzip.Write(End);
        }

        return buffer.GetBuffer().AsMemory(0, (int)buffer.Length);
    }
}
