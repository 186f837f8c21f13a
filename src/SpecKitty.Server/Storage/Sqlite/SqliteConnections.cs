using Microsoft.Data.Sqlite;

namespace SpecKitty.Server.Storage.Sqlite;

/// <summary>Opens connections to one database file.</summary>
internal sealed class SqliteConnections : IDisposable
{
    // Another process may hold the write lock: a backup, or the command line that adds a user.
    private const int BusyTimeoutSeconds = 30;

    private readonly string _text;

    public SqliteConnections(string file) => _text = new SqliteConnectionStringBuilder
    {
        DataSource = file,
        Mode = SqliteOpenMode.ReadWriteCreate,
        Cache = SqliteCacheMode.Private,
        ForeignKeys = true,
        Pooling = true,
        DefaultTimeout = BusyTimeoutSeconds,
    }.ToString();

    /// <summary>Opens the connection that writes: everything it commits is on the disk before the commit returns.</summary>
    public SqliteConnection OpenWriter()
    {
        var connection = new SqliteConnection(_text);
        connection.Open();
        using var pragmas = connection.CreateCommand();

        // A page cache of 64 MiB keeps the indexes of a large log in memory; a checkpoint each 32 MiB of log spares small commits the second write.
        pragmas.CommandText = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA busy_timeout = 30000; PRAGMA cache_size = -65536; PRAGMA wal_autocheckpoint = 8192;";
        pragmas.ExecuteNonQuery();
        return connection;
    }

    /// <summary>Opens a connection for reading, usually one that was open before.</summary>
    public async ValueTask<SqliteConnection> OpenReaderAsync(CancellationToken cancellationToken)
    {
        var connection = new SqliteConnection(_text);
        await connection.OpenAsync(cancellationToken);
        return connection;
    }

    /// <summary>Closes the connections that wait for their next use, so that the file can be moved or deleted.</summary>
    public void Dispose()
    {
        using var pool = new SqliteConnection(_text);
        SqliteConnection.ClearPool(pool);
    }
}
