using SpecKitty.Server.Hosting;
using SpecKitty.Server.Tests.Storage.Postgres;

namespace SpecKitty.Server.Tests.Hosting;

/// <summary>Tests of a running server that hold whatever it keeps its data in: each kind of store has a class that inherits them.</summary>
public abstract class HostedTests(HostedStore store) : IAsyncLifetime
{
    private readonly List<string> _databases = [];

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        foreach (var database in _databases)
        {
            await PostgresCluster.DropDatabaseAsync(database);
        }

        GC.SuppressFinalize(this);
    }

    /// <summary>Starts a server on data of its own.</summary>
    private protected async Task<RunningServer> StartAsync(TimeProvider? time = null, Func<ServerOptions, ServerOptions>? adjust = null)
    {
        if (store == HostedStore.Sqlite)
        {
            return await RunningServer.StartAsync(time, adjust: adjust);
        }

        var database = await PostgresCluster.CreateMigratedAsync();
        _databases.Add(database);
        return await RunningServer.StartAsync(time, adjust: options => (adjust?.Invoke(options) ?? options) with { Database = database });
    }
}
