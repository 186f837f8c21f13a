using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Http;
using SpecKitty.Client.Credentials;
using SpecKitty.Client.Projects;
using SpecKitty.Client.Queue;
using SpecKitty.Client.Syncing;
using SpecKitty.Client.Tests.Support;

namespace SpecKitty.Client.Tests.Syncing;

public sealed class ServerTroubleTests : IAsyncLifetime
{
    private readonly HurriedClock _time = new();
    private SyncedHome _home = null!;

    public async ValueTask InitializeAsync() => _home = await SyncedHome.StartAsync();

    public async ValueTask DisposeAsync() => await _home.DisposeAsync();

    [Theory]
    [InlineData(429)]
    [InlineData(503)]
    public async Task Run_AServerThatAsksToWait_WaitsAsLongAndGoesOn(int status)
    {
        _home.Enqueue(10);
        BusyFor(2, status, "45");

        var summary = await _home.RunAsync(time: _time);

        (summary.Synced, summary.Stopped).ShouldBe((10, null));
        _time.Waits.Count.ShouldBe(2);
        _time.Waits.ShouldAllBe(wait => wait >= TimeSpan.FromSeconds(45) && wait <= TimeSpan.FromSeconds(50));
    }

    [Theory]
    [InlineData("300", 0)]
    [InlineData("50", 2)]
    public async Task Run_AServerThatAsksForMoreThanTheBound_StopsAndSaysWhatToDo(string seconds, int waits)
    {
        _home.Enqueue(10);
        BusyFor(100, 429, seconds);

        var summary = await _home.RunAsync(time: _time);

        var stopped = summary.Stopped.ShouldNotBeNull();
        (stopped.Failure, stopped.RetryAfter).ShouldBe((ClientFailure.ServerUnreachable, TimeSpan.FromSeconds(int.Parse(seconds))));
        stopped.Message.ShouldContain($"in {seconds} s");
        stopped.Remedy.ShouldContain("sync watch");
        _time.Waits.Count.ShouldBe(waits);
        _home.Queue.List().ShouldAllBe(entry => entry.State == EventState.Pending && entry.Attempts == 0);
    }

    [Fact]
    public async Task Run_AServerThatAsksForNoWaitAtAll_IsNotAskedWithoutPause()
    {
        _home.Enqueue(1);
        BusyFor(int.MaxValue, 503, "0");

        var summary = await _home.RunAsync(time: _time);

        summary.Stopped.ShouldNotBeNull();
        _time.Waits.Count.ShouldBe(120);
    }

    [Theory]
    [InlineData("""{"results": [{"event_id": "E000""")]
    [InlineData("""{"results": null}""")]
    [InlineData("""{"results": {}}""")]
    [InlineData("""[]""")]
    [InlineData("""null""")]
    [InlineData("")]
    [InlineData("<html>Welcome to the airport</html>")]
    public async Task Run_AnAnswerThatCannotBeRead_StopsAndMarksNothing(string body)
    {
        _home.Enqueue(3);
        Answer(body);

        var summary = await _home.RunAsync();

        (summary.TotalEvents, summary.Stopped?.Failure).ShouldBe((0, ClientFailure.ServerUnreachable));
        ShouldAllWait(3);
    }

    [Fact]
    public async Task Run_AnAnswerThatCannotBeReadWhileTheNextBatchIsOnItsWay_StopsAndTheNextRunDeliversAll()
    {
        _home.Enqueue(6);
        var batches = 0;
        _home.Server.Instead = async context =>
        {
            if (context.Request.Path != ContractListener.BatchPath || Interlocked.Increment(ref batches) != 2)
            {
                return false;
            }

            await context.Response.WriteAsync("<html>Welcome to the airport</html>");
            return true;
        };

        var stopped = await _home.RunAsync(new SyncOptions { BatchEvents = 2 });
        var states = _home.Queue.List().Select(entry => entry.State).ToArray();
        _home.Server.Instead = _ => Task.FromResult(false);
        var resumed = await _home.RunAsync();

        (stopped.Synced, stopped.Stopped?.Failure).ShouldBe((2, ClientFailure.ServerUnreachable));
        states.ShouldBe([EventState.Delivered, EventState.Delivered, EventState.Pending, EventState.Pending, EventState.Pending, EventState.Pending]);
        (resumed.Synced, resumed.Stopped).ShouldBe((4, null));
    }

    [Fact]
    public async Task Run_ManyBatches_SendsThemInTheOrderOfQueueing()
    {
        _home.Enqueue(50);

        await _home.RunAsync(new SyncOptions { BatchEvents = 7 });

        _home.Server.Batches.SelectMany(ids => ids).ShouldBe(_home.Queue.List().Select(entry => entry.EventId));
    }

