using System.IO.Compression;

namespace SpecKitty.Load.Traffic;

/// <summary>Bodies of requests, made before anything is measured.</summary>
internal static class BatchBody
{
    /// <summary>The body as a producer sends it that has nothing to spare, such as our own.</summary>
    public static byte[] Gzip(IReadOnlyList<LoadEvent> events)
    {
        var buffer = new MemoryStream();
        using (var gzip = new GZipStream(buffer, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(Plain(events));
        }

        return buffer.ToArray();
    }

    public static byte[] Plain(IReadOnlyList<LoadEvent> events)
    {
        var body = new MemoryStream();
        body.Write("{\"events\":["u8);
        for (var i = 0; i < events.Count; i++)
        {
            if (i > 0)
            {
                body.WriteByte((byte)',');
            }

            body.Write(events[i].Envelope);
        }

        body.Write("]}"u8);
        return body.ToArray();
    }
}
