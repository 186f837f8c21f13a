using SpecKitty.Server.Storage;
using SpecKitty.Server.Storage.Sqlite;

namespace SpecKitty.Server.Hosting;

/// <summary>The open storage of a running server, and its claim to be the only one there.</summary>
internal sealed class ServerStorage : IAsyncDisposable
{
    private ServerStorage(IServerStore store, DataFolderLock? claim)
    {
        Store = store;
        Claim = claim;
    }

    /// <summary>What the server keeps.</summary>
    public IServerStore Store { get; }

    /// <summary>The claim on the data folder; null where several servers may share the storage.</summary>
    public DataFolderLock? Claim { get; }

    /// <summary>Opens what the options name.</summary>
    /// <exception cref="StoreFormatException">The data is of a newer server, or no database.</exception>
    /// <exception cref="StoreUnavailableException">The database cannot be reached or used.</exception>
    /// <exception cref="IOException">Another server runs on the data folder, or the folder cannot be used.</exception>
    public static async Task<ServerStorage> OpenAsync(ServerOptions options, TimeProvider time, CancellationToken cancellationToken = default)
    {
        if (options.Database is not null)
        {
            return new ServerStorage(await StoreOpening.OpenAsync(options.DataDirectory, options.Database, options.AppendQueue, time, cancellationToken), claim: null);
        }

        DataFolder.Create(options.DataDirectory);
        var claim = DataFolderLock.Take(options.DataDirectory);
        try
        {
            return new ServerStorage(await StoreOpening.OpenAsync(options.DataDirectory, database: null, options.AppendQueue, time, cancellationToken), claim);
        }
        catch
        {
            claim.Dispose();
            throw;
        }
    }

    /// <summary>Finishes what waits to be written, closes the storage and gives the claim up.</summary>
    public async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        Claim?.Dispose();
    }
}
