using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;

namespace SpecKitty.Client.Queue;

/// <summary>Adds rows, and holds the limit.</summary>
internal sealed class QueueInsert(OfflineQueueOptions options, TimeProvider clock)
{
    private const int ConstraintViolated = 19;
    private const int ManyRows = 128;

    private const string Columns = "INSERT INTO events (event_id, event_type, project_uuid, queued_at, checksum, body)";

    // Positions have gaps but no repetitions, so there are at most as many rows as there are positions from the first to the last:
    // nearly always two looks at the index tell that there is room, and only near the limit are rows counted.
    private const string Span =
        """
        (SELECT coalesce(max(position), 0) FROM events INDEXED BY events_undelivered WHERE state <> 'delivered')
          - (SELECT coalesce(min(position), 1) FROM events INDEXED BY events_undelivered WHERE state <> 'delivered') + 1
        """;

    private const string Undelivered = "(SELECT count(*) FROM events INDEXED BY events_undelivered WHERE state <> 'delivered')";

    private const string HasRoom = $"(?7 > {Span} OR ?7 > {Undelivered})";

    private byte[] _row = new byte[4096];
    private (Guid Project, string Text) _project = (Guid.Empty, Guid.Empty.ToString("D"));
    private RowStatement? _alone;
    private RowStatement? _among;

    /// <summary>Adds one row in a step of its own.</summary>
    /// <returns>Whether it was added; false when the very same event was queued before.</returns>
    public bool Add(SqliteConnection connection, QueuedEvent queued)
    {
        var insert = For(connection, ref _alone, $"{Columns} SELECT ?1, ?2, ?3, ?4, ?5, ?6 WHERE {HasRoom}");
        return Run(insert, transaction: null, queued, ChecksumOf(queued), options.Limit) switch
        {
            null => false,
            0 => IsKnown(connection, queued) ? false : throw Full(),
            _ => true,
        };
    }

    /// <summary>Adds rows in a transaction.</summary>
    /// <returns>How many were added; those queued before do not count.</returns>
    public int AddAll(SqliteConnection connection, SqliteTransaction transaction, IReadOnlyCollection<QueuedEvent> queued)
    {
        var insert = For(connection, ref _among, $"{Columns} VALUES (?1, ?2, ?3, ?4, ?5, ?6)");
        var room = Room(connection, transaction, queued.Count);
        QueuedEvent[] all = [.. queued];
        var checksums = Checksums(all);
        var added = 0;
        for (var i = 0; i < all.Length; i++)
        {
            // Nobody else writes while the transaction lasts, so what fits is known from its start.
            if (Run(insert, transaction, all[i], checksums[i], limit: null) is not null && ++added > room)
            {
                throw Full();
            }
        }

        return added;
    }

    /// <summary>How many undelivered rows more fit in: at least this many when it is no less than what is wanted, else exactly this many.</summary>
    public long Room(SqliteConnection connection, SqliteTransaction transaction, long wanted)
    {
        var atLeast = options.Limit - Number(connection, transaction, $"SELECT {Span}");
        return atLeast >= wanted ? atLeast : options.Limit - Number(connection, transaction, $"SELECT {Undelivered}");
    }

    /// <summary>Lets go of what was prepared on a connection that is being closed.</summary>
    public void Forget()
    {
        _alone?.Dispose();
        _among?.Dispose();
        _alone = null;
        _among = null;
    }

    /// <summary>Runs an insert.</summary>
    /// <returns>How many rows were added; null when the very same event was there.</returns>
    private int? Run(RowStatement insert, SqliteTransaction? transaction, QueuedEvent queued, byte[] checksum, long? limit)
    {
        if (_project.Project != queued.ProjectUuid)
        {
            _project = (queued.ProjectUuid, queued.ProjectUuid.ToString("D"));
        }

        var most = RowBytes.Most(queued.EventId, queued.EventType, _project.Text, queued.Body.Length);
        if (_row.Length < most)
        {
            _row = new byte[most];
        }

        var row = RowBytes.Write(_row, queued.EventId, queued.EventType, _project.Text, queued.Body.Span);
        try
        {
            return insert.Run(row, clock.GetUtcNow().ToUnixTimeMilliseconds(), checksum, limit);
        }
        catch (SqliteException taken) when (taken.SqliteErrorCode == ConstraintViolated)
        {
            return Holds(insert.Connection, transaction, queued.EventId, checksum) ? null : throw IdTaken(queued.EventId, taken);
        }
    }

    private static long Number(SqliteConnection connection, SqliteTransaction transaction, string text)
    {
        using var command = connection.CreateCommand();
        command.Transaction = transaction;
#pragma warning disable CA2100 // Every text is made of constants of this file.
        command.CommandText = text;
#pragma warning restore CA2100
        return (long)command.ExecuteScalar()!;
    }

    private static RowStatement For(SqliteConnection connection, ref RowStatement? kept, string text)
    {
        if (kept is not null && ReferenceEquals(kept.Connection, connection))
        {
            return kept;
        }

        kept?.Dispose();
        kept = new RowStatement(connection, text);
        return kept;
    }

    private static bool IsKnown(SqliteConnection connection, QueuedEvent queued) =>
        Holds(connection, transaction: null, queued.EventId, ChecksumOf(queued));

    private static byte[] ChecksumOf(QueuedEvent queued) => RowChecksum.Of(queued.EventId, queued.EventType, queued.ProjectUuid.ToString("D"), queued.Body.Span);

    // Of many rows on several processors: only one can write them.
    private static byte[][] Checksums(QueuedEvent[] queued)
    {
        var checksums = new byte[queued.Length][];
        if (queued.Length < ManyRows)
        {
            CheckPart(0, queued.Length);
        }
        else
        {
            Parallel.ForEach(Partitioner.Create(0, queued.Length, ManyRows), part => CheckPart(part.Item1, part.Item2));
        }

        return checksums;

        void CheckPart(int from, int to)
        {
            for (var i = from; i < to; i++)
            {
                checksums[i] = ChecksumOf(queued[i]);
            }
        }
    }

    private static bool Holds(SqliteConnection connection, SqliteTransaction? transaction, string eventId, byte[] checksum)
    {
        using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = "SELECT checksum FROM events WHERE event_id = $id";
        command.Parameters.AddWithValue("$id", eventId);
        return command.ExecuteScalar() is { } stored && RowChecksum.Matches(stored, checksum);
    }

    private ClientException Full() => new(
        ClientFailure.LocalFile,
        $"The queue is full: {options.Limit} events wait to be delivered. Nothing was queued by this attempt.",
        "Deliver what waits with 'spec-kitty sync now', and look at 'spec-kitty sync status'. Nothing was dropped.");

    private static ClientException IdTaken(string eventId, Exception cause) => new(
        ClientFailure.LocalFile,
        $"The queue already holds another event with the id {eventId}. This event was not queued.",
        "Give each event an id of its own.",
        cause);
}
