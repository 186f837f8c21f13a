using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace SpecKitty.Client.Queue;

/// <summary>A row as it stands in the file.</summary>
/// <param name="Position">Its place in the queue.</param>
/// <param name="EventId">The envelope's id.</param>
/// <param name="EventType">The envelope's type.</param>
/// <param name="ProjectUuid">The envelope's project.</param>
/// <param name="State">How far it has come.</param>
/// <param name="Attempts">How often the server has rejected it.</param>
/// <param name="Category">The category of the last rejection; null when there was none.</param>
/// <param name="Reason">The last rejection; null when there was none.</param>
/// <param name="QueuedAt">When it was queued, in milliseconds of the Unix epoch.</param>
/// <param name="Body">The envelope, or what the disk made of it.</param>
/// <param name="IsIntact">Whether it matches its checksum.</param>
internal sealed record StoredRow(
    long Position,
    string EventId,
    string EventType,
    string ProjectUuid,
    EventState State,
    int Attempts,
    string? Category,
    string? Reason,
    long QueuedAt,
    byte[] Body,
    bool IsIntact)
{
    /// <summary>The category of a row that does not match its checksum.</summary>
    public const string DamagedCategory = "damaged_row";

    /// <summary>What <see cref="Read"/> wants selected, in this order.</summary>
    public const string Columns = "position, event_id, event_type, project_uuid, state, attempts, category, reason, queued_at, checksum, body";

    /// <summary>Reads the row that the reader stands on. Values that cannot be read make it a damaged one, never an error.</summary>
    /// <remarks>A sync reads every row that it sends, so columns are taken as the bytes that they are; the provider would make an object of each first.</remarks>
    public static StoredRow Read(SqliteDataReader reader)
    {
        var row = reader.Handle!;
        var id = raw.sqlite3_column_blob(row, 1);
        var type = raw.sqlite3_column_blob(row, 2);
        var project = raw.sqlite3_column_blob(row, 3);
        var body = raw.sqlite3_column_blob(row, 10).ToArray();
        var isText = raw.sqlite3_column_type(row, 9) == raw.SQLITE_TEXT;
        return new StoredRow(
            reader.GetInt64(0),
            Encoding.UTF8.GetString(id),
            Encoding.UTF8.GetString(type),
            Encoding.UTF8.GetString(project),
            StateText.Parse(Text(reader, 4) ?? ""),
            (int)Math.Clamp(raw.sqlite3_column_int64(row, 5), 0, int.MaxValue),
            Text(reader, 6),
            Text(reader, 7),
            raw.sqlite3_column_int64(row, 8),
            body,
            RowChecksum.IsOf(raw.sqlite3_column_blob(row, 9), isText, id, type, project, body));
    }

    /// <summary>The row without checksum and body.</summary>
    public QueueEntry ToEntry() => new(Position, EventId, EventType, ProjectUuid, State, Attempts, Category, Reason, Instant(QueuedAt));

    /// <summary>A stored time; that of a damaged row may be none, and is then the epoch's.</summary>
    public static DateTimeOffset Instant(long milliseconds) =>
        milliseconds is > 0 and < 253_402_300_799_999 ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds) : DateTimeOffset.UnixEpoch;

    private static string? Text(SqliteDataReader reader, int column) => reader.GetValue(column) switch
    {
        string text => text,
        DBNull => null,
        byte[] bytes => Encoding.UTF8.GetString(bytes),
        var other => Convert.ToString(other, System.Globalization.CultureInfo.InvariantCulture),
    };
}
