using SpecKitty.Client.Projects;
using SpecKitty.Client.Queue;
using SpecKitty.Client.Syncing;
using SpecKitty.Client.Tests.Support;

namespace SpecKitty.Client.Tests.Syncing;

public sealed class SyncLoopTests : IAsyncLifetime
{
    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(20);

    /// <summary>Fast where something happens, and slow where only a wrong wake-up would help a test along.</summary>
    private static readonly SyncLoopOptions Quick = new()
    {
        Interval = Soon,
        FirstPause = Soon,
        LongestPause = Soon,
        AnywayAfter = TimeSpan.FromHours(1),
        RetryRejectedAfter = TimeSpan.FromHours(1),
        Requests = SyncedHome.AtOnce,
    };

    private readonly CancellationTokenSource _end = new(TimeSpan.FromSeconds(60));
    private SyncedHome _home = null!;

    public async ValueTask InitializeAsync() => _home = await SyncedHome.StartAsync();

    public async ValueTask DisposeAsync()
    {
        _end.Dispose();
        await _home.DisposeAsync();
    }

    [Fact]
    public async Task Loop_EventsQueuedLater_AreSentAsTheyComeAndEachRoundIsTold()
    {
        _home.Enqueue(3);
        await using var rounds = Start(Quick);

        (await NextAsync(rounds)).Summary.Synced.ShouldBe(3);
        _home.Enqueue(2, from: 3);
        (await NextAsync(rounds)).Summary.Synced.ShouldBe(2);
        _home.Enqueue(4, from: 5);
        (await NextAsync(rounds)).Summary.Synced.ShouldBe(4);

        _home.Server.Batches.SelectMany(batch => batch).ShouldBe(Enumerable.Range(0, 9).Select(Queued.Id));
    }

    [Fact]
    public async Task Loop_Cancelled_EndsWithoutAnException()
    {
        await using var rounds = Start(Quick);

        await _end.CancelAsync();

        (await rounds.MoveNextAsync()).ShouldBeFalse();
    }

    [Fact]
    public async Task Loop_NobodySignedIn_IsToldOnceAndWaitedOut()
    {
        await using var home = await SyncedHome.StartAsync(isSignedIn: false);
        home.Enqueue(2);
        await using var rounds = new SyncLoop(home.Temp.Home, Quick).RunAsync(_end.Token).GetAsyncEnumerator();

        var told = await NextAsync(rounds);
        told.Summary.Stopped.ShouldNotBeNull().Failure.ShouldBe(ClientFailure.NotSignedIn);
        told.NextTry.ShouldNotBeNull();

        await home.SignInAsync();
        (await NextAsync(rounds)).Summary.Synced.ShouldBe(2);
    }

    [Fact]
    public async Task Loop_AProjectThatIsNotLinked_IsToldOnceAndSentWhenItIs()
    {
        new ProjectLinks(_home.Temp.Home).Unlink(Queued.Kitty);
        _home.Enqueue(2);
        await using var rounds = Start(Quick with { AnywayAfter = Soon });

        (await NextAsync(rounds)).Summary.NotLinked.ShouldBe(2);

        _home.Link();
        (await NextAsync(rounds)).Summary.Synced.ShouldBe(2);
    }

    [Fact]
    public async Task Loop_AServerThatIsAway_IsToldOnceAndTriedUntilItIsBack()
    {
        _home.Enqueue(2);
        var refusals = 0;
        _home.Server.Instead = context =>
        {
            if (context.Request.Path != ContractListener.BatchPath || ++refusals > 6)
            {
                return Task.FromResult(false);
            }

            context.Response.StatusCode = 500;
            return Task.FromResult(true);
        };
        await using var rounds = Start(Quick);

        (await NextAsync(rounds)).Summary.Stopped.ShouldNotBeNull().Failure.ShouldBe(ClientFailure.ServerUnreachable);
        (await NextAsync(rounds)).Summary.Synced.ShouldBe(2);

        refusals.ShouldBe(7);
        _home.Queue.List().ShouldAllBe(entry => entry.Attempts == 0);
    }

    [Fact]
    public async Task Loop_AServerThatAsksForALongWait_IsGivenIt()
    {
        _home.Enqueue(1);
        _home.Server.Instead = context =>
        {
            context.Response.StatusCode = 429;
            context.Response.Headers.RetryAfter = "600";
            return Task.FromResult(true);
        };
        await using var rounds = Start(Quick);

        (await NextAsync(rounds)).NextTry.ShouldBe(TimeSpan.FromMinutes(10));
    }

