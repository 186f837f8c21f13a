using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;

namespace SpecKitty.Client.Queue;

/// <summary>Adds rows, and holds the limit.</summary>
internal sealed class QueueInsert(OfflineQueueOptions options, TimeProvider clock) : IDisposable
{
    private const int ConstraintViolated = 19;

    private const string Columns = "INSERT INTO events (event_id, event_type, project_uuid, queued_at, checksum, body)";

    // Positions have gaps but no repetitions, so there are at most as many rows as there are positions from the first to the last:
    // nearly always two looks at the index tell that there is room, and only near the limit are rows counted.
    private const string Span =
        """
        (SELECT coalesce(max(position), 0) FROM events INDEXED BY events_undelivered WHERE state <> 'delivered')
          - (SELECT coalesce(min(position), 1) FROM events INDEXED BY events_undelivered WHERE state <> 'delivered') + 1
        """;

    private const string Undelivered = "(SELECT count(*) FROM events INDEXED BY events_undelivered WHERE state <> 'delivered')";

    private const string HasRoom = $"($limit > {Span} OR $limit > {Undelivered})";

    private Statement? _alone;
    private Statement? _among;

    /// <summary>Adds one row in a step of its own.</summary>
    /// <returns>Whether it was added; false when the very same event was queued before.</returns>
    public bool Add(SqliteConnection connection, QueuedEvent queued)
    {
        var insert = For(connection, ref _alone, $"{Columns} SELECT $id, $type, $project, $now, $checksum, $body WHERE {HasRoom}");
        return Run(insert, transaction: null, queued) switch
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
        var insert = For(connection, ref _among, $"{Columns} VALUES ($id, $type, $project, $now, $checksum, $body)");
        var room = Room(connection, transaction, queued.Count);
        var added = 0;
        foreach (var one in queued)
        {
            // Nobody else writes while the transaction lasts, so what fits is known from its start.
            if (Run(insert, transaction, one) is not null && ++added > room)
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

    public void Dispose()
    {
        _alone?.Command.Dispose();
        _among?.Command.Dispose();
    }

    /// <summary>Runs an insert.</summary>
    /// <returns>How many rows were added; null when the very same event was there.</returns>
    private int? Run(Statement insert, SqliteTransaction? transaction, QueuedEvent queued)
    {
        var project = queued.ProjectUuid.ToString("D");
        var checksum = RowChecksum.Of(queued.EventId, queued.EventType, project, queued.Body.Span);
        insert.Command.Transaction = transaction;
        insert.Id.Value = queued.EventId;
        insert.Type.Value = queued.EventType;
        insert.Project.Value = project;
        insert.Body.Value = WholeArray(queued.Body);
        insert.Checksum.Value = checksum;
        insert.Now.Value = clock.GetUtcNow().ToUnixTimeMilliseconds();
        try
        {
            return insert.Command.ExecuteNonQuery();
        }
        catch (SqliteException taken) when (taken.SqliteErrorCode == ConstraintViolated)
        {
            return Holds(insert.Command.Connection!, transaction, queued.EventId, checksum) ? null : throw IdTaken(queued.EventId, taken);
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

    private Statement For(SqliteConnection connection, ref Statement? kept, string text)
    {
        if (kept is not null && ReferenceEquals(kept.Command.Connection, connection))
        {
            return kept;
        }

        kept?.Command.Dispose();
        kept = new Statement(connection, text, options.Limit);
        return kept;
    }

    private static bool IsKnown(SqliteConnection connection, QueuedEvent queued) =>
        Holds(connection, transaction: null, queued.EventId, RowChecksum.Of(queued.EventId, queued.EventType, queued.ProjectUuid.ToString("D"), queued.Body.Span));

    private static byte[] WholeArray(ReadOnlyMemory<byte> body) =>
        MemoryMarshal.TryGetArray(body, out var segment) && segment.Offset == 0 && segment.Count == segment.Array!.Length ? segment.Array : body.ToArray();

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

    /// <summary>A prepared statement with its parameters at hand.</summary>
    private sealed class Statement
    {
        public Statement(SqliteConnection connection, string text, long limit)
        {
            Command = connection.CreateCommand();
#pragma warning disable CA2100 // Every text is made of constants of this file.
            Command.CommandText = text;
#pragma warning restore CA2100
            Id = Command.Parameters.Add("$id", SqliteType.Text);
            Type = Command.Parameters.Add("$type", SqliteType.Text);
            Project = Command.Parameters.Add("$project", SqliteType.Text);
            Now = Command.Parameters.Add("$now", SqliteType.Integer);
            Checksum = Command.Parameters.Add("$checksum", SqliteType.Blob);
            Body = Command.Parameters.Add("$body", SqliteType.Blob);
            if (text.Contains("$limit", StringComparison.Ordinal))
            {
                Command.Parameters.AddWithValue("$limit", limit);
            }
        }

        public SqliteCommand Command { get; }

        public SqliteParameter Id { get; }

        public SqliteParameter Type { get; }

        public SqliteParameter Project { get; }

        public SqliteParameter Now { get; }

        public SqliteParameter Checksum { get; }

        public SqliteParameter Body { get; }
    }
}
