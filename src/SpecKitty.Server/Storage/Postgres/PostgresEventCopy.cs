using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using Npgsql;

namespace SpecKitty.Server.Storage.Postgres;

/// <summary>Writes many events by COPY in the binary format.</summary>
/// <remarks>The rows are written into the bytes of the format here, without a call for each column: of a large batch that takes a fraction of what the database takes.</remarks>
internal static class PostgresEventCopy
{
    public const string Columns = "project_uuid, sequence, lamport_clock, received_at, event_id, event_type, mission_id, principal, envelope";

    private const short ColumnCount = 9;
    private const int ChunkLength = 64 * 1024;
    private static readonly DateTime Epoch = new(2000, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    // Signature, flags, and the length of an extension: see the documentation of COPY.
    private static readonly byte[] Header = [.. "PGCOPY\n"u8, 0xFF, (byte)'\r', (byte)'\n', 0, 0, 0, 0, 0, 0, 0, 0, 0];

    public static async Task WriteAsync(NpgsqlConnection connection, Guid projectId, long firstSequence, IReadOnlyList<NewEvent> events)
    {
        var stream = await connection.BeginRawBinaryCopyAsync($"COPY events ({Columns}) FROM STDIN (FORMAT BINARY)");
        await using var closing = stream;
        var buffer = new ArrayBufferWriter<byte>(2 * ChunkLength);
        buffer.Write(Header);
        for (var i = 0; i < events.Count; i++)
        {
            WriteRow(buffer, projectId, firstSequence + i, events[i]);
            if (buffer.WrittenCount >= ChunkLength)
            {
                await stream.WriteAsync(buffer.WrittenMemory);
                buffer.ResetWrittenCount();
            }
        }

        WriteCount(buffer, -1);
        await stream.WriteAsync(buffer.WrittenMemory);
    }

    private static void WriteRow(ArrayBufferWriter<byte> buffer, Guid projectId, long sequence, NewEvent added)
    {
        WriteCount(buffer, ColumnCount);
        WriteLength(buffer, 16);
        projectId.TryWriteBytes(buffer.GetSpan(16), bigEndian: true, out _);
        buffer.Advance(16);
        WriteNumber(buffer, sequence);
        WriteNumber(buffer, added.LamportClock);
        WriteNumber(buffer, (PostgresValues.Instant(added.ReceivedAt) - Epoch).Ticks / TimeSpan.TicksPerMicrosecond);
        WriteText(buffer, added.EventId);
        WriteText(buffer, added.EventType);
        WriteText(buffer, added.MissionId);
        WriteText(buffer, added.Principal);
        WriteLength(buffer, added.Envelope.Length);
        buffer.Write(added.Envelope.Span);
    }

    private static void WriteText(ArrayBufferWriter<byte> buffer, string? text)
    {
        if (text is null)
        {
            WriteLength(buffer, -1);
            return;
        }

        StoredText.Check(text);
        var span = buffer.GetSpan(sizeof(int) + Encoding.UTF8.GetMaxByteCount(text.Length));
        var length = Encoding.UTF8.GetBytes(text, span[sizeof(int)..]);
        BinaryPrimitives.WriteInt32BigEndian(span, length);
        buffer.Advance(sizeof(int) + length);
    }

    private static void WriteNumber(ArrayBufferWriter<byte> buffer, long value)
    {
        WriteLength(buffer, sizeof(long));
        BinaryPrimitives.WriteInt64BigEndian(buffer.GetSpan(sizeof(long)), value);
        buffer.Advance(sizeof(long));
    }

    private static void WriteLength(ArrayBufferWriter<byte> buffer, int length)
    {
        BinaryPrimitives.WriteInt32BigEndian(buffer.GetSpan(sizeof(int)), length);
        buffer.Advance(sizeof(int));
    }

    private static void WriteCount(ArrayBufferWriter<byte> buffer, short count)
    {
        BinaryPrimitives.WriteInt16BigEndian(buffer.GetSpan(sizeof(short)), count);
        buffer.Advance(sizeof(short));
    }

    /// <summary>The statement that adds a few events, for which COPY is not worth its round trips.</summary>
    /// <param name="projectId">The project.</param>
    /// <param name="before">The sequence before the first of them.</param>
    /// <param name="events">The events.</param>
    public static PostgresStatement Insert(Guid projectId, long before, IReadOnlyList<NewEvent> events) => PostgresStatement.Make(
        $"INSERT INTO events ({Columns}) SELECT $1, $2 + n, lamport_clock, received_at, event_id, event_type, mission_id, principal, envelope "
        + "FROM unnest($3, $4, $5, $6, $7, $8, $9) WITH ORDINALITY AS added (lamport_clock, received_at, event_id, event_type, mission_id, principal, envelope, n)",
        PostgresValues.Uuid(projectId),
        PostgresValues.Number(before),
        PostgresValues.Numbers(events.Select(added => added.LamportClock)),
        PostgresValues.Times(events.Select(added => added.ReceivedAt)),
        PostgresValues.Texts(events.Select(added => added.EventId)),
        PostgresValues.Texts(events.Select(added => added.EventType)),
        PostgresValues.Texts(events.Select(added => added.MissionId)),
        PostgresValues.Texts(events.Select(added => added.Principal)),
        PostgresValues.Blobs(events.Select(added => added.Envelope)));
}
