using Microsoft.AspNetCore.Http;
using SpecKitty.Client.Queue;
using SpecKitty.Client.Syncing;
using SpecKitty.Client.Tests.Support;

namespace SpecKitty.Client.Tests.Syncing;

public sealed class BatchSizeTests : IAsyncLifetime
{
    private SyncedHome _home = null!;

    public async ValueTask InitializeAsync() => _home = await SyncedHome.StartAsync();

    public async ValueTask DisposeAsync() => await _home.DisposeAsync();

    [Fact]
    public async Task Run_AServerThatNamesItsLimits_GetsNoMoreEventsThanThatAndIsAskedOnce()
    {
        _home.Enqueue(700);
        _home.Server.Limits = new { events = 300 };

        (await _home.RunAsync()).Synced.ShouldBe(700);

        Sizes().ShouldBe([300, 300, 100]);
        Sent().ShouldBe(Enumerable.Range(0, 700).Select(Queued.Id));
        _home.Server.Requests.Count(request => request == "GET /api/v1/sync/health/").ShouldBe(1);
    }

    [Fact]
    public async Task Run_AServerThatNamesBytes_GetsNoLargerBody()
    {
        _home.Enqueue(50, note: new string('x', 1_000));
        _home.Server.Limits = new { events = 1_000, bytes = 10_000 };
        var bodies = new List<long>();
        _home.Server.Judge = ids =>
        {
            bodies.Add(ids.Sum(id => Queued.Event(id, note: new string('x', 1_000)).Body.Length) + """{"events":[]}""".Length + ids.Length - 1);
            return Success(ids);
        };

        (await _home.RunAsync()).Synced.ShouldBe(50);

        bodies.Count.ShouldBe(6);
        bodies.ShouldAllBe(body => body <= 10_000);
    }

    [Fact]
    public async Task Run_ABodyThatIsTooLargeCompressed_IsHalvedBeforeItIsSent()
    {
        // Random text does not compress, so the bound is met by sending less and by nothing else.
        var random = new Random(1);
        _home.Queue.EnqueueAll([.. Enumerable.Range(0, 64).Select(number => Queued.Event(Queued.Id(number), note: RandomText(random, 1_000)))]);
        _home.Server.Limits = new { compressed_bytes = 10_000 };
        var sent = new List<long>();
        _home.Server.Instead = context =>
        {
            if (context.Request.Path == ContractListener.BatchPath)
            {
                sent.Add(context.Request.ContentLength!.Value);
            }

            return Task.FromResult(false);
        };

        (await _home.RunAsync()).Synced.ShouldBe(64);

        sent.ShouldAllBe(length => length <= 10_000);
        Sizes().ShouldAllBe(size => size == 8);
    }

    [Fact]
    public async Task Run_ABatchThatTheServerFindsTooLarge_IsHalvedForTheRestOfTheRun()
    {
        _home.Enqueue(2_100);
        TooLargeOver(300);

        (await _home.RunAsync()).Synced.ShouldBe(2_100);

        Sizes().ShouldAllBe(size => size <= 250);
        Sent().ShouldBe(Enumerable.Range(0, 2_100).Select(Queued.Id));

        // 1,000 and 500 were tried once each; the smaller size was kept.
        _home.Server.Requests.Count(request => request.EndsWith(ContractListener.BatchPath, StringComparison.Ordinal)).ShouldBe(Sizes().Count + 2);
    }

    [Fact]
    public async Task Run_OneEventThatIsTooLargeByItself_IsRejectedAndTheRestGoesOn()
    {
        _home.Enqueue(3);
        _home.Queue.Enqueue(Queued.Event("BIG"));
        _home.Enqueue(3, from: 3);
        TooLargeWith("BIG");

        var summary = await _home.RunAsync();

        (summary.Synced, summary.Failed, summary.Stopped).ShouldBe((6, 1, null));
        summary.Failures[0].Category.ShouldBe(ErrorCategories.SchemaMismatch);
        summary.Failures[0].Error.ShouldContain("The batch has 9 bytes more than 12");
        _home.Queue.List(EventState.Failed).ShouldHaveSingleItem().Attempts.ShouldBe(1);
    }

    [Fact]
    public async Task Run_AnEventLargerThanTheServersCapOfOne_IsRejectedUnsentWithTheCapInItsReason()
    {
        _home.Enqueue(1);
        _home.Queue.Enqueue(Queued.Event("BIG", note: new string('x', 5_000)));
        _home.Server.Limits = new { event_bytes = 4_096 };

        for (var round = 0; round < 6; round++)
        {
            await _home.RunAsync();
        }

        Sent().ShouldBe([Queued.Id(0)]);
        var dead = _home.Queue.List(EventState.Dead).ShouldHaveSingleItem();
        dead.Category.ShouldBe(ErrorCategories.SchemaMismatch);
        dead.Reason!.ShouldContain("at most 4096 bytes");
    }

