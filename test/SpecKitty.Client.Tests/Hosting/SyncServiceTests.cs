using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using SpecKitty.Client.Emitting;
using SpecKitty.Client.Hosting;
using SpecKitty.Client.Projects;
using SpecKitty.Client.Queue;
using SpecKitty.Client.Syncing;
using SpecKitty.Client.Tests.Support;
using SpecKitty.Events.Values;

namespace SpecKitty.Client.Tests.Hosting;

public sealed class SyncServiceTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    /// <summary>What neither a request nor the host waits for on its own within <see cref="Patience"/>.</summary>
    private static readonly TimeSpan Endless = TimeSpan.FromHours(1);

    private readonly FirstLine _log = new();
    private SyncedHome _home = null!;

    public async ValueTask InitializeAsync()
    {
        _home = await SyncedHome.StartAsync();
        Directory.CreateDirectory(ProjectDirectory);
        ProjectFile.Create(ProjectDirectory, Queued.Kitty, "kitty");
    }

    private string ProjectDirectory => _home.Temp.Beside("project");

    public async ValueTask DisposeAsync() => await _home.DisposeAsync();

    [Fact]
    public async Task Host_AProgramThatEmits_IsDrainedInTheBackgroundAndStopsGracefully()
    {
        using var host = Build(delivers: true);
        await host.StartAsync();

        var emitted = host.Services.GetRequiredService<EventEmitter>().Emit(Moved).Event.ShouldNotBeNull();

        (await _log.First.WaitAsync(Patience)).ShouldBe("Synced: 1, Duplicates: 0, Failed: 0");
        _home.Server.Batches.ShouldHaveSingleItem().ShouldBe([emitted.EventId.ToString()]);
        await host.StopAsync();
        host.Services.GetRequiredService<OfflineQueue>().Status().Undelivered.ShouldBe(0);
    }

    [Fact]
    public async Task Host_StoppedWhileABatchIsOnItsWay_EndsAtOnceAndKeepsTheEvent()
    {
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _home.Server.Instead = async context =>
        {
            if (context.Request.Path != ContractListener.BatchPath)
            {
                return false;
            }

            var gone = new TaskCompletionSource();
            await using var registration = context.RequestAborted.Register(gone.SetResult);
            asked.SetResult();
            await gone.Task;
            return true;
        };
        using var host = Build(delivers: true);
        await host.StartAsync();
        host.Services.GetRequiredService<EventEmitter>().Emit(Moved).IsQueued.ShouldBeTrue();
        await asked.Task.WaitAsync(Patience);

        await host.StopAsync().WaitAsync(Patience);

        _home.Queue.Status().Pending.ShouldBe(1);
        _home.Server.Instead = _ => Task.FromResult(false);
        (await _home.RunAsync()).Synced.ShouldBe(1);
    }

    [Fact]
    public async Task Host_ThatLeavesDeliveryToAnother_HasNoServiceAndOnlyQueues()
    {
        using var host = Build(delivers: false);
        await host.StartAsync();

        host.Services.GetRequiredService<EventEmitter>().Emit(Moved).IsQueued.ShouldBeTrue();

        host.Services.GetServices<IHostedService>().OfType<SyncService>().ShouldBeEmpty();
        await host.StopAsync();
        _home.Queue.Status().Pending.ShouldBe(1);
    }

    [Fact]
    public void Emitter_OutsideOfAnyProject_SaysHowToMakeOne()
    {
        var services = new ServiceCollection();
        services.AddSpecKitty(options =>
        {
            options.HomeDirectory = _home.Temp.Path;
            options.ProjectDirectory = Path.GetTempPath();
        });
        using var provider = services.BuildServiceProvider();

        Should.Throw<ClientException>(provider.GetRequiredService<EventEmitter>).Remedy.ShouldContain("spec-kitty init");
    }

    private static EmitRequest Moved => new()
    {
        EventType = "WPStatusChanged",
        Payload = JsonText.Parse(Encoding.UTF8.GetBytes("""{"wp_id":"WP01","previous_status":"planned","new_status":"doing"}""")),
    };

    private IHost Build(bool delivers)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Logging.AddProvider(_log);
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = Endless);
        builder.Services.AddSpecKitty(options =>
        {
            options.HomeDirectory = _home.Temp.Path;
            options.ProjectDirectory = ProjectDirectory;
            options.Delivers = delivers;
            options.Sync = new SyncLoopOptions { Interval = TimeSpan.FromMilliseconds(20), Requests = SyncedHome.AtOnce with { Deadline = Endless } };
        });
        return builder.Build();
    }

    /// <summary>Waits for the first line that the service logs.</summary>
    private sealed class FirstLine : ILoggerProvider, ILogger
    {
        private readonly TaskCompletionSource<string> _first = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<string> First => _first.Task;

        public ILogger CreateLogger(string categoryName) => categoryName == typeof(SyncService).FullName ? this : NullLogger.Instance;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            _first.TrySetResult(formatter(state, exception));

        public void Dispose()
        {
            // Nothing is held.
        }
    }
}
