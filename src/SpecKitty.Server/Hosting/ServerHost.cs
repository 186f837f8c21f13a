using Microsoft.Extensions.DependencyInjection.Extensions;
using SpecKitty.Server.Api;
using SpecKitty.Server.Auth;
using SpecKitty.Server.Dashboard;
using SpecKitty.Server.Demo;
using SpecKitty.Server.Ingest;
using SpecKitty.Server.Live;
using SpecKitty.Server.Missions;
using SpecKitty.Server.Storage;
using SpecKitty.Server.Storage.Sqlite;

namespace SpecKitty.Server.Hosting;

/// <summary>Puts a server together.</summary>
internal static class ServerHost
{
    /// <summary>Opens the data folder and builds the server, ready to start.</summary>
    /// <param name="options">How it is to run.</param>
    /// <param name="time">Tells the time to everything in it.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="StoreFormatException">The data folder is of a newer server, or no database.</exception>
    public static async Task<WebApplication> BuildAsync(ServerOptions options, TimeProvider time, CancellationToken cancellationToken = default)
    {
        var store = SqliteStore.Open(options.DataDirectory, time);
        try
        {
            var keys = await SigningKeyRing.LoadAsync(store.SigningKeys, time, cancellationToken);
            return Build(options, time, store, keys);
        }
        catch
        {
            await store.DisposeAsync();
            throw;
        }
    }

    private static WebApplication Build(ServerOptions options, TimeProvider time, SqliteStore store, SigningKeyRing keys)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.UseUrls(options.Urls);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = 64 * 1024 * 1024;
        });
        builder.Logging.ClearProviders();
        builder.Logging.AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.Logging.SetMinimumLevel(LogLevel.Warning);

        // A start that fails is told in one sentence by the command; only a server that runs has more to say.
        var hasStarted = false;
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", level => hasStarted && level >= LogLevel.Warning);
        builder.Logging.AddFilter("Microsoft.AspNetCore.Server.Kestrel", level => hasStarted && level >= LogLevel.Warning);
        AddServices(builder.Services, options, time, store, keys);

        var app = builder.Build();
        app.Lifetime.ApplicationStarted.Register(() => hasStarted = true);
        app.UseMiddleware<FailureMiddleware>();
        app.UseStatusCodePages(context => ApiError.WriteStatusAsync(context.HttpContext));
        app.UseRouting();
        app.UseMiddleware<BearerMiddleware>();
        app.MapGet("/healthz", () => Results.Json(new { status = "ok" }));
        TokenRoutes.Map(app);
        var guarded = app.MapGroup("").WithMetadata(BearerRequired.Instance);
        BatchRoutes.Map(guarded);
        MissionRoutes.Map(guarded);
        DashboardRoutes.Map(app);
        return app;
    }

    private static void AddServices(IServiceCollection services, ServerOptions options, TimeProvider time, SqliteStore store, SigningKeyRing keys)
    {
        services.RemoveAll<TimeProvider>();
        services.AddSingleton(time);
        services.AddSingleton(options);
        services.AddSingleton(keys);

        // Made by a factory, so that the container closes it, after everything that uses it.
        services.AddSingleton<IServerStore>(_ => store);
        services.AddSingleton(provider => provider.GetRequiredService<IServerStore>().Log);
        services.AddSingleton<PasswordChecker>();
        services.AddSingleton<SignInGuard>();
        services.AddSingleton<TokenFormat>();
        services.AddSingleton<TokenService>();
        services.AddSingleton(new IngestLimits());
        services.AddSingleton<BatchReader>();
        services.AddSingleton<ProjectSignals>();
        services.AddSingleton<MissionProjections>();
        services.AddSingleton<ServerNode>();
        services.AddSingleton<MissionService>();
        services.AddSingleton<IngestService>();
        services.AddSingleton<DashboardRenderer>();
        services.AddSingleton<MissionPageStream>();
        services.AddSingleton<DemoStage>();
        services.AddSingleton<DemoPage>();
        if (options.Demo)
        {
            services.AddHostedService<DemoPlayer>();
        }
    }
}
