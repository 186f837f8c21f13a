using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;
using SpecKitty.Client.Credentials;
using SpecKitty.Client.Emitting;
using SpecKitty.Client.Http;
using SpecKitty.Client.Live;
using SpecKitty.Client.Projects;
using SpecKitty.Client.Tests.Support;

namespace SpecKitty.Client.Tests.Live;

public sealed class PresenceBeatTests : IAsyncLifetime
{
    private SyncedHome _home = null!;
    private ProjectFile _project = null!;

    public async ValueTask InitializeAsync()
    {
        _home = await SyncedHome.StartAsync();
        _project = ProjectFile.Create(Path.Join(_home.Temp.Path, "work"), Guid.NewGuid(), "kitty");
    }

    public async ValueTask DisposeAsync() => await _home.DisposeAsync();

    [Fact]
    public async Task Run_AParticipantWhoWasJoinedHere_BeatsAndQueuesNothing()
    {
        Join();
        Link();
        var beats = await BeatAsync(3);

        beats.ShouldBe(3);
        _home.Server.Batches.Count.ShouldBe(3);
        _home.Server.Batches.ShouldAllBe(ids => ids.Length == 1);
        _home.Queue.List().ShouldBeEmpty();
    }

    [Fact]
    public async Task Run_AServerWhoseClockIsFarAhead_IsCaughtUpWith()
    {
        Join();
        Link();
        _home.Server.Judge = ids => new
        {
            results = ids.Select(id => new { event_id = id, status = "success" }),
            missions = new[] { new { mission_id = "M1", lamport_clock = 58 } },
        };

        await BeatAsync(1);

        new ClockFile(_home.Temp.Home).Tick().Value.ShouldBeGreaterThan(58);
    }

    [Fact]
    public async Task Run_AServerThatIsAwayForAWhile_GoesOnWhenItIsBack()
    {
        Join();
        Link();
        var asked = 0;
        _home.Server.Instead = async context =>
        {
            if (context.Request.Path != ContractListener.BatchPath || Interlocked.Increment(ref asked) > 4)
            {
                return false;
            }

            context.Response.StatusCode = 502;
            await context.Response.Body.WriteAsync("away"u8.ToArray());
            return true;
        };

        (await BeatAsync(1)).ShouldBe(1);
        _home.Server.Batches.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("7.5", new[] { 15, 7.5 })]
    [InlineData("0", new[] { 15d })]
    [InlineData("1e300", new[] { 15d })]
    [InlineData("\"7\"", new[] { 15d })]
    public async Task Run_AServerThatAsksForAPace_BeatsByIt(string told, double[] seconds)
    {
        Join();
        Link();
        _home.Server.Instead = async context =>
        {
            if (!context.Request.Path.Value!.EndsWith("/state/", StringComparison.Ordinal))
            {
                return false;
            }

            await context.Response.WriteAsync($$$"""{"thresholds":{"heartbeat_seconds":{{{told}}} }}""");
            return true;
        };
        var clock = new RingingClock();

        (await BeatAsync(2, clock)).ShouldBe(2);

        clock.Periods.Select(period => period.TotalSeconds).ShouldBe(seconds);
    }

    [Fact]
    public async Task Run_AProjectThatIsNotLinked_SendsNothingAndSaysWhatToDo()
    {
        Join();

        var refused = await Should.ThrowAsync<ClientException>(() => BeatAsync(1));

        (refused.Failure, refused.Remedy).ShouldBe((ClientFailure.Misuse, "Link it: spec-kitty project link."));
        _home.Server.Batches.ShouldBeEmpty();
    }

    [Fact]
    public async Task Run_NobodyWasJoinedHere_SaysWhatToDo()
    {
        Link();

        var refused = await Should.ThrowAsync<ClientException>(() => BeatAsync(1));

        refused.Remedy.ShouldBe("Join it: spec-kitty mission join.");
        _home.Server.Batches.ShouldBeEmpty();
    }

    private void Join() => new MissionMemory(_home.Temp.Home).Join(_project.ProjectUuid, "M1", new JoinedParticipant("P1", "human", "Ada"));

    private void Link() => new ProjectLinks(_home.Temp.Home).Link(new ProjectLink(_project.ProjectUuid, _home.Server.Address, "ada", DateTimeOffset.UnixEpoch));

    /// <summary>Beats on a clock that does not wait until so many have arrived.</summary>
    private async Task<int> BeatAsync(int count, TimeProvider? clock = null)
    {
        using var connection = ServerConnection.Open(new CredentialStore(_home.Temp.Home), SyncedHome.AtOnce);
        var emitter = new EventEmitter(_home.Temp.Home, _home.Queue, _project);
        using var enough = new CancellationTokenSource();
        var arrived = new Arrivals(count, enough);
        var beat = new PresenceBeat(emitter, connection, new ProjectLinks(_home.Temp.Home), clock ?? new HurriedClock());
        try
        {
            await beat.RunAsync("M1", trouble: arrived, cancellationToken: enough.Token);
        }
        catch (OperationCanceledException) when (enough.IsCancellationRequested)
        {
            // That is how it ends.
        }

        return arrived.Count;
    }

    /// <summary>Its timers ring as soon as they are set, and it remembers how.</summary>
    private sealed class RingingClock : TimeProvider
    {
        public ConcurrentQueue<TimeSpan> Periods { get; } = new();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var timer = new RingingTimer(this, callback, state);
            timer.Change(dueTime, period);
            return timer;
        }

        private sealed class RingingTimer(RingingClock clock, TimerCallback callback, object? state) : ITimer
        {
            public bool Change(TimeSpan dueTime, TimeSpan period)
            {
                if (period > TimeSpan.Zero)
                {
                    clock.Periods.Enqueue(period);
                    ThreadPool.QueueUserWorkItem(_ => callback(state));
                }

                return true;
            }

            public void Dispose()
            {
            }

            public ValueTask DisposeAsync() => ValueTask.CompletedTask;
        }
    }

    private sealed class Arrivals(int wanted, CancellationTokenSource enough) : IProgress<ClientException?>
    {
        public int Count { get; private set; }

        public void Report(ClientException? value)
        {
            if (value is null && ++Count == wanted)
            {
                enough.Cancel();
            }
        }
    }
}
