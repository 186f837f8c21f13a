using SpecKitty.Client.Queue;
using SpecKitty.Client.Tests.Support;

namespace SpecKitty.Client.Tests.Queue;

public sealed class OfflineQueueTests : IDisposable
{
    private readonly TempHome _temp = new();
    private readonly PinnedClock _clock = new();

    public void Dispose() => _temp.Dispose();

    [Fact]
    public void Enqueue_ThenOpenedAgain_IsThereInTheOrderOfQueueing()
    {
        using (var queue = Open())
        {
            queue.Enqueue(Queued.Event("B")).ShouldBeTrue();
            queue.Enqueue(Queued.Event("A", Queued.Other)).ShouldBeTrue();
        }

        using var again = Open();

        again.List().Select(entry => (entry.EventId, entry.ProjectUuid, entry.State, entry.QueuedAt)).ShouldBe(
        [
            ("B", Queued.Kitty.ToString(), EventState.Pending, _clock.Now),
            ("A", Queued.Other.ToString(), EventState.Pending, _clock.Now),
        ]);
    }

    [Fact]
    public void Open_AFreshQueue_IsReadableByItsOwnerOnly()
    {
        using var queue = Open();
        queue.Enqueue(Queued.Event("A"));

        foreach (var file in Directory.GetFiles(_temp.Path))
        {
            File.GetUnixFileMode(file).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite, file);
        }

