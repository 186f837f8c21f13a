using Microsoft.Extensions.DependencyInjection.Extensions;
using SpecKitty.Server.Accounts;
using SpecKitty.Server.Auth;
using SpecKitty.Server.Dashboard;
using SpecKitty.Server.Demo;
using SpecKitty.Server.Ingest;
using SpecKitty.Server.Live;
using SpecKitty.Server.Missions;
using SpecKitty.Server.Storage;

namespace SpecKitty.Server.Hosting;

/// <summary>Every service of the server, a method a room.</summary>
internal static class ServerServices
{
    public static void Add(IServiceCollection services, ServerOptions options, TimeProvider time, IServerStore store, SigningKeyRing keys)
    {
        services.RemoveAll<TimeProvider>();
        services.AddSingleton(time);
        services.AddSingleton(options);
        AddStorage(services, store);
        AddAuth(services, keys);
        AddAccounts(services);
        AddIngest(services);
        AddMissions(services);
        AddDashboard(services);
        AddDemo(services, options);
    }

    private static void AddStorage(IServiceCollection services, IServerStore store)
    {
        // Made by a factory, so that the container closes it, after everything that uses it.
        services.AddSingleton(_ => store);
        services.AddSingleton(provider => provider.GetRequiredService<IServerStore>().Log);
    }

    private static void AddAuth(IServiceCollection services, SigningKeyRing keys)
    {
        services.AddSingleton(keys);
        services.AddSingleton<PasswordChecker>();
        services.AddSingleton<SignInGuard>();
        services.AddSingleton<TokenFormat>();
        services.AddSingleton<TokenService>();
        services.AddSingleton<PrincipalResolver>();
    }

    private static void AddAccounts(IServiceCollection services)
    {
        services.AddSingleton<AccountService>();
        services.AddSingleton<PersonalTokenService>();
        services.AddSingleton<ProjectService>();
    }

    private static void AddIngest(IServiceCollection services)
    {
        services.AddSingleton(new IngestLimits());
        services.AddSingleton<BatchReader>();
        services.AddSingleton<IngestService>();
    }

    private static void AddMissions(IServiceCollection services)
    {
        services.AddSingleton<ProjectSignals>();
        services.AddSingleton<MissionProjections>();
        services.AddSingleton<ServerNode>();
        services.AddSingleton<MissionService>();
        services.AddSingleton<ParticipantTokenService>();
    }

    private static void AddDashboard(IServiceCollection services)
    {
        services.AddSingleton<DashboardRenderer>();
        services.AddSingleton<MissionPageStream>();
        services.AddSingleton<DemoPage>();
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