    [Fact]
    public async Task Run_LimitsThatMakeNoSense_AreThoseOfTheContract()
    {
        _home.Enqueue(1_001);
        _home.Server.Limits = new { events = 0, bytes = -1, compressed_bytes = 0, event_bytes = -7 };

        (await _home.RunAsync()).Synced.ShouldBe(1_001);

        Sizes().ShouldBe([1_000, 1]);
    }

    [Fact]
    public async Task Run_ALimit_SendsNoMoreAndLeavesTheRest()
    {
        _home.Enqueue(30);

        (await _home.RunAsync(new SyncOptions { BatchEvents = 4, Limit = 10 })).Synced.ShouldBe(10);

        Sizes().ShouldBe([4, 4, 2]);
        _home.Queue.Status().Pending.ShouldBe(20);
    }

    [Fact]
    public async Task Preview_OfAQueue_CountsWithoutSendingOrChangingAnything()
    {
        _home.Enqueue(30);
        _home.Queue.Enqueue(Queued.Event("E", project: Queued.Other));

        var preview = await _home.PreviewAsync(new SyncOptions { Limit = 20 });

        (preview.Events, preview.NotLinked, preview.HeldByOthers).ShouldBe((20, 1, 0));
        preview.Types.ShouldBe(new Dictionary<string, int>(StringComparer.Ordinal) { ["CommentPosted"] = 20 });
        preview.Bytes.ShouldBe(20 * Queued.Event(Queued.Id(0)).Body.Length);
        _home.Server.Requests.Count.ShouldBe(1); // the sign-in
        (await _home.RunAsync()).Synced.ShouldBe(30);
    }

    [Fact]
    public async Task Progress_OfARun_RisesToTheTotal()
    {
        _home.Enqueue(25);
        var told = new List<SyncProgress>();

        await _home.RunAsync(new SyncOptions { BatchEvents = 10 }, progress: new Listener(told.Add));

        told.Select(one => (one.Sent, one.Total)).ShouldBe([(10, 25L), (20, 25L), (25, 25L)]);
        told[^1].Bytes.ShouldBe(25 * Queued.Event(Queued.Id(0)).Body.Length);
        told[^1].Remaining.ShouldBe(TimeSpan.Zero);
    }

    [Fact]
    public void Progress_InTheMiddle_KnowsRateAndRest()
    {
        var progress = new SyncProgress(Sent: 50, Total: 200, Bytes: 1, Elapsed: TimeSpan.FromSeconds(5));

        (progress.Rate, progress.Remaining).ShouldBe((10, TimeSpan.FromSeconds(15)));
        new SyncProgress(0, 200, 0, TimeSpan.Zero).Remaining.ShouldBeNull();
    }

    private static object Success(string[] ids) => new { results = ids.Select(id => new { event_id = id, status = "success" }) };

    private static string RandomText(Random random, int length) => string.Create(length, random, static (text, source) =>
    {
        for (var at = 0; at < text.Length; at++)
        {
            text[at] = (char)('!' + 2 + source.Next(55));
        }
    });

    private List<int> Sizes() => [.. _home.Server.Batches.Select(batch => batch.Length)];

    private IEnumerable<string> Sent() => _home.Server.Batches.SelectMany(batch => batch);

    private void TooLargeOver(int events) => _home.Server.Instead = context => RefuseAsync(context, ids => ids.Count > events);

    private void TooLargeWith(string id) => _home.Server.Instead = context => RefuseAsync(context, ids => ids.Contains(id));

    private static async Task<bool> RefuseAsync(HttpContext context, Func<IReadOnlyList<string>, bool> isTooLarge)
    {
        if (context.Request.Path != ContractListener.BatchPath)
        {
            return false;
        }

        var ids = await ContractListener.ReadIdsAsync(context);
        if (!isTooLarge(ids))
        {
            return false;
        }

        context.Response.StatusCode = 413;
        await context.Response.WriteAsJsonAsync(new { error = "Payload too large", details = "The batch has 9 bytes more than 12." });
        return true;
    }

    private sealed class Listener(Action<SyncProgress> told) : IProgress<SyncProgress>
    {
        public void Report(SyncProgress value) => told(value);
    }
}
