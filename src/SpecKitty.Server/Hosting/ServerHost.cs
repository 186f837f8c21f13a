using SpecKitty.Server.Auth;
using SpecKitty.Server.Storage;
using SpecKitty.Server.Storage.Sqlite;

namespace SpecKitty.Server.Hosting;

/// <summary>Puts a server together.</summary>
internal static class ServerHost
{
    /// <summary>Opens the storage and builds the server, ready to start.</summary>
    /// <param name="options">How it is to run.</param>
    /// <param name="time">Tells the time to everything in it.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="StoreFormatException">The data folder is of a newer server, or no database.</exception>
    public static async Task<WebApplication> BuildAsync(ServerOptions options, TimeProvider time, CancellationToken cancellationToken = default)
    {
        IServerStore store = SqliteStore.Open(options.DataDirectory, time);
        try
        {
            var keys = await SigningKeyRing.LoadAsync(store.SigningKeys, options.SigningKeyLifetime, time, cancellationToken);
            return Build(options, time, store, keys);
        }
        catch
        {
            await store.DisposeAsync();
            throw;
        }
    }

    private static WebApplication Build(ServerOptions options, TimeProvider time, IServerStore store, SigningKeyRing keys)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        ServerListening.Configure(builder.WebHost, options);
        var logging = ServerLogging.Configure(builder.Logging);
        ServerServices.Add(builder.Services, options, time, store, keys);

        var app = builder.Build();
        logging.Follow(app.Lifetime);
        ServerPipeline.Use(app);
        ServerRoutes.Map(app);
        return app;
    }
}
