using SpecKitty.Client.Home;
using SpecKitty.Client.Queue;
using SpecKitty.Client.Syncing;
using SpecKitty.Client.Tests.Support;

namespace SpecKitty.Client.Tests.Syncing;

/// <summary>What ends a run before its time: the caller, a file, a refusal of the request as a whole.</summary>
public sealed class StoppedRunTests : IAsyncLifetime
{
    private SyncedHome _home = null!;

    public async ValueTask InitializeAsync() => _home = await SyncedHome.StartAsync();

    public async ValueTask DisposeAsync() => await _home.DisposeAsync();

    [Fact]
    public async Task Run_CancelledWhileABatchIsOnItsWay_TellsWhatWasDoneAndLeavesTheRest()
    {
        _home.Enqueue(20);
        using var cancel = new CancellationTokenSource();
        _home.Server.Instead = async context =>
        {
            if (context.Request.Path != ContractListener.BatchPath || _home.Server.Batches.IsEmpty)
            {
                return false;
            }

            await cancel.CancelAsync();
            return false;
        };

        var summary = await _home.RunAsync(new SyncOptions { BatchEvents = 10 }, cancellationToken: cancel.Token);

        (summary.IsInterrupted, summary.Stopped, summary.Synced).ShouldBe((true, null, 10));
        _home.Queue.Status().Pending.ShouldBe(10);
        _home.Server.Instead = _ => Task.FromResult(false);
        (await _home.RunAsync()).Synced.ShouldBe(10);
    }

    [Fact]
    public async Task Run_CancelledWhileAnotherProcessHoldsTheClock_TellsWhatWasDoneInsteadOfWaitingForIt()
    {
        _home.Enqueue(20);
        using var cancel = new CancellationTokenSource();
        using var held = FileLock.Take(_home.Temp.Home.ClockPath + ".lock", TestContext.Current.CancellationToken);
        _home.Server.Judge = ids => new
        {
            results = ids.Select(id => new { event_id = id, status = "success" }),
            missions = new[] { new { mission_id = "M1", lamport_clock = 7 } },
        };
        _home.Server.Instead = async context =>
        {
            if (context.Request.Path == ContractListener.BatchPath && !_home.Server.Batches.IsEmpty)
            {
                await cancel.CancelAsync();
            }

            return false;
        };

        var summary = await _home.RunAsync(new SyncOptions { BatchEvents = 10 }, cancellationToken: cancel.Token);

        // Whoever waits for the clock for as long as it can be waited for is stopped by that.
        (summary.IsInterrupted, summary.Stopped, summary.Synced).ShouldBe((true, null, 10));
        _home.Queue.Status().Delivered.ShouldBe(10);
    }

    [Theory]
    [InlineData(301, "sign in with the address that it leads to")]
    [InlineData(404, "Check the address")]
    [InlineData(400, "sync diagnose")]
    public async Task Run_ARefusalOfTheWholeRequest_StopsWithWhatToDoAboutTheAddress(int status, string remedy)
    {
        _home.Enqueue(3);
        _home.Server.Instead = context =>
        {
            context.Response.StatusCode = status;
            return Task.FromResult(context.Request.Path == ContractListener.BatchPath);
        };

        var stopped = (await _home.RunAsync()).Stopped.ShouldNotBeNull();

        stopped.Failure.ShouldBe(ClientFailure.Refused);
        stopped.Remedy.ShouldContain(remedy);
        stopped.Remedy.ShouldNotContain("mission");
        _home.Queue.List().ShouldAllBe(entry => entry.State == EventState.Pending && entry.Attempts == 0);
    }

    [Fact]
    public async Task Run_AFileThatStandsInTheWayMidway_StopsWithWhatWasDone()
    {
        _home.Enqueue(4);
        _home.Server.Judge = ids =>
        {
            File.SetUnixFileMode(_home.Temp.Home.CredentialsPath, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead);
            return new { results = ids.Select(id => new { event_id = id, status = "success" }) };
        };

        var summary = await _home.RunAsync(new SyncOptions { BatchEvents = 2 });

        (summary.Synced, summary.Stopped?.Failure).ShouldBe((2, ClientFailure.LocalFile));
        (_home.Queue.Status().Delivered, _home.Queue.Status().Pending).ShouldBe((2, 2));
    }
}
