using SpecKitty.Client.Projects;
using SpecKitty.Client.Queue;
using SpecKitty.Client.Syncing;
using SpecKitty.Client.Tests.Support;

namespace SpecKitty.Client.Tests.Syncing;

/// <summary>A link that is taken back or made while a run is under way.</summary>
public sealed class ConsentTests : IAsyncLifetime
{
    private static readonly SyncOptions Pairs = new() { BatchEvents = 2 };

    private SyncedHome _home = null!;

    private ProjectLinks Links => new(_home.Temp.Home);

    public async ValueTask InitializeAsync()
    {
        _home = await SyncedHome.StartAsync();
        _home.Link(Queued.Other);
        foreach (var number in Enumerable.Range(0, 6))
        {
            _home.Queue.Enqueue(Queued.Event($"K{number}"));
            _home.Queue.Enqueue(Queued.Event($"O{number}", Queued.Other));
        }
    }

    public async ValueTask DisposeAsync() => await _home.DisposeAsync();

    [Fact]
    public async Task Run_ALinkThatIsTakenBackMeanwhile_SendsNothingMoreOfItsProject()
    {
        AfterTheFirstBatch(() => Links.Unlink(Queued.Other));

        var summary = await _home.RunAsync(Pairs);

        _home.Server.Batches.SelectMany(ids => ids).ShouldBe(["K0", "O0", "K1", "K2", "K3", "K4", "K5"]);
        (summary.Synced, summary.NotLinked, summary.Stopped).ShouldBe((7, 5, null));
        _home.Queue.List(EventState.Pending).Select(entry => (entry.EventId, entry.Attempts)).ShouldBe([("O1", 0), ("O2", 0), ("O3", 0), ("O4", 0), ("O5", 0)]);
    }

    [Fact]
    public async Task Run_ALinkThatIsTakenBackAndMadeAgain_LetsNoEventOvertakeThoseThatWereLeftOut()
    {
        AfterTheFirstBatch(() => Links.Unlink(Queued.Other), () => _home.Link(Queued.Other));

        await _home.RunAsync(Pairs);
        (await _home.RunAsync()).NotLinked.ShouldBe(0);

        _home.Server.Batches.SelectMany(ids => ids).Where(id => id[0] == 'O').ShouldBe(["O0", "O1", "O2", "O3", "O4", "O5"]);
    }

    [Fact]
    public async Task Run_ALinkThatIsTakenBackWhileTheServerAsksToWait_DoesNotSendTheBatchThatWaited()
    {
        var isFirst = true;
        _home.Server.Instead = context =>
        {
            if (!isFirst || context.Request.Path != ContractListener.BatchPath)
            {
                return Task.FromResult(false);
            }

            isFirst = false;
            Links.Unlink(Queued.Other);
            context.Response.StatusCode = 429;
            context.Response.Headers.RetryAfter = "45";
            return Task.FromResult(true);
        };

        var summary = await _home.RunAsync(time: new HurriedClock());

        _home.Server.Batches.SelectMany(ids => ids).ShouldBe(["K0", "K1", "K2", "K3", "K4", "K5"]);
        summary.NotLinked.ShouldBe(6);
    }

    [Fact]
    public async Task Run_LinksThatCannotBeReadAnyMore_StopsBeforeTheNextBatch()
    {
        AfterTheFirstBatch(() => File.WriteAllText(_home.Temp.Home.LinksPath, "{"));

        var summary = await _home.RunAsync(Pairs);

        (summary.Synced, summary.Stopped?.Failure).ShouldBe((2, ClientFailure.LocalFile));
        _home.Server.Batches.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("ADA", true)]
    [InlineData("Ada", true)]
    [InlineData("adam", false)]
    public async Task Run_ALinkInTheNameOfAUser_GoesByTheNameAndNotByItsCase(string username, bool isSent)
    {
        Links.Unlink(Queued.Other);
        Links.Link(new ProjectLink(Queued.Kitty, _home.Server.Address, username, DateTimeOffset.UnixEpoch));

        (await _home.RunAsync()).Synced.ShouldBe(isSent ? 6 : 0);
    }

    /// <summary>Does something while the first batch is with the server, and something else with the second.</summary>
    private void AfterTheFirstBatch(params Action[] actions)
    {
        var at = 0;
        _home.Server.Judge = ids =>
        {
            if (at < actions.Length)
            {
                actions[at++]();
            }

            return new { results = ids.Select(id => new { event_id = id, status = "success" }) };
        };
    }
}
