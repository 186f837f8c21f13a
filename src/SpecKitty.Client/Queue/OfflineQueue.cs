using Microsoft.Data.Sqlite;
using SpecKitty.Client.Emitting;
using SpecKitty.Client.Home;

namespace SpecKitty.Client.Queue;

/// <summary>The events of this user that wait to be sent, on disk, in the order of queueing.</summary>
/// <remarks>
/// Any number of processes and threads may use the same file at once. What <see cref="Enqueue"/> has returned for is on disk
/// and leaves the queue only by delivery or by a person's command; nothing is evicted.
/// </remarks>
public sealed class OfflineQueue : IDisposable
{
    private const string InsertText =
        """
        INSERT INTO events (event_id, event_type, project_uuid, body, checksum, queued_at)
        SELECT $id, $type, $project, $body, $checksum, $now
        WHERE (SELECT undelivered FROM totals) < $limit
        """;

    private const int ConstraintViolated = 19;

    private readonly QueueDatabase _database;
    private readonly OfflineQueueOptions _options;
    private readonly TimeProvider _clock;
    private SqliteCommand? _insert;

    private OfflineQueue(QueueDatabase database, OfflineQueueOptions options, TimeProvider clock)
    {
        _database = database;
        _options = options;
        _clock = clock;
    }

    /// <summary>What the user must hear about the file, such as that a damaged one was set aside; null when all is well.</summary>
    public string? Notice => _database.Notice;

