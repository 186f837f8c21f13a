using SpecKitty.Client.Credentials;
using SpecKitty.Client.Emitting;
using SpecKitty.Client.Http;
using SpecKitty.Client.Projects;
using SpecKitty.Client.Queue;
using SpecKitty.Client.Syncing;

namespace SpecKitty.Client.Tests.Support;

/// <summary>A home whose user is signed in to a listener and has linked the projects of the tests to it.</summary>
public sealed class SyncedHome : IAsyncDisposable
{
    public static ServerChannelOptions AtOnce { get; } = new() { FirstPause = TimeSpan.Zero, LongestPause = TimeSpan.FromMilliseconds(1) };

    private readonly TempHome _temp = new();

    private SyncedHome(ContractListener server) => Server = server;

    public ContractListener Server { get; }

    public TempHome Temp => _temp;

    public OfflineQueue Queue { get; private set; } = null!;

    public static async Task<SyncedHome> StartAsync(bool isSignedIn = true)
    {
        var home = new SyncedHome(await ContractListener.StartAsync());
        home.Queue = OfflineQueue.Open(home._temp.Home);
        home.Link();
        if (isSignedIn)
        {
            await home.SignInAsync();
        }

        return home;
    }

    public Task SignInAsync() => ServerConnection.SignInAsync(new CredentialStore(_temp.Home), Server.Address, "ada", "good");

    public void Link() => Link(Queued.Kitty);

    public void Link(Guid project) => new ProjectLinks(_temp.Home).Link(new ProjectLink(project, Server.Address, "ada", DateTimeOffset.UnixEpoch));

    public void Enqueue(int count, int from = 0, string note = "x") =>
        Queue.EnqueueAll([.. Enumerable.Range(from, count).Select(number => Queued.Event(Queued.Id(number), note: note))]);

    public async Task<SyncSummary> RunAsync(
        SyncOptions? options = null, TimeProvider? time = null, IProgress<SyncProgress>? progress = null, ServerChannelOptions? requests = null, TimeProvider? requestTime = null, CancellationToken cancellationToken = default)
    {
        using var connection = ServerConnection.Open(new CredentialStore(_temp.Home), requests ?? AtOnce, requestTime);
        return await Sync(connection, options, time).RunAsync(progress, cancellationToken);
    }

    public async Task<SyncPreview> PreviewAsync(SyncOptions? options = null)
    {
        using var connection = ServerConnection.Open(new CredentialStore(_temp.Home), AtOnce);
        return await Sync(connection, options, time: null).PreviewAsync();
    }

    public async ValueTask DisposeAsync()
    {
        Queue.Dispose();
        await Server.DisposeAsync();
        _temp.Dispose();
    }

    private BatchSync Sync(ServerConnection connection, SyncOptions? options, TimeProvider? time) =>
        new(Queue, connection, new ClockFile(_temp.Home), new ProjectLinks(_temp.Home), options, time);
}
