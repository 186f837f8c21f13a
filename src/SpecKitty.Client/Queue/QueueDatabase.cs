using System.Globalization;
using Microsoft.Data.Sqlite;
using SpecKitty.Client.Home;
using SpecKitty.Sqlite;

namespace SpecKitty.Client.Queue;

/// <summary>The open database file: one connection, used by one thread at a time, replaced by a fresh file when it turns out damaged.</summary>
internal sealed class QueueDatabase : IDisposable
{
    // Put in its place after each thousand rows, the same pages would be written over and over; for single rows a short log is the quicker one.
    private const string ForMany = "PRAGMA wal_autocheckpoint = 4096";
    private const string ForFew = "PRAGMA wal_autocheckpoint = 1000";

    /// <summary>What every connection that may write to the file is told, be it only by putting the log in its place when it closes.</summary>
    public const string Durability = "PRAGMA synchronous = FULL; PRAGMA fullfsync = 1; PRAGMA checkpoint_fullfsync = 1;";

    private readonly Lock _gate = new();
    private readonly string _path;
    private readonly OfflineQueueOptions _options;
    private readonly TimeProvider _clock;
    private FileLock? _presence;
    private SqliteConnection? _connection;

    public QueueDatabase(string path, OfflineQueueOptions options, TimeProvider clock, string? notice = null)
    {
        Notice = notice;
        _path = path;
        _options = options;
        _clock = clock;
        try
        {
            SystemSqlite.Register();
        }
        catch (SqliteLibraryMissingException missing)
        {
            throw new ClientException(ClientFailure.LocalFile, "The queue needs SQLite, which is not installed.", missing.Message, missing);
        }

        Guarded(static _ => true);
    }

    /// <summary>Told before the connection is closed: a statement that outlived it would keep the file open.</summary>
    public event Action? Closing;

    /// <summary>What the user must hear about the file, such as that a damaged one was set aside; null when all is well.</summary>
    public string? Notice { get; private set; }

    /// <summary>Runs work on the connection. A damaged file is set aside once, and the work runs again on a fresh one.</summary>
    /// <exception cref="ClientException">The file cannot be used; the message says why.</exception>
    public T Guarded<T>(Func<SqliteConnection, T> work)
    {
        lock (_gate)
        {
            return Run(work);
        }
    }

    /// <summary>Runs work whose success is told to somebody: what it wrote stands in the file that the others see, not in one that was removed meanwhile.</summary>
    /// <inheritdoc cref="Guarded"/>
    public T Acknowledged<T>(Func<SqliteConnection, T> work)
    {
        lock (_gate)
        {
            var result = Run(work);
            if (_connection is null || !FileIdentity.HasMoved(_connection))
            {
                return result;
            }

            Close();
            Notice = $"The queue {_path} was removed or replaced while it was in use; what it held is not in the one that stands there now.";
            return Run(work);
        }
    }

    /// <summary>As <see cref="Acknowledged"/>, in a transaction.</summary>
    /// <inheritdoc cref="Guarded"/>
    public T AcknowledgedTogether<T>(Func<SqliteConnection, SqliteTransaction, T> work) => Acknowledged(connection =>
    {
        Execute(connection, ForMany);
        var result = InTransaction(work)(connection);
        Execute(connection, ForFew);
        return result;
    });

    /// <summary>Runs work in a transaction that is taken for writing at once, and commits it.</summary>
    /// <inheritdoc cref="Guarded"/>
    public T Written<T>(Func<SqliteConnection, SqliteTransaction, T> work) => Guarded(InTransaction(work));

    /// <summary>Runs work in a transaction that a loss of power may undo, as it can be done again: a hold, or what a server said of an event.</summary>
    /// <remarks>A process that is killed undoes nothing, and what was acknowledged before is on disk whatever happens.</remarks>
    /// <inheritdoc cref="Guarded"/>
    public T Noted<T>(Func<SqliteConnection, SqliteTransaction, T> work) => Guarded(connection =>
    {
        Execute(connection, $"PRAGMA synchronous = NORMAL; {ForMany}");
        try
        {
            return InTransaction(work)(connection);
        }
        finally
        {
            BackToFull(connection);
        }
    });

    public void Dispose()
    {
        lock (_gate)
        {
            Close();
        }
    }