    [Theory]
    [InlineData("""{"results": []}""")]
    [InlineData("""{"results": [null, null, null]}""")]
    [InlineData("""{"results": [{"event_id": "X1", "status": "success"}, {"event_id": "X2", "status": "success"}, {"event_id": "X3", "status": "success"}]}""")]
    [InlineData("""{"results": [{"event_id": null, "status": "success"}]}""")]
    [InlineData("""{"results": [{"event_id": "E000000", "status": "success"}, {"event_id": "E000000", "status": "rejected"}]}""")]
    [InlineData("""{"results": [{"event_id": "E000000", "status": "perhaps"}], "missions": [null]}""")]
    public async Task Run_ResultsThatAreNoneForTheseEvents_CountAsNotDelivered(string body)
    {
        _home.Enqueue(3);
        Answer(body);

        var summary = await _home.RunAsync();

        (summary.Unanswered, summary.Synced, summary.Failed).ShouldBe((3, 0, 0));
        ShouldAllWait(3);
    }

    [Fact]
    public async Task Run_FewerResultsThanEvents_DeliversThoseAlone()
    {
        _home.Enqueue(3);
        Answer("""{"results": [{"event_id": "E000001", "status": "success"}]}""");

        (await _home.RunAsync()).Unanswered.ShouldBe(2);

        _home.Queue.List().Select(entry => entry.State).ShouldBe([EventState.Pending, EventState.Delivered, EventState.Pending]);
    }

    [Fact]
    public async Task Run_AnAnswerThatIsNotTheGzipThatItSaysItIs_StopsAndMarksNothing()
    {
        _home.Enqueue(3);
        Answer("""{"results": [{"event_id": "E000001", "status": "success"}]}""", contentEncoding: "gzip");

        (await _home.RunAsync()).Stopped.ShouldNotBeNull().Failure.ShouldBe(ClientFailure.ServerUnreachable);

        ShouldAllWait(3);
    }

    [Fact]
    public async Task Run_AnAnswerThatTricklesIn_IsGivenUpAtTheDeadline()
    {
        _home.Enqueue(3);
        const int Many = 10;
        var clock = new DeadlineClock();
        _home.Server.Instead = async context =>
        {
            if (context.Request.Path != ContractListener.BatchPath)
            {
                return false;
            }

            try
            {
                for (var bytes = 1; ; bytes++)
                {
                    await context.Response.Body.WriteAsync(" "u8.ToArray(), context.RequestAborted);
                    await context.Response.Body.FlushAsync(context.RequestAborted);
                    if (bytes == Many)
                    {
                        clock.Pass();
                    }

                    await Task.Yield();
                }
            }
            catch (OperationCanceledException)
            {
                // The producer has hung up.
            }

            return true;
        };

        var summary = await _home.RunAsync(requestTime: clock);

        summary.Stopped.ShouldNotBeNull().Message.ShouldContain("did not answer POST api/v1/events/batch/ within");
        ShouldAllWait(3);
    }

    [Fact]
    public async Task Run_AConnectionThatOpensAndSaysNothing_IsGivenUpAtTheDeadline()
    {
        using var mute = new TcpListener(IPAddress.Loopback, 0);
        mute.Start();
        var address = new Uri($"http://{mute.LocalEndpoint}/");
        var store = new CredentialStore(_home.Temp.Home);
        store.Save(store.Load()! with { Server = address });
        new ProjectLinks(_home.Temp.Home).Link(new ProjectLink(Queued.Kitty, address, "ada", DateTimeOffset.UnixEpoch));
        _home.Enqueue(3);

        var summary = await _home.RunAsync(requests: SyncedHome.AtOnce with { Deadline = TimeSpan.FromMilliseconds(300) });

        summary.Stopped.ShouldNotBeNull().Message.ShouldContain("within");
        ShouldAllWait(3);
    }

    [Fact]
    public async Task Run_AHealthRouteThatIsSomethingElse_GoesByTheContract()
    {
        _home.Enqueue(1_500);
        _home.Server.Instead = async context =>
        {
            if (context.Request.Path != "/api/v1/sync/health/")
            {
                return false;
            }

            await context.Response.WriteAsync("<html>I am an application of one page</html>");
            return true;
        };

        (await _home.RunAsync()).Synced.ShouldBe(1_500);

        _home.Server.Batches.Select(batch => batch.Length).ShouldBe([1_000, 500]);
    }

    private void ShouldAllWait(int count)
    {
        var entries = _home.Queue.List();
        entries.Count.ShouldBe(count);
        entries.ShouldAllBe(entry => entry.State == EventState.Pending && entry.Attempts == 0);
    }

    private void Answer(string body, string? contentEncoding = null) => _home.Server.Instead = async context =>
    {
        if (context.Request.Path != ContractListener.BatchPath)
        {
            return false;
        }

        context.Response.Headers.ContentEncoding = contentEncoding;
        await context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(body));
        return true;
    };

    private void BusyFor(int times, int status, string retryAfter)
    {
        var left = times;
        _home.Server.Instead = async context =>
        {
            if (context.Request.Path != ContractListener.BatchPath || Interlocked.Decrement(ref left) < 0)
            {
                return false;
            }

            context.Response.StatusCode = status;
            context.Response.Headers.RetryAfter = retryAfter;
            await context.Response.WriteAsJsonAsync(new { error = "Too much at once" });
            return true;
        };
    }
}
