using Microsoft.Extensions.DependencyInjection.Extensions;
using SpecKitty.Server.Accounts;
using SpecKitty.Server.Api.OpenApi;
using SpecKitty.Server.Auth;
using SpecKitty.Server.Dashboard;
using SpecKitty.Server.Dashboard.Acting;
using SpecKitty.Server.Dashboard.Administration;
using SpecKitty.Server.Dashboard.Boards;
using SpecKitty.Server.Dashboard.Browsing;
using SpecKitty.Server.Dashboard.Following;
using SpecKitty.Server.Dashboard.Listing;
using SpecKitty.Server.Dashboard.Missions;
using SpecKitty.Server.Dashboard.Visiting;
using SpecKitty.Server.Demo;
using SpecKitty.Server.Feeds;
using SpecKitty.Server.Ingest;
using SpecKitty.Server.Live;
using SpecKitty.Server.Live.Changes;
using SpecKitty.Server.Live.Sockets;
using SpecKitty.Server.Live.Streams;
using SpecKitty.Server.Live.Tail;
using SpecKitty.Server.Missions;
using SpecKitty.Server.Projections;
using SpecKitty.Server.Retention;
using SpecKitty.Server.Storage;
using SpecKitty.Server.Storage.Sqlite;
using SpecKitty.Server.Telemetry;
using SpecKitty.Server.Webhooks;

namespace SpecKitty.Server.Hosting;

/// <summary>Every service of the server, a method a room.</summary>
internal static class ServerServices
{
    public static void Add(IServiceCollection services, ServerOptions options, StoreClock clock, ServerStorage storage, SigningKeyRing keys)
    {
        services.RemoveAll<TimeProvider>();
        services.AddSingleton<TimeProvider>(clock);
        services.AddSingleton(clock);
        services.AddSingleton(options);
        AddStorage(services, storage);
        AddOperation(services, options);
        AddAuth(services, options, keys);
        AddAccounts(services);
        AddIngest(services, options);
        AddLive(services, options);
        AddMissions(services, options);
        AddWebhooks(services, options);
        AddDashboard(services);
        AddDemo(services, options);
        OpenApiRoutes.AddServices(services);
    }

    private static void AddStorage(IServiceCollection services, ServerStorage storage)
    {
        // Made by factories, so that the container closes them: the store after everything that uses it, then the claim on its folder.
        if (storage.Claim is { } claim)
        {
            services.AddSingleton(_ => claim);
        }

        services.AddSingleton(provider =>
        {
            _ = provider.GetService<DataFolderLock>();
            return storage.Store;
        });
        services.AddSingleton(provider => provider.GetRequiredService<IServerStore>().Log);
    }

    // Export is added first, so that it stops last and sends what the others have counted to the end.
    private static void AddOperation(IServiceCollection services, ServerOptions options)
    {
        services.Configure<HostOptions>(host => host.ShutdownTimeout = options.DrainDelay + options.Drain);
        services.AddSingleton(options.Telemetry);
        services.AddSingleton<NodeFigures>();
        services.AddSingleton<ServerMetrics>();
        services.AddHostedService<TelemetryExport>();
        services.AddSingleton<ServerReadiness>();
        services.AddHostedService<StoreClockWatch>();
        services.AddHostedService<DrainDelay>();
    }

    private static void AddAuth(IServiceCollection services, ServerOptions options, SigningKeyRing keys)
    {
        services.AddSingleton(keys);
        services.AddSingleton<PasswordChecker>();
        services.AddSingleton(options.SignIn);
        services.AddSingleton<SignInGuard>();
        services.AddSingleton<TokenFormat>();
        services.AddSingleton<TokenService>();
        services.AddSingleton<PasswordSignIn>();
        services.AddSingleton<PageSessions>();
        services.AddSingleton<PrincipalResolver>();
    }

    private static void AddAccounts(IServiceCollection services)
    {
        services.AddSingleton<AccountService>();
        services.AddSingleton<InvitationService>();
        services.AddSingleton<PersonalTokenService>();
        services.AddSingleton<ProjectService>();
    }