        Directory.GetFiles(_temp.Path, "queue.db*").Length.ShouldBeGreaterThan(2);
    }

    [Fact]
    public void Open_AQueueOpenToOthers_IsRefused()
    {
        Open().Dispose();
        File.SetUnixFileMode(_temp.Home.QueuePath, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead);

        Should.Throw<ClientException>(() => Open()).Remedy.ShouldContain("chmod 600");
    }

    [Fact]
    public void Enqueue_TheSameEventAgain_IsKnownAndQueuedOnce()
    {
        using var queue = Open();
        queue.Enqueue(Queued.Event("A"));

        queue.Enqueue(Queued.Event("A")).ShouldBeFalse();

        queue.Status().Undelivered.ShouldBe(1);
    }

    [Fact]
    public void Enqueue_AnotherEventWithTheSameId_IsRefusedAndTheFirstStays()
    {
        using var queue = Open();
        queue.Enqueue(Queued.Event("A", note: "first"));

        Should.Throw<ClientException>(() => queue.Enqueue(Queued.Event("A", note: "second"))).Message.ShouldContain("A");

        using var lease = queue.BeginLease(TimeSpan.FromMinutes(1));
        lease.Take(10, 1000).ShouldHaveSingleItem().Body.ToArray().ShouldBe(Queued.Event("A", note: "first").Body.ToArray());
    }

    [Fact]
    public void Enqueue_AtTheLimit_RefusesLoudlyAndDropsNothing()
    {
        using var queue = Open(new OfflineQueueOptions { Limit = 2 });
        queue.Enqueue(Queued.Event("A"));
        queue.Enqueue(Queued.Event("B"));

        var refusal = Should.Throw<ClientException>(() => queue.Enqueue(Queued.Event("C")));

        refusal.Failure.ShouldBe(ClientFailure.LocalFile);
        refusal.Message.ShouldContain("full: 2 events");
        refusal.Remedy.ShouldContain("sync now");
        queue.List().Select(entry => entry.EventId).ShouldBe(["A", "B"]);
    }

    [Fact]
    public void Enqueue_WithGapsInTheQueue_CountsTheEventsAndNotThePlaces()
    {
        using var queue = Open(new OfflineQueueOptions { Limit = 3 });
        queue.EnqueueAll([Queued.Event("A"), Queued.Event("B"), Queued.Event("C")]);
        using (var lease = queue.BeginLease(TimeSpan.FromMinutes(1)))
        {
            lease.Settle([.. lease.Take(3, 1000).Where(row => row.EventId != "A").Select(row => new Delivery(row.Position, Rejection: null))]);
        }

        queue.Enqueue(Queued.Event("D")).ShouldBeTrue();
        Should.Throw<ClientException>(() => queue.EnqueueAll([Queued.Event("E"), Queued.Event("F")]));
        queue.EnqueueAll([Queued.Event("E")]).ShouldBe(1);

        Should.Throw<ClientException>(() => queue.Enqueue(Queued.Event("F")));
        queue.Enqueue(Queued.Event("E")).ShouldBeFalse();
        queue.Status().Undelivered.ShouldBe(3);
    }

    [Fact]
    public void Enqueue_AfterADelivery_FitsAgain()
    {
        using var queue = Open(new OfflineQueueOptions { Limit = 1 });
        queue.Enqueue(Queued.Event("A"));
        using (var lease = queue.BeginLease(TimeSpan.FromMinutes(1)))
        {
            lease.Settle([new Delivery(lease.Take(1, 1000)[0].Position, Rejection: null)]);
        }

        queue.Enqueue(Queued.Event("B")).ShouldBeTrue();

        Should.Throw<ClientException>(() => queue.Enqueue(Queued.Event("C")));
    }

    [Fact]
    public void EnqueueAll_OneTooMany_QueuesNone()
    {
        using var queue = Open(new OfflineQueueOptions { Limit = 2 });

        Should.Throw<ClientException>(() => queue.EnqueueAll([Queued.Event("A"), Queued.Event("B"), Queued.Event("C")]));

        queue.Status().Undelivered.ShouldBe(0);
        queue.EnqueueAll([Queued.Event("A"), Queued.Event("A"), Queued.Event("B")]).ShouldBe(2);
    }

    [Fact]
    public void Status_EveryState_IsCounted()
    {
        using var queue = Open(new OfflineQueueOptions { AttemptLimit = 2 });
        queue.EnqueueAll([Queued.Event("delivered"), Queued.Event("failed"), Queued.Event("dead")]);
        var queuedAt = _clock.Now;
        _clock.Now += TimeSpan.FromMinutes(5);
        queue.Enqueue(Queued.Event("pending"));
        for (var round = 0; round < 2; round++)
        {
            using var lease = queue.BeginLease(TimeSpan.FromMinutes(1));
            var rows = lease.Take(10, 1000);
            lease.Settle([.. rows.Where(row => row.EventId is "delivered").Select(row => new Delivery(row.Position, null))]);
            lease.Settle([.. rows.Where(row => row.EventId is "dead" || (row.EventId is "failed" && round == 1)).Select(Rejected)]);
        }

        queue.Status().ShouldBe(new QueueStatus(1, 1, 1, 1, new OfflineQueueOptions().Limit, queuedAt, _clock.Now));
        queue.List(EventState.Dead).ShouldHaveSingleItem().Attempts.ShouldBe(2);
        queue.List(EventState.Failed).ShouldHaveSingleItem().Reason.ShouldBe("why");
    }

    [Fact]
    public void ForgetDelivered_OnlyWhatWasKeptLongEnough_Goes()
    {
        using var queue = Open();
        foreach (var id in new[] { "old", "young" })
        {
            queue.Enqueue(Queued.Event(id));
            using var lease = queue.BeginLease(TimeSpan.FromMinutes(1));
            lease.Settle([new Delivery(lease.Take(1, 1000)[0].Position, null)]);
            _clock.Now += TimeSpan.FromDays(20);
        }

        queue.Enqueue(Queued.Event("pending"));
        _clock.Now += TimeSpan.FromDays(5);

        queue.ForgetDelivered(TimeSpan.FromDays(30)).ShouldBe(1);

        queue.List().Select(entry => entry.EventId).ShouldBe(["young", "pending"]);
    }

    [Fact]
    public void Open_AQueueOfANewerProgram_IsRefusedUntouched()
    {
        Open().Dispose();
        RawQueue.Run(_temp.Home.QueuePath, "INSERT INTO schema_version (version) VALUES (99)");

        Should.Throw<ClientException>(() => Open()).Message.ShouldContain("version 99");
    }

    private OfflineQueue Open(OfflineQueueOptions? options = null) => OfflineQueue.Open(_temp.Home, options, _clock);

    private static Delivery Rejected(LeasedEvent row) => new(row.Position, new Rejection("unknown", "why"));
}
