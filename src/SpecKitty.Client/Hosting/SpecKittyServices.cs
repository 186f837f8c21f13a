using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SpecKitty.Client.Emitting;
using SpecKitty.Client.Home;
using SpecKitty.Client.Projects;
using SpecKitty.Client.Queue;
using SpecKitty.Client.Syncing;

namespace SpecKitty.Client.Hosting;

/// <summary>Adds the producer to a program with a host.</summary>
public static class SpecKittyServices
{
    /// <summary>
    /// Adds <see cref="SpecKittyHome"/>, <see cref="OfflineQueue"/>, <see cref="EventEmitter"/> and <see cref="SyncLoop"/>, one each for the whole program, and the
    /// service that delivers in the background while the host runs.
    /// </summary>
    /// <remarks>The clock is the <see cref="TimeProvider"/> of the services, else the system's.</remarks>
    /// <param name="services">The services of the program.</param>
    /// <param name="configure">Says which project, and how; null for the defaults.</param>
    /// <returns>The same services.</returns>
    public static IServiceCollection AddSpecKitty(this IServiceCollection services, Action<SpecKittyOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        var options = new SpecKittyOptions();
        configure?.Invoke(options);
        services.AddSingleton(_ => SpecKittyHome.Find(name =>
            name == SpecKittyHome.EnvironmentVariable && options.HomeDirectory is { } home ? home : Environment.GetEnvironmentVariable(name)));
        services.AddSingleton(provider => OfflineQueue.Open(provider.GetRequiredService<SpecKittyHome>(), clock: provider.GetService<TimeProvider>()));
        services.AddSingleton(provider => new EventEmitter(
            provider.GetRequiredService<SpecKittyHome>(),
            provider.GetRequiredService<OfflineQueue>(),
            ProjectOf(options),
            provider.GetService<TimeProvider>(),
            Path.GetFullPath(options.ProjectDirectory)));
        services.AddSingleton(provider => new SyncLoop(provider.GetRequiredService<SpecKittyHome>(), options.Sync, provider.GetService<TimeProvider>()));
        if (options.Delivers)
        {
            services.AddHostedService(provider => new SyncService(provider.GetRequiredService<SyncLoop>(), provider.GetRequiredService<ILogger<SyncService>>()));
        }

        return services;
    }

    private static ProjectFile ProjectOf(SpecKittyOptions options) => ProjectFile.Find(options.ProjectDirectory) ?? throw new ClientException(
        ClientFailure.Misuse,
        $"No directory from {options.ProjectDirectory} upwards has a .spec-kitty/project.toml, so there is no project to emit events of.",
        $"Run 'spec-kitty init' at the top of the project, or set {nameof(SpecKittyOptions.ProjectDirectory)} to a directory inside one.");
}
