using Microsoft.Data.Sqlite;
using SpecKitty.Client.Home;

namespace SpecKitty.Client.Queue;

/// <summary>Reads the sound rows of a damaged queue file, and puts the events that were not delivered into the queue.</summary>
/// <remarks>
/// The file itself is not changed: a copy of it is read. A row counts as sound when it matches its checksum. What the queue has already is not added a second time, so
/// that it can be run again. Events that a server had rejected are pending again.
/// </remarks>
/// <param name="queue">The queue that takes the events.</param>
/// <param name="home">The user's folder, whose own queue is no file to read back.</param>
public sealed class QueueSalvage(OfflineQueue queue, SpecKittyHome home)
{
    private const int RowsAtOnce = 500;

    /// <summary>Where the end of the table cannot be read, so many rows after the last one that can are tried: more than a queue takes by default.</summary>
    private const long TriedPastTheLast = 1 << 18;

    /// <summary>Reads a file back.</summary>
    /// <param name="path">The file.</param>
    /// <param name="dryRun">Whether to count only.</param>
    /// <exception cref="ClientException">The file is missing, is the queue in use, or is not a queue; or the queue is full, or has another event of the same id.</exception>
    public SalvageResult Run(string path, bool dryRun = false)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (Path.GetFullPath(path) == home.QueuePath)
        {
            throw new ClientException(ClientFailure.Misuse, $"{path} is the queue in use.", "Name the damaged file that was kept, queue.db.damaged-TIME, or a copy.");
        }

        if (!File.Exists(path))
        {
            throw new ClientException(ClientFailure.Misuse, $"There is no file {path}.", "Name the damaged file that was kept, queue.db.damaged-TIME in your folder, or a copy.");
        }

        using var copy = QueueCopy.Of(path);
        using var connection = Connect(copy.Path, path);
        var (rows, unreadable) = Read(connection, path);
        var sound = rows.Where(row => row.IsIntact && Guid.TryParseExact(row.ProjectUuid, "D", out _)).ToList();
        var undelivered = sound.Where(row => row.State != EventState.Delivered).Select(row => new QueuedEvent(row.EventId, row.EventType, Guid.ParseExact(row.ProjectUuid, "D"), row.Body)).ToList();
        var salvaged = dryRun ? undelivered.Count(IsMissing) : undelivered.Chunk(RowsAtOnce).Sum(queue.EnqueueAll);
        return new SalvageResult(salvaged, undelivered.Count - salvaged, sound.Count - undelivered.Count, rows.Count - sound.Count, unreadable);
    }

    private bool IsMissing(QueuedEvent queued) => new QueueRepair(queue, home).Find(queued.EventId) is null;

    private static SqliteConnection Connect(string copy, string path)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = copy, Mode = SqliteOpenMode.ReadWrite, Pooling = false }.ToString());
        try
        {
            connection.Open();
            using var probe = connection.CreateCommand();
            probe.CommandText = "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = 'events'";
            return (long)probe.ExecuteScalar()! == 1 ? connection : throw NotAQueue(path, "it has no table of events", cause: null);
        }
        catch (SqliteException refused)
        {
            connection.Dispose();
            throw NotAQueue(path, refused.Message, refused);
        }
        catch (ClientException)
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Reads all rows that can be read, in the order of queueing. Where a stretch breaks off, its halves are read, down to the single row.</summary>
    private static (List<StoredRow> Rows, long Unreadable) Read(SqliteConnection connection, string path)
    {
        var rows = new List<StoredRow>();
        var unreadable = 0L;
        if (TryRead(connection, path, 1, long.MaxValue, rows))
        {
            return (rows, 0);
        }

        var first = rows.Count > 0 ? rows[^1].Position + 1 : 1;
        var stretches = new Stack<(long From, long To)>();
        stretches.Push((first, LastPosition(connection) ?? first + TriedPastTheLast));
        while (stretches.TryPop(out var stretch))
        {
            var before = rows.Count;
            if (stretch.From > stretch.To || TryRead(connection, path, stretch.From, stretch.To, rows))
            {
                continue;
            }

            var from = rows.Count > before ? rows[^1].Position + 1 : stretch.From;
            if (from >= stretch.To)
            {
                unreadable++;
                continue;
            }

            var middle = from + ((stretch.To - from) / 2);
            stretches.Push((middle + 1, stretch.To));
            stretches.Push((from, middle));
        }

        return (rows, unreadable);
    }

    private static bool TryRead(SqliteConnection connection, string path, long from, long to, List<StoredRow> rows)
    {
        try
        {
            using var select = connection.CreateCommand();
#pragma warning disable CA2100 // The columns are a constant.
            select.CommandText = $"SELECT {StoredRow.Columns} FROM events NOT INDEXED WHERE position BETWEEN $from AND $to ORDER BY position";
#pragma warning restore CA2100
            select.Parameters.AddWithValue("$from", from);
            select.Parameters.AddWithValue("$to", to);
            using var reader = select.ExecuteReader();
            while (reader.Read())
            {
                rows.Add(StoredRow.Read(reader));
            }

            return true;
        }
        catch (SqliteException damage) when (damage.SqliteErrorCode is QueueFault.Corrupt or QueueFault.NotADatabase or QueueFault.InputOutput)
        {
            return false;
        }
        catch (SqliteException refused)
        {
            throw NotAQueue(path, refused.Message, refused);
        }
    }

    private static long? LastPosition(SqliteConnection connection)
    {
        try
        {
            using var last = connection.CreateCommand();
            last.CommandText = "SELECT max(position) FROM events NOT INDEXED";
            return last.ExecuteScalar() as long?;
        }
        catch (SqliteException)
        {
            return null;
        }
    }

    private static ClientException NotAQueue(string path, string what, Exception? cause) => new(
        ClientFailure.LocalFile,
        $"No event can be read from {path}: {what.TrimEnd('.')}.",
        "Check that it is a queue.db or a copy of one, with its -wal file beside it if there is one.",
        cause);
}