    [Fact]
    public async Task Loop_ARejectedEvent_IsNotSentAgainWithEveryNewOne()
    {
        RejectTheFirst();
        _home.Enqueue(1);
        await using var rounds = Start(Quick);

        (await NextAsync(rounds)).Summary.Failed.ShouldBe(1);
        for (var number = 1; number < 8; number++)
        {
            _home.Enqueue(1, from: number);
            (await NextAsync(rounds)).Summary.Synced.ShouldBe(1);
        }

        var entry = _home.Queue.List(EventState.Failed).ShouldHaveSingleItem();
        (entry.EventId, entry.Attempts).ShouldBe((Queued.Id(0), 1));
    }

    [Fact]
    public async Task Loop_ARejectedEvent_IsTriedAgainAfterItsTimeUntilItIsDead()
    {
        RejectTheFirst();
        _home.Enqueue(1);
        await using var rounds = Start(Quick with { RetryRejectedAfter = Soon });

        for (var attempt = 1; attempt <= 5; attempt++)
        {
            (await NextAsync(rounds)).Summary.Failed.ShouldBe(1);
        }

        _home.Queue.List(EventState.Dead).ShouldHaveSingleItem().Attempts.ShouldBe(5);
    }

    [Fact]
    public async Task Loop_ARejectedEventThatAPersonRetries_IsSentAtOnce()
    {
        RejectTheFirst();
        _home.Enqueue(1);
        await using var rounds = Start(Quick);
        (await NextAsync(rounds)).Summary.Failed.ShouldBe(1);
        _home.Server.Judge = ids => new { results = ids.Select(id => new { event_id = id, status = "success" }) };
        var next = NextAsync(rounds);

        await WaitForRoundsAsync();
        next.IsCompleted.ShouldBeFalse();
        new QueueRepair(_home.Queue, _home.Temp.Home).Retry([Queued.Id(0)]);

        (await next).Summary.Synced.ShouldBe(1);
    }

    [Fact]
    public async Task Loop_EventsThatAPersonRequeues_AreSentAtOnce()
    {
        _home.Enqueue(2);
        await using var rounds = Start(Quick);
        (await NextAsync(rounds)).Summary.Synced.ShouldBe(2);
        var next = NextAsync(rounds);

        await WaitForRoundsAsync();
        new QueueRepair(_home.Queue, _home.Temp.Home)
            .Requeue(new RequeueRequest { To = _home.Server.Address, Again = true }, new ProjectLinks(_home.Temp.Home)).Events.ShouldBe(2);

        (await next).Summary.Synced.ShouldBe(2);
    }

    [Fact]
    public async Task Loop_AProjectThatIsLinkedMeanwhile_IsSentAtOnce()
    {
        _home.Queue.Enqueue(Queued.Event("O1", Queued.Other));
        await using var rounds = Start(Quick);
        (await NextAsync(rounds)).Summary.NotLinked.ShouldBe(1);
        var next = NextAsync(rounds);

        await WaitForRoundsAsync();
        _home.Link(Queued.Other);

        (await next).Summary.Synced.ShouldBe(1);
    }

    [Fact]
    public async Task Loop_ThatLooksSeldom_TriesARejectedEventAgainAtItsTimeAllTheSame()
    {
        RejectTheFirst();
        _home.Enqueue(1);
        await using var rounds = Start(Quick with { Interval = TimeSpan.FromHours(1), RetryRejectedAfter = TimeSpan.FromSeconds(1) });

        (await NextAsync(rounds)).Summary.Failed.ShouldBe(1);
        (await NextAsync(rounds)).Summary.Failed.ShouldBe(1);
    }

    [Fact]
    public async Task Loop_WithNothingToSend_AsksForTheClockAlone()
    {
        await using var rounds = Start(Quick with { AnywayAfter = Soon });
        var before = _home.Server.Requests.Count;
        var next = rounds.MoveNextAsync().AsTask();

        // Several rounds later it is an event that ends the silence.
        await WaitForRoundsAsync();
        _home.Server.Requests.Skip(before).ShouldAllBe(request => request == "GET /api/v1/sync/health/");
        _home.Enqueue(1);
        (await next).ShouldBeTrue();
        rounds.Current.Summary.Synced.ShouldBe(1);
    }

    private static async Task<SyncRound> NextAsync(IAsyncEnumerator<SyncRound> rounds)
    {
        (await rounds.MoveNextAsync()).ShouldBeTrue("the loop ended before it told of a round");
        return rounds.Current;
    }

    private async Task WaitForRoundsAsync()
    {
        using var pace = new PeriodicTimer(Soon);
        for (var tick = 0; tick < 10; tick++)
        {
            await pace.WaitForNextTickAsync(_end.Token);
        }
    }

    private void RejectTheFirst() => _home.Server.Judge = ids => new
    {
        results = ids.Select(id => new { event_id = id, status = id == Queued.Id(0) ? "rejected" : "success", error = "no" }),
    };

    private IAsyncEnumerator<SyncRound> Start(SyncLoopOptions options) => new SyncLoop(_home.Temp.Home, options).RunAsync(_end.Token).GetAsyncEnumerator();
}
