using System.Buffers;
using System.IO.Compression;
using System.Text.Json;
using SpecKitty.Server.Requests;

namespace SpecKitty.Server.Ingest;

/// <summary>Turns the body of a request into the bytes of its events.</summary>
internal sealed class BatchReader(IngestLimits limits)
{
    private const int FirstBuffer = 64 * 1024;

    /// <summary>Reads a body.</summary>
    /// <param name="body">The body.</param>
    /// <param name="isGzip">Whether it is gzip-encoded.</param>
    /// <param name="cancellationToken">The caller has gone.</param>
    /// <returns>The events' bytes, each an array of its own: a mission keeps its events, and must not keep the rest of their batch with them. Or the fault.</returns>
    public async Task<BatchBody> ReadAsync(Stream body, bool isGzip, CancellationToken cancellationToken)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(FirstBuffer);
        var beyond = new byte[1];
        try
        {
            var length = 0;
            await using var limited = isGzip ? new LimitedStream(body, limits.CompressedBytes) : null;
            await using var inflating = isGzip ? new GZipStream(limited!, CompressionMode.Decompress, leaveOpen: true) : null;
            var source = inflating ?? body;
            int read;
            while ((read = await source.ReadAsync(Room(buffer, length, beyond), cancellationToken)) > 0)
            {
                length += read;
                if (length > limits.Bytes)
                {
                    return TooManyBytes(isGzip);
                }

                if (length == buffer.Length && length < limits.Bytes)
                {
                    buffer = Grow(buffer, length);
                }
            }

            return Split(buffer.AsSpan(RequestJson.MarkLength(buffer.AsSpan(0, length))..length));
        }
        catch (InvalidDataException)
        {
            return BatchBody.Faulty(400, "Invalid body", "Content-Encoding says gzip, but the body is not well-formed gzip, or was cut off before its end: compress it again and send it whole, or send it plain.");
        }
        catch (BodyTooLargeException)
        {
            return TooManyCompressedBytes();
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>What can be said of a body by its announced length, before any of it is read.</summary>
    /// <returns>The fault; null when the length is none or within its limit.</returns>
    public BatchFault? CheckLength(long? length, bool isGzip)
        => length > (isGzip ? limits.CompressedBytes : limits.Bytes) ? (isGzip ? TooManyCompressedBytes() : TooManyBytes(isGzip)).Fault : null;

    private BatchBody TooManyBytes(bool isGzip)
        => BatchBody.Faulty(413, "Batch too large", $"The body has more than {limits.Bytes} bytes{(isGzip ? " when inflated" : "")}: send fewer events in one batch.");

    private BatchBody TooManyCompressedBytes()
        => BatchBody.Faulty(413, "Batch too large", $"The compressed body has more than {limits.CompressedBytes} bytes: send fewer events in one batch.");

    // The buffer never grows past the limit: whether there is more is found out with one byte.
    private Memory<byte> Room(byte[] buffer, int length, byte[] beyond)
        => length < limits.Bytes ? buffer.AsMemory(length, Math.Min(buffer.Length, limits.Bytes) - length) : beyond;

    private static byte[] Grow(byte[] buffer, int length)
    {
        var larger = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
        buffer.AsSpan(0, length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(buffer);
        return larger;
    }

    private BatchBody Split(ReadOnlySpan<byte> utf8)
    {
        try
        {
            var json = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = limits.Depth });
            if (!json.Read() || json.TokenType != JsonTokenType.StartObject)
            {
                return Invalid("The body must be a JSON object with the member events, a list of envelopes.");
            }

            List<ReadOnlyMemory<byte>>? events = null;
            while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
            {
                // A name with an escape in it may be no text at all, and nobody writes this one so.
                var isEvents = !json.ValueIsEscaped && json.ValueTextEquals("events"u8);
                json.Read();
                if (!isEvents)
                {
                    json.Skip();
                    continue;
                }

                if (events is not null)
                {
                    return Invalid("The member events stands twice in the body: send one list.");
                }

                if (json.TokenType != JsonTokenType.StartArray)
                {
                    return Invalid("The member events must be a list of envelopes.");
                }

                events = [];
                while (json.Read() && json.TokenType != JsonTokenType.EndArray)
                {
                    if (events.Count == limits.Events)
                    {
                        return Invalid($"events: a batch has at most {limits.Events}, and this one has more; send the rest in another.");
                    }

                    var start = (int)json.TokenStartIndex;
                    json.Skip();
                    events.Add(utf8[start..(int)json.BytesConsumed].ToArray());
                }
            }

            // Anything but white space after the object throws here.
            json.Read();
            return events switch
            {
                null => Invalid("The member events is missing: send {\"events\": [...]}."),
                [] => Invalid("The list of events is empty: send at least one."),
                _ => new BatchBody(events, null),
            };
        }
        catch (JsonException)
        {
            return Invalid($"The body is not JSON. {JsonFault.Describe(utf8, limits.Depth)}");
        }
    }

    private static BatchBody Invalid(string details) => BatchBody.Faulty(400, "Invalid batch", details);
}
