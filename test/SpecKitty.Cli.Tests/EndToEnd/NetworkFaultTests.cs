using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using SpecKitty.Cli.Tests.Support;
using SpecKitty.Client;
using SpecKitty.Client.Credentials;
using SpecKitty.Client.Emitting;
using SpecKitty.Client.Home;
using SpecKitty.Client.Http;
using SpecKitty.Client.Projects;
using SpecKitty.Client.Queue;
using SpecKitty.Client.Syncing;
using SpecKitty.Events.Values;

namespace SpecKitty.Cli.Tests.EndToEnd;

/// <summary>Whatever happens between producer and server, each event ends on the server exactly once.</summary>
public sealed class NetworkFaultTests : IAsyncLifetime
{
    private const int MostRuns = 500;

    private static readonly ServerChannelOptions Quick = new() { FirstPause = TimeSpan.Zero, LongestPause = TimeSpan.FromMilliseconds(1), Deadline = TimeSpan.FromSeconds(2) };

    private readonly CommandLine _line = new();
    private RealServer _server = null!;
    private FaultyProxy _proxy = null!;
    private ProjectFile _project = null!;

    private SpecKittyHome Home => SpecKittyHome.Find(name => name == SpecKittyHome.EnvironmentVariable ? _line.Home : null);

    public async ValueTask InitializeAsync()
    {
        _server = await RealServer.StartAsync(("ada", "tea"));
        _proxy = new FaultyProxy(_server.Url);
        (await _line.RunAsync(["auth", "login", "--server", _proxy.Url, "--username", "ada", "--password-stdin"], RealServer.Password)).ShouldEnd(ExitCodes.Fine);
        (await _line.RunAsync("init")).ShouldEnd(ExitCodes.Fine);
        (await _line.RunAsync("project", "link")).ShouldEnd(ExitCodes.Fine);
        _project = ProjectFile.Find(_line.WorkingDirectory)!;
    }

    public async ValueTask DisposeAsync()
    {
        await _proxy.DisposeAsync();
        await _server.DisposeAsync();
        _line.Dispose();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Sync_ThroughConnectionsThatGoWrongInEveryWay_DeliversEveryEventExactlyOnce(int seed)
    {
        var emitted = Emit(240);
        var random = new Random(seed);
        _proxy.Faults = () => Fault.Next(random);

        await RunUntilEmptyAsync(batchEvents: 15);

        _proxy.Faulted.ShouldBeGreaterThan(8);
        (await LogAsync()).ShouldBe(emitted);
        NothingWasHeldAgainstAnyEvent();
    }

    [Fact]
    public async Task Sync_SeveralAtOnceThroughConnectionsThatGoWrong_DeliverEveryEventExactlyOnce()
    {
        var emitted = Emit(240);
        var random = new Random(5);
        _proxy.Faults = () =>
        {
            lock (random)
            {
                return Fault.Next(random);
            }
        };

        using var empty = new CancellationTokenSource();
        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() => LoopUntilEmptyAsync(batchEvents: 15, empty))));

        (await LogAsync()).ShouldBe(emitted);
        NothingWasHeldAgainstAnyEvent();
    }

    [Fact]
    public async Task Sync_TheServerIsKilledInTheMiddleOfBatches_DeliversEveryEventExactlyOnce()
    {
        var emitted = new List<string>();
        var random = new Random(6);
        for (var kill = 0; kill < 6; kill++)
        {
            // On the way up the server dies with half a batch in its hands; on the way down it has taken the batch in and dies answering.
            var killed = new TaskCompletionSource();
            var isFirst = 1;
            var isUp = kill % 2 == 0;
            var bytes = random.Next(isUp ? 3_000 : 2_000);
            _proxy.Faults = () => new Fault(FaultKind.Reset, isUp ? bytes : long.MaxValue, isUp ? long.MaxValue : bytes, TimeSpan.Zero);
            _proxy.AtTheCut = async () =>
            {
                if (Interlocked.Exchange(ref isFirst, 0) == 1)
                {
                    await _server.KillAsync();
                    killed.SetResult();
                }
            };
            for (var run = 0; run < 20 && isFirst == 1; run++)
            {
                emitted.AddRange(Emit(40));
                await RunAsync(batchEvents: 20);
            }

            await killed.Task.WaitAsync(TimeSpan.FromSeconds(90));
            _proxy.AtTheCut = () => Task.CompletedTask;
            await _server.StartAgainAsync();
        }

        _proxy.Faults = () => Fault.None;
        await RunUntilEmptyAsync(batchEvents: 20);

        (await LogAsync()).ShouldBe(emitted);
        NothingWasHeldAgainstAnyEvent();
    }

    private List<string> Emit(int count)
    {
        using var queue = OfflineQueue.Open(Home);
        var emitter = new EventEmitter(Home, queue, _project);
        var request = new EmitRequest
        {
            EventType = "HistoryAdded",
            Payload = JsonText.Parse(Encoding.UTF8.GetBytes("""{"wp_id":"WP01","entry_type":"note","entry_content":"It was here."}""")),
        };
        return [.. Enumerable.Range(0, count).Select(_ => emitter.Emit(request).Event!.EventId.ToString())];
    }

    private async Task RunUntilEmptyAsync(int batchEvents)
    {
        using var queue = OfflineQueue.Open(Home);
        for (var run = 1; run <= MostRuns; run++)
        {
            var summary = await RunAsync(batchEvents);
            summary.Failures.ShouldBeEmpty();
            summary.Stopped?.Failure.ShouldBe(ClientFailure.ServerUnreachable);
            if (queue.Status().Undelivered == 0)
            {
                return;
            }
        }

        Assert.Fail($"After {MostRuns} runs there are still events in the queue.");
    }

    private async Task LoopUntilEmptyAsync(int batchEvents, CancellationTokenSource empty)
    {
        using var queue = OfflineQueue.Open(Home);
        var pause = TimeSpan.FromMilliseconds(5);
        var options = new SyncLoopOptions { Interval = pause, FirstPause = pause, LongestPause = pause, Requests = Quick, Sync = new SyncOptions { BatchEvents = batchEvents } };
        await foreach (var round in new SyncLoop(Home, options).RunAsync(empty.Token))
        {
            round.Summary.Failures.ShouldBeEmpty();
            if (queue.Status().Undelivered == 0)
            {
                await empty.CancelAsync();
            }
        }
    }

    private async Task<SyncSummary> RunAsync(int batchEvents)
    {
        using var connection = ServerConnection.Open(new CredentialStore(Home), Quick);
        using var queue = OfflineQueue.Open(Home);
        return await new BatchSync(queue, connection, new ClockFile(Home), new ProjectLinks(Home), new SyncOptions { BatchEvents = batchEvents }).RunAsync();
    }

    private void NothingWasHeldAgainstAnyEvent()
    {
        using var queue = OfflineQueue.Open(Home);
        queue.List().ShouldAllBe(entry => entry.State == EventState.Delivered && entry.Attempts == 0);
    }

    /// <summary>The ids of everything in the server's log, in its order, read past the proxy.</summary>
    private async Task<List<string>> LogAsync()
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{_server.Url}/api/v1/events/?project={_project.ProjectUuid}");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", new CredentialStore(Home).Load()!.AccessToken);
        request.Headers.Accept.ParseAdd("application/x-ndjson");
        using var reply = await http.SendAsync(request);
        var ids = new List<string>();
        foreach (var line in (await reply.EnsureSuccessStatusCode().Content.ReadAsStringAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            using var stored = JsonDocument.Parse(line);
            ids.Add(stored.RootElement.GetProperty("event_id").GetString()!);
        }

        return ids;
    }
}
