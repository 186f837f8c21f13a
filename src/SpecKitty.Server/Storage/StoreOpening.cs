using Microsoft.Data.Sqlite;
using SpecKitty.Server.Storage.Postgres;
using SpecKitty.Server.Storage.Sqlite;

namespace SpecKitty.Server.Storage;

/// <summary>Opens the store that a configuration names.</summary>
internal static class StoreOpening
{
    /// <summary>Opens a store and brings it to the newest schema.</summary>
    /// <param name="dataDirectory">The folder of the SQLite database.</param>
    /// <param name="database">How to reach a PostgreSQL database; null for SQLite.</param>
    /// <param name="queue">How much may wait to be written.</param>
    /// <param name="time">Tells the time.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="StoreFormatException">The data is of a newer server, or no database that can hold this server's data.</exception>
    /// <exception cref="StoreUnavailableException">The database cannot be reached or used.</exception>
    public static async Task<IServerStore> OpenAsync(string dataDirectory, string? database, AppendQueueLimits queue, TimeProvider time, CancellationToken cancellationToken = default)
        => database is null
            ? SqliteStore.Open(dataDirectory, time, queue)
            : await PostgresStore.OpenAsync(database, queue, time, cancellationToken);

    /// <summary>Whether an exception's message says what is wrong with the storage, to whoever runs the server.</summary>
    public static bool IsExplained(Exception exception)
        => exception is StoreFormatException or StoreUnavailableException or DllNotFoundException or IOException or UnauthorizedAccessException or SqliteException;
}
