using System.Diagnostics;
using SpecKitty.Client.Queue;
using SpecKitty.Client.Tests.Support;

namespace SpecKitty.Client.Tests.Queue;

public sealed class QueueLeaseTests : IDisposable
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly TempHome _temp = new();
    private readonly PinnedClock _clock = new();
    private readonly OfflineQueue _queue;

    public QueueLeaseTests() => _queue = OfflineQueue.Open(_temp.Home, new OfflineQueueOptions { AttemptLimit = 2 }, _clock);

    public void Dispose()
    {
        _queue.Dispose();
        _temp.Dispose();
    }

    [Fact]
    public void Take_UpToTheCount_GoesThroughTheQueueInOrder()
    {
        Enqueue("A", "B", "C");
        using var lease = _queue.BeginLease(Minute);

        Ids(lease.Take(2, 1000)).ShouldBe(["A", "B"]);
        Ids(lease.Take(2, 1000)).ShouldBe(["C"]);
        lease.Take(2, 1000).ShouldBeEmpty();
    }

    [Fact]
    public void Take_UpToTheBytes_NeverLeavesOutTheFirst()
    {
        Enqueue("A", "B", "C");
        var size = Queued.Event("A").Body.Length;
        using var lease = _queue.BeginLease(Minute);

        Ids(lease.Take(10, 1)).ShouldBe(["A"]);
        Ids(lease.Take(10, (2 * size) - 1)).ShouldBe(["B"]);
        Ids(lease.Take(10, 2 * size)).ShouldBe(["C"]);
    }

    [Fact]
    public void Take_WhatAnotherHolds_IsLeftAloneWithTheRestOfItsProject()
    {
        Enqueue("A", "B");
        _queue.Enqueue(Queued.Event("C", Queued.Other));
        using var first = _queue.BeginLease(Minute);
        first.Take(1, 1000);
        using var second = _queue.BeginLease(Minute);

        Ids(second.Take(10, 1000)).ShouldBe(["C"]);
        second.HeldByOthers().ShouldBe(2);
    }

    [Fact]
    public void Take_AfterTheHoldThatRowsWerePassedByForHasEnded_StillLeavesTheirProjectAlone()
    {
        _queue.Enqueue(Queued.Event("Q1", Queued.Other));
        Enqueue("A");
        var first = _queue.BeginLease(Minute);
        first.Take(1, 1000).ShouldHaveSingleItem().EventId.ShouldBe("Q1");
        using var second = _queue.BeginLease(Minute);
        Ids(second.Take(10, 1000)).ShouldBe(["A"]);

        // It ends without having sent what it held; what comes later must not overtake it.
        first.Dispose();
        _queue.Enqueue(Queued.Event("Q2", Queued.Other));
        Enqueue("B");

        Ids(second.Take(10, 1000)).ShouldBe(["B"]);
        second.HeldByOthers().ShouldBe(2);
        using var third = _queue.BeginLease(Minute);
        Ids(third.Take(10, 1000)).ShouldBe(["Q1", "Q2"]);
    }

    [Fact]
    public void Take_AfterAHoldThatNoRowWasPassedByFor_TakesItsRowsInOrder()
    {
        Enqueue("A");
        _queue.Enqueue(Queued.Event("Q1", Queued.Other));
        var first = _queue.BeginLease(Minute, [Queued.Other]);
        first.Take(1, 1000);
        using var second = _queue.BeginLease(Minute);
        Ids(second.Take(10, 1000)).ShouldBe(["A"]);

        first.Dispose();

        Ids(second.Take(10, 1000)).ShouldBe(["Q1"]);
        second.HeldByOthers().ShouldBe(0);
    }

    [Fact]
    public void Dispose_WithoutSettling_LeavesEverythingAsItWas()
    {
        Enqueue("A");
        using (var lease = _queue.BeginLease(Minute))
        {
            lease.Take(1, 1000);
        }

        using var next = _queue.BeginLease(Minute);

        next.Take(1, 1000).ShouldHaveSingleItem().Attempts.ShouldBe(0);
    }

    [Fact]
    public void Take_AfterTheTimeOfAHold_TakesItOver()
    {
        Enqueue("A");
        using var slow = _queue.BeginLease(Minute);
        var held = slow.Take(1, 1000);
        _clock.Now += Minute + TimeSpan.FromSeconds(1);
        using var next = _queue.BeginLease(Minute);

        var taken = next.Take(1, 1000).ShouldHaveSingleItem();
        slow.Settle([new Delivery(held[0].Position, new Rejection("unknown", "too late"))]).ShouldBe(0);
        next.Settle([new Delivery(taken.Position, null)]).ShouldBe(1);

        _queue.List().ShouldHaveSingleItem().State.ShouldBe(EventState.Delivered);
    }

    [Fact]
    public void Renew_BeforeTheTimeIsUp_KeepsTheHold()
    {
        Enqueue("A");
        using var lease = _queue.BeginLease(Minute);
        lease.Take(1, 1000);
        _clock.Now += TimeSpan.FromSeconds(50);
        lease.Renew();
        _clock.Now += TimeSpan.FromSeconds(50);
        using var next = _queue.BeginLease(Minute);

        next.Take(1, 1000).ShouldBeEmpty();
    }

    [Fact]
    public void BeginLease_AHoldOfADeadProcess_IsFreedAtOnce()
    {
        Enqueue("A", "B");
        using (var dead = QueueChild.Start(_temp.Path, "child", 0))
        {
            dead.WaitForExit();
            RawQueue.Run(
                _temp.Home.QueuePath,
                $"INSERT INTO holds (project_uuid, owner, expires_at) VALUES ('{Queued.Kitty}', '{Environment.MachineName}/{dead.Id}/0', {_clock.Now.AddHours(1).ToUnixTimeMilliseconds()})");
        }

        using var next = _queue.BeginLease(Minute);

        Ids(next.Take(10, 1000)).ShouldBe(["A", "B"]);
    }

    [Fact]
    public void BeginLease_AHoldOfADeadProcessWhoseNumberAnotherHasNow_IsFreedAtOnce()
    {
        Enqueue("A", "B");
        var started = new DateTimeOffset(Process.GetCurrentProcess().StartTime).ToUnixTimeMilliseconds();
        RawQueue.Run(
            _temp.Home.QueuePath,
            $"INSERT INTO holds (project_uuid, owner, expires_at) VALUES ('{Queued.Kitty}', '{Environment.MachineName}/{Environment.ProcessId}/{started - 60_000}/0', {_clock.Now.AddHours(1).ToUnixTimeMilliseconds()})");

        using var next = _queue.BeginLease(Minute);

        Ids(next.Take(10, 1000)).ShouldBe(["A", "B"]);
    }

    [Fact]
    public void Settle_Rejections_CountAttemptsUntilDead()
    {
        Enqueue("A");
        Reject(costsAttempt: true);
        var once = _queue.List().ShouldHaveSingleItem();
        Reject(costsAttempt: true);

        (once.State, once.Attempts, once.Category, once.Reason).ShouldBe((EventState.Failed, 1, "unknown", "why"));
        var twice = _queue.List().ShouldHaveSingleItem();
        (twice.State, twice.Attempts).ShouldBe((EventState.Dead, 2));
        using var lease = _queue.BeginLease(Minute);
        lease.Take(10, 1000).ShouldBeEmpty();
    }

    [Fact]
    public void Settle_ARejectionThatIsNotTheEventsFault_CostsNoAttempt()
    {
        Enqueue("A");

        for (var round = 0; round < 5; round++)
        {
            Reject(costsAttempt: false);
        }

        var entry = _queue.List().ShouldHaveSingleItem();
        (entry.State, entry.Attempts, entry.Reason).ShouldBe((EventState.Failed, 0, "why"));
    }

    [Theory]
    [InlineData("body = cast('tampered' AS BLOB)")]
    [InlineData("event_id = 'Z'")]
    [InlineData("event_type = 'Other'")]
    [InlineData("project_uuid = 'p'")]
    [InlineData("checksum = 'c'")]
    [InlineData("checksum = x'00ff'")]
    public void Take_ADamagedRow_SetsItAsideAndGoesOn(string damage)
    {
        Enqueue("A", "B", "C");
        RawQueue.Run(_temp.Home.QueuePath, $"UPDATE events SET {damage} WHERE event_id = 'B'");
        using var lease = _queue.BeginLease(Minute);

        Ids(lease.Take(10, 1000)).ShouldBe(["A", "C"]);
        lease.DamagedRows.ShouldBe(1);
        var dead = _queue.List(EventState.Dead).ShouldHaveSingleItem();
        dead.Category.ShouldBe("damaged_row");
        RawQueue.Text(_temp.Home.QueuePath, "SELECT length(body) FROM events WHERE state = 'dead'").ShouldNotBe("0");
    }

    [Fact]
    public void Take_OnlyDamagedRowsInReach_LooksFurther()
    {
        Enqueue("A", "B", "C");
        RawQueue.Run(_temp.Home.QueuePath, "UPDATE events SET checksum = 'c' WHERE event_id IN ('A', 'B')");
        using var lease = _queue.BeginLease(Minute);

        Ids(lease.Take(1, 1000)).ShouldBe(["C"]);
        lease.DamagedRows.ShouldBe(2);
    }

    private void Enqueue(params string[] ids) => _queue.EnqueueAll([.. ids.Select(id => Queued.Event(id))]);

    private void Reject(bool costsAttempt)
    {
        using var lease = _queue.BeginLease(Minute);
        lease.Settle([.. lease.Take(10, 1000).Select(row => new Delivery(row.Position, new Rejection("unknown", "why", costsAttempt)))]);
    }

    private static IEnumerable<string> Ids(IEnumerable<LeasedEvent> rows) => rows.Select(row => row.EventId);
}
