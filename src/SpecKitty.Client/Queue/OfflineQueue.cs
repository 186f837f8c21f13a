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
    private readonly QueueDatabase _database;
    private readonly OfflineQueueOptions _options;
    private readonly TimeProvider _clock;
    private readonly QueueInsert _insert;
    private readonly QueueCopy? _copy;

    private OfflineQueue(QueueDatabase database, OfflineQueueOptions options, TimeProvider clock, QueueCopy? copy = null)
    {
        _database = database;
        _copy = copy;
        _options = options;
        _clock = clock;
        _insert = new QueueInsert(options, clock);
        _database.Closing += _insert.Forget;
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
        options = Checked(options);
        clock ??= TimeProvider.System;
        home.Prepare();
        return new OfflineQueue(new QueueDatabase(home.QueuePath, options, clock, EmptyQueue.NoticeOf(home, clock)), options, clock);
    }

    /// <summary>Opens the queue of a home folder for a command that changes nothing: also one in a folder that cannot be written to, such as that of a read-only disk.</summary>
    /// <remarks>There, SQLite could not even read the file. A copy of it is read in its place, and goes away with <see cref="Dispose"/>.</remarks>
    /// <param name="home">The folder.</param>
    /// <param name="options">The bounds; null for the defaults.</param>
    /// <param name="clock">The clock of time stamps; null for the system's.</param>
    /// <exception cref="ClientException">The file cannot be used; the message says why.</exception>
    public static OfflineQueue OpenToRead(SpecKittyHome home, OfflineQueueOptions? options = null, TimeProvider? clock = null)
    {
        ArgumentNullException.ThrowIfNull(home);
        return !home.Exists || UnixFiles.CanWrite(home.Path) ? Open(home, options, clock) : OpenCopy(home, options, clock);
    }

    /// <summary>Opens a copy of the queue of a home folder; nothing is made or changed there.</summary>
    /// <inheritdoc cref="OpenToRead"/>
    internal static OfflineQueue OpenCopy(SpecKittyHome home, OfflineQueueOptions? options = null, TimeProvider? clock = null)
    {
        options = Checked(options);
        clock ??= TimeProvider.System;
        var copy = QueueCopy.Of(home.QueuePath);
        try
        {
            var notice = $"The folder {home.Path} cannot be written to, so a copy of the queue is read, as it is now.";
            return new OfflineQueue(new QueueDatabase(copy.Path, options, clock, notice), options, clock, copy);
        }
        catch
        {
            copy.Dispose();
            throw;
        }
    }

    /// <summary>Looks at the queue of a home folder: much quicker than opening it, and makes nothing where there is none.</summary>
    /// <param name="home">The folder.</param>
    /// <param name="most">The most types, reasons and rejected events that are told.</param>
    /// <param name="options">The bounds; null for the defaults.</param>
    /// <param name="clock">The clock of time stamps; null for the system's.</param>
    /// <exception cref="ClientException">The file cannot be used; the message says why.</exception>
    public static QueueLook Look(SpecKittyHome home, int most, OfflineQueueOptions? options = null, TimeProvider? clock = null)
    {
        ArgumentNullException.ThrowIfNull(home);
        options = Checked(options);
        if (home.Exists)
        {
            home.Prepare();
            if (!UnixFiles.CanWrite(home.Path))
            {
                return LookThroughOpen(OpenCopy(home, options, clock), most, options);
            }
        }

        return QueueGlance.Take(home.QueuePath, options, most) ?? LookThroughOpen(Open(home, options, clock), most, options);
    }

    /// <summary>Queues one event, and returns when it is on disk.</summary>
    /// <returns>Whether it was added; false when the very same event was queued before.</returns>
    /// <exception cref="ClientException">The queue is full, the id is taken by another event, or the file cannot be written.</exception>
    public bool Enqueue(QueuedEvent queued)
    {
        ArgumentNullException.ThrowIfNull(queued);
        return _database.Acknowledged(connection => _insert.Add(connection, queued));
    }

    /// <summary>Queues several events as one: all of them are on disk when it returns, or none.</summary>
    /// <returns>How many were added; those queued before do not count.</returns>
    /// <exception cref="ClientException">As for <see cref="Enqueue"/>; then none was added.</exception>
    public int EnqueueAll(IReadOnlyCollection<QueuedEvent> queued)
    {
        ArgumentNullException.ThrowIfNull(queued);
        return _database.AcknowledgedTogether((connection, transaction) => _insert.AddAll(connection, transaction, queued));
    }

    /// <summary>Starts one sync's hold on the rows that it is going to send.</summary>
    /// <param name="duration">After how long the hold ends by itself; longer than one batch can take.</param>
    /// <param name="projects">The projects whose rows may be taken; null for all.</param>
    /// <param name="server">The server that they go to, written down with each delivery; null when it has no address.</param>
    public QueueLease BeginLease(TimeSpan duration, IReadOnlyCollection<Guid>? projects = null, Uri? server = null) =>
        new(_database, _options, _clock, duration, projects, server);

    /// <summary>Counts the queue.</summary>
    public QueueStatus Status() => _database.Guarded(connection => QueueCounts.ByState(HandleOf(connection), _options.Limit));

    /// <summary>Counts the queue, and what its undelivered events have in common.</summary>
    /// <param name="most">The most types and reasons that are told.</param>
    public QueueOverview Overview(int most) => _database.Guarded(connection => QueueCounts.All(HandleOf(connection), _options.Limit, most));

    /// <summary>Lists rows in the order of queueing.</summary>
    /// <param name="state">Which ones; null for all.</param>
    /// <param name="count">The most that are listed.</param>
    /// <param name="after">The position behind which to begin, such as that of the last entry of the page before.</param>
    public IReadOnlyList<QueueEntry> List(EventState? state = null, int count = int.MaxValue, long after = 0) =>
        _database.Guarded(connection => QueueEntries.List(HandleOf(connection), state, count, after));

    /// <summary>The greatest Lamport clock of the undamaged events in the file, whatever became of them; 0 when there is none.</summary>
    /// <param name="latest">How many events to look at, those queued last.</param>
    internal long GreatestClock(int latest = int.MaxValue) => _database.Guarded(connection =>
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The columns are a constant.
        command.CommandText = $"SELECT {StoredRow.Columns} FROM events ORDER BY position DESC LIMIT $latest";
#pragma warning restore CA2100
        command.Parameters.AddWithValue("$latest", latest);
        using var reader = command.ExecuteReader();
        var greatest = 0L;
        while (reader.Read())
        {
            // A clock out of a damaged row could be far too great, and no later event would sort after it.
            var row = StoredRow.Read(reader);
            greatest = row.IsIntact ? Math.Max(greatest, EnvelopeClock.Of(row.Body)) : greatest;
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
        _database.Dispose();
        _copy?.Dispose();
    }

    private static OfflineQueueOptions Checked(OfflineQueueOptions? options)
    {
        options ??= new OfflineQueueOptions();
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Limit, 1, nameof(options));
        ArgumentOutOfRangeException.ThrowIfLessThan(options.AttemptLimit, 1, nameof(options));
        return options;
    }

    private static QueueLook LookThroughOpen(OfflineQueue queue, int most, OfflineQueueOptions options)
    {
        using var open = queue;
        var (overview, rejected) = queue._database.Guarded(connection => QueueCounts.Look(HandleOf(connection), options.Limit, most));
        return new QueueLook(overview, rejected, queue.Notice);
    }

    private static nint HandleOf(SqliteConnection connection) => connection.Handle!.DangerousGetHandle();

    internal QueueDatabase Database => _database;

    internal OfflineQueueOptions Options => _options;

    internal TimeProvider Clock => _clock;

    internal QueueInsert Inserting => _insert;
}
