using SpecKitty.Client.Queue;
using SpecKitty.Client.Tests.Support;

namespace SpecKitty.Client.Tests.Queue;

public sealed class QueueLookTests : IDisposable
{
    private readonly TempHome _temp = new();
    private readonly PinnedClock _clock = new();

    public void Dispose() => _temp.Dispose();

    [Fact]
    public void Look_WithoutAHome_IsEmptyAndMakesNothing()
    {
        var look = OfflineQueue.Look(_temp.Home, most: 20);

        look.Overview.Status.ShouldBe(new QueueStatus(0, 0, 0, 0, new OfflineQueueOptions().Limit, OldestUndelivered: null, LastDelivered: null));
        look.Rejected.ShouldBeEmpty();
        look.Notice.ShouldBeNull();
        Directory.Exists(_temp.Path).ShouldBeFalse();
    }

    [Fact]
    public void Look_AtAQueueInUse_TellsWhatTheQueueTells()
    {
        using var queue = Filled();

        var look = OfflineQueue.Look(_temp.Home, most: 20, Options, _clock);

        look.Overview.Status.ShouldBe(queue.Status());
        look.Overview.Status.ShouldBe(new QueueStatus(Pending: 1, Failed: 1, Dead: 1, Delivered: 1, Options.Limit, _clock.GetUtcNow(), _clock.GetUtcNow()));
        look.Overview.Types.ShouldBe(queue.Overview(20).Types);
        look.Overview.Attempts.ShouldBe([new AttemptCount(0, 1), new AttemptCount(1, 1), new AttemptCount(2, 1)]);
        look.Overview.Reasons.ShouldBe(queue.Overview(20).Reasons);
        look.Overview.Projects.ShouldHaveSingleItem().Events.ShouldBe(3);
        look.Rejected.ShouldBe([.. queue.List().Where(row => row.State is EventState.Failed or EventState.Dead)]);
    }

    [Fact]
    public void Look_WithALimit_TellsNoMoreThanThat()
    {
        using var queue = Filled();

        OfflineQueue.Look(_temp.Home, most: 1, Options, _clock).Rejected.ShouldBe([queue.List()[0]]);
    }

    [Fact]
    public void Look_WhileAnotherProcessWrites_DoesNotWaitForIt()
    {
        using (Filled())
        {
        }

        using var writing = RawQueue.HoldForWriting(_temp.Home.QueuePath);

        OfflineQueue.Look(_temp.Home, most: 20, Options, _clock).Overview.Status.Undelivered.ShouldBe(3);
    }

    [Fact]
    public void Look_AtAQueueOfWhichTheLogIsNotYetInItsPlace_SeesAllOfIt()
    {
        using var queue = Filled();
        queue.Enqueue(Queued.Event("late"));
        new FileInfo(_temp.Home.QueuePath + "-wal").Length.ShouldBeGreaterThan(0);

        OfflineQueue.Look(_temp.Home, most: 20, Options, _clock).Overview.Status.Pending.ShouldBe(2);
    }

    [Fact]
    public void Look_AtAFileThatIsNoDatabase_KeepsItAndSaysSo()
    {
        _temp.Home.Prepare();
        File.WriteAllBytes(_temp.Home.QueuePath, [.. Enumerable.Repeat((byte)'x', 5000)]);
        File.SetUnixFileMode(_temp.Home.QueuePath, UnixFileMode.UserRead | UnixFileMode.UserWrite);

        var look = OfflineQueue.Look(_temp.Home, most: 20, clock: _clock);

        look.Notice.ShouldNotBeNull().ShouldContain(".damaged-20260212T100000000Z");
        look.Overview.Status.Undelivered.ShouldBe(0);
        OfflineQueue.Look(_temp.Home, most: 20, clock: _clock).Notice.ShouldBeNull();
    }

    [Fact]
    public void Look_AtAFileThatNobodyHasFilledYet_MakesItAQueue()
    {
        _temp.Home.Prepare();
        QueueFile.MakePrivate(_temp.Home.QueuePath);

        OfflineQueue.Look(_temp.Home, most: 20, clock: _clock).Overview.Status.Undelivered.ShouldBe(0);

        RawQueue.Text(_temp.Home.QueuePath, "SELECT count(*) FROM events").ShouldBe("0");
    }

    [Fact]
    public void Look_AtAQueueOfANewerProgram_SaysThatItIsOne()
    {
        using (Filled())
        {
        }

        RawQueue.Run(_temp.Home.QueuePath, "INSERT INTO schema_version (version) VALUES (1000)");

        Should.Throw<ClientException>(() => OfflineQueue.Look(_temp.Home, most: 20)).Message.ShouldContain("version 1000");
    }

    [Fact]
    public void Look_AtAFileOpenToOthers_IsRefused()
    {
        using (Filled())
        {
        }

        File.SetUnixFileMode(_temp.Home.QueuePath, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead);

        Should.Throw<ClientException>(() => OfflineQueue.Look(_temp.Home, most: 20)).Failure.ShouldBe(ClientFailure.LocalFile);
    }

    private static OfflineQueueOptions Options { get; } = new() { AttemptLimit = 2, Limit = 10 };

    private OfflineQueue Filled()
    {
        var queue = OfflineQueue.Open(_temp.Home, Options, _clock);
        queue.EnqueueAll([Queued.Event("dead"), Queued.Event("failed"), Queued.Event("delivered"), Queued.Event("pending")]);
        Settle(queue, delivered: "delivered", rejected: ["dead", "failed"]);
        Settle(queue, delivered: null, rejected: ["dead"]);
        return queue;
    }

    private static void Settle(OfflineQueue queue, string? delivered, string[] rejected)
    {
        using var lease = queue.BeginLease(TimeSpan.FromMinutes(1));
        lease.Settle(
        [
            .. lease.Take(100, 100_000).Where(row => row.EventId == delivered || rejected.Contains(row.EventId))
                .Select(row => new Delivery(row.Position, row.EventId == delivered ? null : new Rejection("unknown", "why"))),
        ]);
    }
}
