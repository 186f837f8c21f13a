using SpecKitty.Server.Auth;
using SpecKitty.Server.Storage;

namespace SpecKitty.Server.Hosting;

/// <summary>Puts a server together.</summary>
internal static class ServerHost
{
    /// <summary>Opens the storage and builds the server, ready to start.</summary>
    /// <param name="options">How it is to run.</param>
    /// <param name="time">The clock of this machine; the database's decides where it has one.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="StoreFormatException">The data is of a newer server, or no database.</exception>
    /// <exception cref="StoreUnavailableException">The database cannot be reached or used.</exception>
    /// <exception cref="IOException">Another server runs on the data folder, or the folder cannot be used.</exception>
    public static async Task<WebApplication> BuildAsync(ServerOptions options, TimeProvider time, CancellationToken cancellationToken = default)
    {
        var storage = await ServerStorage.OpenAsync(options, time, cancellationToken);
        try
        {
            var clock = options.FollowsDatabaseClock ? await StoreClock.MeasureAsync(time, storage.Store.Health, cancellationToken) : StoreClock.OfThisMachine(time);
            var keys = await SigningKeyRing.LoadAsync(storage.Store.SigningKeys, options.SigningKeyLifetime, clock, cancellationToken);
            return Build(options, clock, storage, keys);
        }
        catch
        {
            await storage.DisposeAsync();
            throw;
        }
    }

    private static WebApplication Build(ServerOptions options, StoreClock clock, ServerStorage storage, SigningKeyRing keys)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        ServerListening.Configure(builder.WebHost, options);
        var logging = ServerLogging.Configure(builder.Logging, options.Log);
        ServerServices.Add(builder.Services, options, clock, storage, keys);

        var app = builder.Build();
        logging.Follow(app.Lifetime);
        ServerPipeline.Use(app, options);
        ServerRoutes.Map(app);
        return app;
    }
}