    private static Func<SqliteConnection, T> InTransaction<T>(Func<SqliteConnection, SqliteTransaction, T> work) => connection =>
    {
        using var transaction = connection.BeginTransaction(deferred: false);
        var result = work(connection, transaction);
        transaction.Commit();
        return result;
    };

    private void BackToFull(SqliteConnection connection)
    {
        try
        {
            Execute(connection, $"PRAGMA synchronous = FULL; {ForFew}");
        }
        catch (SqliteException)
        {
            // Nothing may be acknowledged on a connection that does not wait for the disk.
            Close();
        }
    }

    private static void Execute(SqliteConnection connection, string text)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The texts are constants of this file.
        command.CommandText = text;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }

    private T Run<T>(Func<SqliteConnection, T> work)
    {
        try
        {
            try
            {
                return work(Open());
            }
            catch (SqliteException damage) when (damage.SqliteErrorCode is QueueFault.Corrupt or QueueFault.NotADatabase)
            {
                SetAside();
            }

            return work(Open());
        }
        catch (SqliteException refused)
        {
            // A file that was read-only or away may be back the next time, which a connection of before does not notice.
            if (refused.SqliteErrorCode is not (QueueFault.Busy or QueueFault.Full))
            {
                Close();
            }

            throw QueueFault.Unusable(_path, _options.BusyTimeout, refused);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw QueueFault.Unusable(_path, refused);
        }
    }

    private SqliteConnection Open()
    {
        if (_connection is not null)
        {
            return _connection;
        }

        _presence = FileLock.Share(_path + ".lock");
        try
        {
            QueueFile.MakePrivate(_path);
            _connection = Connect();
            QueueSchema.Migrate(_connection);
            return _connection;
        }
        catch
        {
            Close();
            throw;
        }
    }

    private SqliteConnection Connect()
    {
        var text = new SqliteConnectionStringBuilder
        {
            DataSource = _path,
            Mode = SqliteOpenMode.ReadWrite,
            Pooling = false,

            // Of no seconds the library would wait for ever.
            DefaultTimeout = Math.Max(1, (int)Math.Ceiling(_options.BusyTimeout.TotalSeconds)),
        };
        var connection = new SqliteConnection(text.ToString());
        try
        {
            connection.Open();
            using var settings = connection.CreateCommand();
#pragma warning disable CA2100 // The values are a number and a constant.
            settings.CommandText = string.Create(
                CultureInfo.InvariantCulture,
                $"""
                PRAGMA busy_timeout = {(long)_options.BusyTimeout.TotalMilliseconds};
                PRAGMA journal_mode = WAL;
                {Durability}
                """);
#pragma warning restore CA2100
            settings.ExecuteNonQuery();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private void Close()
    {
        Closing?.Invoke();
        _connection?.Dispose();
        _connection = null;
        _presence?.Dispose();
        _presence = null;
    }

    /// <summary>Keeps the damaged file under another name, unless another process has done so already.</summary>
    private void SetAside()
    {
        Close();

        // Alone: a process that still had the file open would go on writing acknowledged events into what was set aside.
        using var alone = FileLock.Take(_path + ".lock");
        if (IsSound())
        {
            return;
        }

        var stamp = _clock.GetUtcNow().UtcDateTime.ToString("yyyyMMdd'T'HHmmssfff'Z'", CultureInfo.InvariantCulture);
        var kept = $"{_path}.damaged-{stamp}";
        foreach (var part in new[] { "", "-wal", "-shm" }.Where(part => File.Exists(_path + part)))
        {
            File.Move(_path + part, kept + part);
        }

        Notice = $"The queue {_path} is damaged. It was kept as {kept}, and a fresh one was started. "
            + $"Events in it that were not delivered are not in the fresh one: read back what is sound with 'spec-kitty sync salvage {ShellWord.Quote(kept)}', and keep the file.";
    }

    private bool IsSound()
    {
        try
        {
            using var connection = Connect();
            using var check = connection.CreateCommand();
            check.CommandText = "PRAGMA quick_check(1)";
            return check.ExecuteScalar() is "ok";
        }
        catch (SqliteException fault) when (fault.SqliteErrorCode is QueueFault.Corrupt or QueueFault.NotADatabase)
        {
            return false;
        }
    }
}