    private static void AddIngest(IServiceCollection services, ServerOptions options)
    {
        services.AddSingleton(options.Limits);
        services.AddSingleton(options.Rates);
        services.AddSingleton<RateGate>();
        services.AddSingleton<BatchReader>();
        services.AddSingleton<IngestService>();
    }

    private static void AddLive(IServiceCollection services, ServerOptions options)
    {
        services.AddSingleton<ProjectSignals>();
        services.AddHostedService<RemoteChanges>();
        services.AddSingleton<ProjectTails>();
        services.AddSingleton<ChangeFeed>();
        services.AddHostedService(provider => provider.GetRequiredService<ChangeFeed>());
        services.AddSingleton<LiveRights>();
        services.AddSingleton<SubscriberPlaces>();
        services.AddSingleton<LiveBeat>();
        services.AddHostedService(provider => provider.GetRequiredService<LiveBeat>());
        services.AddSingleton(options.Sockets);
        services.AddSingleton<SocketServices>();
        services.AddSingleton(options.Streams);
        services.AddSingleton<StreamSnapshots>();
        services.AddSingleton<StreamServices>();
    }

    private static void AddMissions(IServiceCollection services, ServerOptions options)
    {
        services.AddSingleton(new ProjectionCacheOptions { Events = options.CachedEvents });
        services.AddSingleton<ProjectProjections>();
        services.AddSingleton(new HeartbeatRetentionOptions { Age = options.HeartbeatRetention });
        services.AddSingleton<HeartbeatRetention>();
        services.AddHostedService(provider => provider.GetRequiredService<HeartbeatRetention>());
        services.AddSingleton(options.Presence);
        services.AddSingleton<MissionAssessor>();
        services.AddSingleton<MissionSummaries>();
        services.AddSingleton<ServerNode>();
        services.AddSingleton<SignsOfLife>();
        services.AddSingleton<RosterService>();
        services.AddSingleton<EventFeed>();
        services.AddSingleton<EventSearch>();
        services.AddSingleton<MissionService>();
        services.AddSingleton<ParticipantReaper>();
        services.AddHostedService(provider => provider.GetRequiredService<ParticipantReaper>());
        services.AddSingleton<ParticipantTokenService>();
    }

    private static void AddWebhooks(IServiceCollection services, ServerOptions options)
    {
        services.AddSingleton(options.Webhooks);
        services.AddSingleton<WebhookSender>();
        services.AddSingleton<WebhookServices>();
        services.AddSingleton<WebhookDispatcher>();
        services.AddHostedService(provider => provider.GetRequiredService<WebhookDispatcher>());
        services.AddSingleton<WebhookService>();
    }

    private static void AddDashboard(IServiceCollection services)
    {
        services.AddSingleton<DashboardRenderer>();
        services.AddSingleton<PartRenderer>();
        services.AddSingleton<ProjectVersions>();
        services.AddSingleton<PageStream>();
        services.AddSingleton<PageShells>();
        services.AddSingleton<PageWriter>();
        services.AddSingleton<SignInPages>();
        services.AddSingleton<MissionTemperatures>();
        services.AddSingleton<MissionLists>();
        services.AddSingleton<MissionReaders>();
        services.AddSingleton<MissionActions>();
        services.AddSingleton<DemoGuest>();
        services.AddSingleton<MissionHistory>();
        services.AddSingleton<MissionPageFeeds>();
        services.AddSingleton<MissionPages>();
        services.AddSingleton<MissionWarningPages>();
        services.AddSingleton<BoardPageFeeds>();
        services.AddSingleton<EventBrowser>();
        services.AddSingleton<EventDetails>();
        services.AddSingleton<AdminPages>();
    }

    private static void AddDemo(IServiceCollection services, ServerOptions options)
    {
        services.AddSingleton<DemoStage>();
        if (options.Demo)
        {
            services.AddHostedService<DemoPlayer>();
        }
    }
}
