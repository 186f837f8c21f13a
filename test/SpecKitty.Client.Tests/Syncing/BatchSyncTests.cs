using Microsoft.AspNetCore.Http;
using SpecKitty.Client.Credentials;
using SpecKitty.Client.Emitting;
using SpecKitty.Client.Http;
using SpecKitty.Client.Projects;
using SpecKitty.Client.Queue;
using SpecKitty.Client.Syncing;
using SpecKitty.Client.Tests.Support;

namespace SpecKitty.Client.Tests.Syncing;

public sealed class BatchSyncTests : IAsyncLifetime
{
    private static readonly ServerChannelOptions AtOnce = new() { FirstPause = TimeSpan.Zero, LongestPause = TimeSpan.FromMilliseconds(1) };

    private readonly TempHome _temp = new();
    private ContractListener _server = null!;
    private OfflineQueue _queue = null!;
    private ServerConnection _connection = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await ContractListener.StartAsync();
        var store = new CredentialStore(_temp.Home);
        await ServerConnection.SignInAsync(store, _server.Address, "ada", "good");
        _connection = ServerConnection.Open(store, AtOnce);
        _queue = OfflineQueue.Open(_temp.Home);
        Link(Queued.Kitty, "ada");
        Link(Queued.Other, "ada");
    }

    public async ValueTask DisposeAsync()
    {
        _queue.Dispose();
        _connection.Dispose();
        await _server.DisposeAsync();
        _temp.Dispose();
    }

    [Fact]
    public async Task Run_AnEmptyQueue_AsksNothing()
    {
        (await RunAsync()).TotalEvents.ShouldBe(0);

        _server.Batches.ShouldBeEmpty();
    }

    [Fact]
    public async Task Run_MoreThanABatch_GoesInOrderInBatchesOfAThousand()
    {
        Enqueue(2_300);

        var summary = await RunAsync();

        (summary.Synced, summary.Failed, summary.Stopped).ShouldBe((2_300, 0, null));
        _server.Batches.Select(batch => batch.Length).ShouldBe([1_000, 1_000, 300]);
        _server.Batches.SelectMany(batch => batch).ShouldBe(Enumerable.Range(0, 2_300).Select(Queued.Id));
        _queue.Status().Undelivered.ShouldBe(0);
    }

    [Fact]
    public async Task Run_EachKindOfResult_IsWrittenDown()
    {
        Enqueue(5);
        _server.Judge = _ => new
        {
            results = new object[]
            {
                new { event_id = Queued.Id(0), status = "success" },
                new { event_id = Queued.Id(1), status = "duplicate" },
                new { event_id = Queued.Id(2), status = "rejected", error = "Invalid event: wp_id is missing" },
                new { event_id = Queued.Id(3), status = "rejected", error_message = "no right" },
                new { event_id = "somebody else's", status = "success" },
            },
        };

        var summary = await RunAsync();

        (summary.Synced, summary.Duplicates, summary.Failed, summary.Unanswered, summary.TotalEvents).ShouldBe((1, 1, 2, 1, 5));
        summary.Failures.ShouldBe([new SyncFailure(Queued.Id(2), "Invalid event: wp_id is missing", "schema_mismatch"), new SyncFailure(Queued.Id(3), "no right", "unknown")]);
        summary.Categories.ShouldBe(new Dictionary<string, int>(StringComparer.Ordinal) { ["schema_mismatch"] = 1, ["unknown"] = 1 }, ignoreOrder: true);
        _queue.List().Select(entry => (entry.State, entry.Attempts)).ShouldBe(
        [
            (EventState.Delivered, 0),
            (EventState.Delivered, 0),
            (EventState.Failed, 1),
            (EventState.Failed, 1),
            (EventState.Pending, 0),
        ]);
    }

    [Fact]
    public async Task Run_ARejectedEventUntilItsAttemptsAreUsedUp_IsThenDead()
    {
        Enqueue(1);
        _server.Judge = ids => new { results = ids.Select(id => new { event_id = id, status = "rejected", error = "no" }) };

        for (var round = 0; round < 7; round++)
        {
            await RunAsync();
        }

        _server.Batches.Count.ShouldBe(5);
        _queue.List().ShouldHaveSingleItem().State.ShouldBe(EventState.Dead);
    }

    [Theory]
    [InlineData(500, ClientFailure.ServerUnreachable)]
    [InlineData(503, ClientFailure.ServerUnreachable)]
    [InlineData(401, ClientFailure.NotSignedIn)]
    [InlineData(400, ClientFailure.Refused)]
    public async Task Run_AFailedBatch_StopsAndCostsNoEventAnAttempt(int status, ClientFailure failure)
    {
        Enqueue(3);
        _server.Instead = context =>
        {
            context.Response.StatusCode = status;
            return Task.FromResult(true);
        };

        var summary = await RunAsync();

        summary.Stopped.ShouldNotBeNull().Failure.ShouldBe(failure);
        summary.TotalEvents.ShouldBe(0);
        _queue.List().ShouldAllBe(entry => entry.State == EventState.Pending && entry.Attempts == 0);
    }

    [Fact]
    public async Task Run_AConnectionThatBreaksInTheMiddle_KeepsWhatWasAnsweredAndLeavesTheRest()
    {
        Enqueue(1_500);
        _server.Instead = context =>
        {
            if (_server.Batches.IsEmpty)
            {
                return Task.FromResult(false);
            }

            context.Abort();
            return Task.FromResult(true);
        };

        var summary = await RunAsync();

        (summary.Synced, summary.Stopped!.Failure).ShouldBe((1_000, ClientFailure.ServerUnreachable));
        _queue.Status().Pending.ShouldBe(500);
        _server.Instead = _ => Task.FromResult(false);
        (await RunAsync()).Synced.ShouldBe(500);
    }

    [Fact]
    public async Task Run_AForbiddenBatch_IsPermissionDeniedWithoutCostingAttempts()
    {
        Enqueue(2);
        _server.Instead = async context =>
        {
            context.Response.StatusCode = 403;
            await context.Response.WriteAsJsonAsync(new { error = "Insufficient permissions" });
            return true;
        };

        var summary = await RunAsync();

        (summary.Failed, summary.Stopped).ShouldBe((2, null));
        summary.Failures.ShouldAllBe(failure => failure.Category == "permission_denied");
        _queue.List().ShouldAllBe(entry => entry.State == EventState.Failed && entry.Attempts == 0);
    }

    [Fact]
    public async Task Run_ARefusalThatNamesEvents_SendsTheOthersWithoutThem()
    {
        Enqueue(3);
        var isFirst = true;
        _server.Instead = async context =>
        {
            if (!isFirst || context.Request.Path != ContractListener.BatchPath)
            {
                return false;
            }

            isFirst = false;
            context.Response.StatusCode = 400;
            await context.Response.WriteAsJsonAsync(new { error = "bad batch", details = new[] { new { event_id = Queued.Id(1), error = "schema" } } });
            return true;
        };

        var summary = await RunAsync();

        (summary.Synced, summary.Failed).ShouldBe((2, 1));
        summary.Failures.ShouldHaveSingleItem().ShouldBe(new SyncFailure(Queued.Id(1), "schema", "schema_mismatch"));
        _server.Batches.ShouldHaveSingleItem().ShouldBe([Queued.Id(0), Queued.Id(2)]);
    }

    [Fact]
    public async Task Run_ClocksThatTheServerShows_AreTakenIn()
    {
        Enqueue(1);
        _server.Judge = ids => new
        {
            results = ids.Select(id => new { event_id = id, status = "success" }),
            missions = new[] { new { mission_id = "M1", lamport_clock = 7 }, new { mission_id = "M2", lamport_clock = 41 } },
        };

        await RunAsync();

        new ClockFile(_temp.Home).Tick().Value.ShouldBe(43);
    }

    [Fact]
    public async Task Run_SeveralAtOnce_SendNoEventTwiceAndKeepTheOrder()
    {
        Enqueue(400);
        var small = new SyncOptions { BatchEvents = 10 };

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            using var queue = OfflineQueue.Open(_temp.Home);
            using var connection = ServerConnection.Open(new CredentialStore(_temp.Home), AtOnce);
            await new BatchSync(queue, connection, new ClockFile(_temp.Home), new ProjectLinks(_temp.Home), small).RunAsync();
        })));

        _server.Batches.SelectMany(batch => batch).ShouldBe(Enumerable.Range(0, 400).Select(Queued.Id));
        _queue.Status().Undelivered.ShouldBe(0);
    }

    [Fact]
    public async Task Run_ProjectsLinkedElsewhereOrNotAtAll_StayOnThisMachine()
    {
        Link(Queued.Other, "grace");
        var unlinked = Guid.Parse("550e8400-e29b-41d4-a716-446655440002");
        _queue.Enqueue(Queued.Event("E1", unlinked));
        _queue.Enqueue(Queued.Event("E2", Queued.Other));
        _queue.Enqueue(Queued.Event("E3"));

        var summary = await RunAsync();

        (summary.Synced, summary.NotLinked).ShouldBe((1, 2));
        _server.Batches.ShouldHaveSingleItem().ShouldBe(["E3"]);
        _queue.List().Select(entry => (entry.EventId, entry.State, entry.Attempts)).ShouldBe(
            [("E1", EventState.Pending, 0), ("E2", EventState.Pending, 0), ("E3", EventState.Delivered, 0)]);

        Link(Queued.Other, "ada");
        (await RunAsync()).Synced.ShouldBe(1);
        new ProjectLinks(_temp.Home).Unlink(Queued.Kitty).ShouldNotBeNull();
        _queue.Enqueue(Queued.Event("E4"));
        (await RunAsync()).NotLinked.ShouldBe(2);
    }

    [Fact]
    public async Task Run_SomebodyElseSignsInMeanwhile_SendsNothingInTheirName()
    {
        _queue.Enqueue(Queued.Event("E1"));
        await ServerConnection.SignInAsync(new CredentialStore(_temp.Home), _server.Address, "grace", "good");

        var summary = await RunAsync();

        summary.Stopped.ShouldNotBeNull().Failure.ShouldBe(ClientFailure.NotSignedIn);
        _server.Batches.ShouldBeEmpty();
        _queue.Status().Pending.ShouldBe(1);
    }

    private void Link(Guid project, string username)
        => new ProjectLinks(_temp.Home).Link(new ProjectLink(project, _server.Address, username, DateTimeOffset.UnixEpoch));

    private Task<SyncSummary> RunAsync() => new BatchSync(_queue, _connection, new ClockFile(_temp.Home), new ProjectLinks(_temp.Home)).RunAsync();

    private void Enqueue(int count) => _queue.EnqueueAll([.. Enumerable.Range(0, count).Select(number => Queued.Event(Queued.Id(number)))]);

    [Theory]
    [InlineData(0)]
    [InlineData(37)]
    [InlineData(99)]
    public async Task Run_ARefusalThatNamesNoEvent_FindsTheEventAndDeliversTheOthers(int bad)
    {
        Enqueue(100);
        _server.Instead = RefuseBatchesWith(Queued.Id(bad));

        var summary = await RunAsync();

        (summary.Synced, summary.Failed, summary.Stopped).ShouldBe((99, 1, null));
        summary.Failures.ShouldHaveSingleItem().EventId.ShouldBe(Queued.Id(bad));
        summary.Failures[0].Error.ShouldContain("one of them is bad");
        _queue.List(EventState.Failed).ShouldHaveSingleItem().Attempts.ShouldBe(1);
        _server.Requests.Count(request => request.EndsWith(ContractListener.BatchPath, StringComparison.Ordinal)).ShouldBeLessThan(25);
    }

    [Fact]
    public async Task Run_TwoBadEventsThatAreNotNamed_FindsBoth()
    {
        Enqueue(64);
        _server.Instead = RefuseBatchesWith(Queued.Id(3), Queued.Id(60));

        var summary = await RunAsync();

        (summary.Synced, summary.Stopped).ShouldBe((62, null));
        summary.Failures.Select(failure => failure.EventId).ShouldBe([Queued.Id(3), Queued.Id(60)], ignoreOrder: true);
    }

    [Fact]
    public async Task Run_ASingleEventThatIsRefusedWithoutAName_DoesNotBlockTheQueueAndLosesNoAttempt()
    {
        Enqueue(1);
        _server.Instead = RefuseBatchesWith(Queued.Id(0));

        var summary = await RunAsync();

        (summary.Failed, summary.Stopped).ShouldBe((1, null));
        _queue.List().ShouldHaveSingleItem().Attempts.ShouldBe(0);
    }

    private static Func<HttpContext, Task<bool>> RefuseBatchesWith(params string[] bad) => async context =>
    {
        // The listener can read the body again afterwards.
        if (context.Request.Path != ContractListener.BatchPath || !(await ContractListener.ReadIdsAsync(context)).Intersect(bad, StringComparer.Ordinal).Any())
        {
            return false;
        }

        context.Response.StatusCode = 400;
        await context.Response.WriteAsJsonAsync(new { error = "Bad batch: one of them is bad" });
        return true;
    };
}