    /// <summary>Opens the queue of a home folder; makes folder and file when they are missing.</summary>
    /// <param name="home">The folder.</param>
    /// <param name="options">The bounds; null for the defaults.</param>
    /// <param name="clock">The clock of time stamps and leases; null for the system's.</param>
    /// <exception cref="ClientException">The file cannot be used; the message says why.</exception>
    public static OfflineQueue Open(SpecKittyHome home, OfflineQueueOptions? options = null, TimeProvider? clock = null)
    {
        ArgumentNullException.ThrowIfNull(home);
        options ??= new OfflineQueueOptions();
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Limit, 1, nameof(options));
        ArgumentOutOfRangeException.ThrowIfLessThan(options.AttemptLimit, 1, nameof(options));
        clock ??= TimeProvider.System;
        home.Prepare();
        return new OfflineQueue(new QueueDatabase(home.QueuePath, options, clock), options, clock);
    }

    /// <summary>Queues one event, and returns when it is on disk.</summary>
    /// <returns>Whether it was added; false when the very same event was queued before.</returns>
    /// <exception cref="ClientException">The queue is full, the id is taken by another event, or the file cannot be written.</exception>
    public bool Enqueue(QueuedEvent queued)
    {
        ArgumentNullException.ThrowIfNull(queued);
        return _database.Guarded(connection => Insert(connection, transaction: null, queued));
    }

    /// <summary>Queues several events as one: all of them are on disk when it returns, or none.</summary>
    /// <returns>How many were added; those queued before do not count.</returns>
    /// <exception cref="ClientException">As for <see cref="Enqueue"/>; then none was added.</exception>
    public int EnqueueAll(IReadOnlyCollection<QueuedEvent> queued)
    {
        ArgumentNullException.ThrowIfNull(queued);
        return _database.Written((connection, transaction) => queued.Count(one => Insert(connection, transaction, one)));
    }

    /// <summary>Starts one sync's hold on the rows that it is going to send.</summary>
    /// <param name="duration">After how long the hold ends by itself; longer than one batch can take.</param>
    /// <param name="projects">The projects whose rows may be taken; null for all.</param>
    public QueueLease BeginLease(TimeSpan duration, IReadOnlyCollection<Guid>? projects = null) => new(_database, _options, _clock, duration, projects);

    /// <summary>Counts the queue.</summary>
    public QueueStatus Status() => _database.Guarded(connection =>
    {
        using var command = connection.CreateCommand();
        command.CommandText =
            """
            SELECT coalesce(sum(state = 'pending'), 0), coalesce(sum(state = 'failed'), 0), coalesce(sum(state = 'dead'), 0),
                   coalesce(sum(state = 'delivered'), 0),
                   min(CASE WHEN state <> 'delivered' THEN queued_at END), max(delivered_at)
            FROM events
            """;
        using var reader = command.ExecuteReader();
        reader.Read();
        return new QueueStatus(
            reader.GetInt64(0),
            reader.GetInt64(1),
            reader.GetInt64(2),
            reader.GetInt64(3),
            _options.Limit,
            reader.IsDBNull(4) ? null : DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(4)),
            reader.IsDBNull(5) ? null : DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(5)));
    });

    /// <summary>Lists rows in the order of queueing.</summary>
    /// <param name="state">Which ones; null for all.</param>
    /// <param name="count">The most that are listed.</param>
    public IReadOnlyList<QueueEntry> List(EventState? state = null, int count = int.MaxValue) => _database.Guarded(connection =>
    {
        using var command = connection.CreateCommand();
        command.CommandText =
            """
            SELECT position, event_id, event_type, project_uuid, state, attempts, category, reason, queued_at
            FROM events WHERE $state IS NULL OR state = $state ORDER BY position LIMIT $count
            """;
        command.Parameters.AddWithValue("$state", state is { } wanted ? StateText.Of(wanted) : DBNull.Value);
        command.Parameters.AddWithValue("$count", count);
        using var reader = command.ExecuteReader();
        var entries = new List<QueueEntry>();
        while (reader.Read())
        {
            entries.Add(new QueueEntry(
                reader.GetInt64(0),
                reader.GetString(1),
                reader.GetString(2),
                reader.GetString(3),
                StateText.Parse(reader.GetString(4)),
                reader.GetInt32(5),
                reader.IsDBNull(6) ? null : reader.GetString(6),
                reader.IsDBNull(7) ? null : reader.GetString(7),
                DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(8))));
        }

        return entries;
    });

    /// <summary>The greatest Lamport clock of the undamaged events in the file, whatever became of them; 0 when there is none.</summary>
    /// <param name="latest">How many events to look at, those queued last.</param>
    internal long GreatestClock(int latest = int.MaxValue) => _database.Guarded(connection =>
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT event_id, event_type, project_uuid, body, checksum FROM events ORDER BY position DESC LIMIT $latest";
        command.Parameters.AddWithValue("$latest", latest);
        using var reader = command.ExecuteReader();
        var greatest = 0L;
        while (reader.Read())
        {
            // A clock out of a damaged row could be far too great, and no later event would sort after it.
            if (reader.GetValue(3) is byte[] body && RowChecksum.Of(reader.GetString(0), reader.GetString(1), reader.GetString(2), body) == reader.GetString(4))
            {
                greatest = Math.Max(greatest, EnvelopeClock.Of(body));
            }
        }

        return greatest;
    });

    /// <summary>Forgets delivered events that were kept long enough.</summary>
    /// <param name="age">How long a delivered event is kept.</param>
    /// <returns>How many were forgotten.</returns>
    public int ForgetDelivered(TimeSpan age) => _database.Guarded(connection =>
    {
        using var command = connection.CreateCommand();
        command.CommandText = "DELETE FROM events WHERE state = 'delivered' AND delivered_at < $before";
        command.Parameters.AddWithValue("$before", (_clock.GetUtcNow() - age).ToUnixTimeMilliseconds());
        return command.ExecuteNonQuery();
    });

    /// <summary>Closes the file.</summary>
    public void Dispose()
    {
        _insert?.Dispose();
        _database.Dispose();
    }

    private bool Insert(SqliteConnection connection, SqliteTransaction? transaction, QueuedEvent queued)
    {
        var insert = PreparedInsert(connection);
        insert.Transaction = transaction;
        var project = queued.ProjectUuid.ToString("D");
        var checksum = RowChecksum.Of(queued.EventId, queued.EventType, project, queued.Body.Span);
        insert.Parameters["$id"].Value = queued.EventId;
        insert.Parameters["$type"].Value = queued.EventType;
        insert.Parameters["$project"].Value = project;
        insert.Parameters["$body"].Value = queued.Body.ToArray();
        insert.Parameters["$checksum"].Value = checksum;
        insert.Parameters["$now"].Value = _clock.GetUtcNow().ToUnixTimeMilliseconds();
        insert.Parameters["$limit"].Value = _options.Limit;
        try
        {
            return insert.ExecuteNonQuery() > 0 ? true : throw Full();
        }
        catch (SqliteException taken) when (taken.SqliteErrorCode == ConstraintViolated)
        {
            return Holds(connection, transaction, queued.EventId, checksum) ? false : throw IdTaken(queued.EventId, taken);
        }
    }

    private SqliteCommand PreparedInsert(SqliteConnection connection)
    {
        if (_insert is not null && ReferenceEquals(_insert.Connection, connection))
        {
            return _insert;
        }

        _insert?.Dispose();
        _insert = connection.CreateCommand();
        _insert.CommandText = InsertText;
        foreach (var name in new[] { "$id", "$type", "$project", "$body", "$checksum", "$now", "$limit" })
        {
            _insert.Parameters.Add(new SqliteParameter { ParameterName = name });
        }

        return _insert;
    }

    private static bool Holds(SqliteConnection connection, SqliteTransaction? transaction, string eventId, string checksum)
    {
        using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = "SELECT checksum = $checksum FROM events WHERE event_id = $id";
        command.Parameters.AddWithValue("$id", eventId);
        command.Parameters.AddWithValue("$checksum", checksum);
        return command.ExecuteScalar() is 1L;
    }

    private ClientException Full() => new(
        ClientFailure.LocalFile,
        $"The queue is full: {_options.Limit} events wait to be delivered. This event was not queued.",
        "Deliver what waits with 'spec-kitty sync now', and look at 'spec-kitty sync status'. Nothing was dropped.");

    private static ClientException IdTaken(string eventId, Exception cause) => new(
        ClientFailure.LocalFile,
        $"The queue already holds another event with the id {eventId}. This event was not queued.",
        "Give each event an id of its own.",
        cause);
}
