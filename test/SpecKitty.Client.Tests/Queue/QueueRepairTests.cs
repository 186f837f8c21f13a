using System.Text.Json;
using SpecKitty.Client.Projects;
using SpecKitty.Client.Queue;
using SpecKitty.Client.Tests.Support;

namespace SpecKitty.Client.Tests.Queue;

public sealed class QueueRepairTests : IDisposable
{
    private static readonly Uri Old = new("https://old.example/");
    private static readonly Uri New = new("https://new.example/");
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly TempHome _temp = new();
    private readonly PinnedClock _clock = new();
    private readonly OfflineQueue _queue;
    private readonly QueueRepair _repair;
    private readonly ProjectLinks _links;

    public QueueRepairTests()
    {
        _queue = OfflineQueue.Open(_temp.Home, new OfflineQueueOptions { AttemptLimit = 2, Limit = 10 }, _clock);
        _repair = new QueueRepair(_queue, _temp.Home);
        _links = new ProjectLinks(_temp.Home);
    }

    public void Dispose()
    {
        _queue.Dispose();
        _temp.Dispose();
    }

    [Fact]
    public void RetryAll_WithoutTheDead_GivesTheFailedTheirAttemptsBack()
    {
        Enqueue("failed", "dead", "pending");
        Reject("dead", "failed");
        Reject("dead");

        _repair.RetryAll(withDead: false).ShouldBe(1);

        States().ShouldBe([("failed", EventState.Pending, 0), ("dead", EventState.Dead, 2), ("pending", EventState.Pending, 0)]);
        _queue.List()[0].Reason.ShouldBeNull();
        _repair.RetryAll(withDead: true).ShouldBe(1);
        States().ShouldAllBe(row => row.State == EventState.Pending && row.Attempts == 0);
    }

    [Fact]
    public void Retry_ADamagedRow_NeverHappens()
    {
        Enqueue("A", "B");
        RawQueue.Run(_temp.Home.QueuePath, "UPDATE events SET body = x'00' WHERE event_id = 'A'");
        Reject("B");

        _repair.RetryAll(withDead: true).ShouldBe(1);
        Should.Throw<ClientException>(() => _repair.Retry(["A"])).Message.ShouldContain("damaged");

        States()[0].State.ShouldBe(EventState.Dead);
    }

    [Theory]
    [InlineData("nowhere", "holds no event nowhere")]
    [InlineData("pending", "is pending")]
    public void Retry_OneThatCannotBe_ChangesNone(string id, string why)
    {
        Enqueue("failed", "pending");
        Reject("failed");

        Should.Throw<ClientException>(() => _repair.Retry(["failed", id])).Message.ShouldContain(why);

        States()[0].State.ShouldBe(EventState.Failed);
        _repair.Retry(["failed", "failed"]).ShouldBe(1);
        States()[0].State.ShouldBe(EventState.Pending);
    }

    [Fact]
    public void Requeue_ForAnotherServer_IsPendingInTheOldOrderBeforeWhatIsNew()
    {
        Enqueue("A", "B");
        Deliver(Old);
        Enqueue("C");
        Link(New);

        var result = _repair.Requeue(new RequeueRequest { To = New }, _links);

        result.Events.ShouldBe(2);
        result.Projects.ShouldHaveSingleItem().ShouldBe(new NameCount(Queued.Kitty.ToString(), 2));
        using var lease = _queue.BeginLease(Minute, server: New);
        lease.Take(10, 10_000).Select(row => row.EventId).ShouldBe(["A", "B", "C"]);
    }

    [Fact]
    public void Requeue_ToAServerThatHasThem_OnlyWhenAskedAgain()
    {
        Enqueue("A");
        Deliver(New);
        Link(New);

        _repair.Requeue(new RequeueRequest { To = New }, _links).Events.ShouldBe(0);
        _repair.Requeue(new RequeueRequest { To = New, Again = true, DryRun = true }, _links).Events.ShouldBe(1);
        _queue.Status().Pending.ShouldBe(0);
        _repair.Requeue(new RequeueRequest { To = New, Again = true }, _links).Events.ShouldBe(1);
        _queue.Status().Pending.ShouldBe(1);
    }

    [Fact]
    public void Requeue_SinceATimeOrOfAProject_TakesOnlyThose()
    {
        Enqueue("old");
        Deliver(Old);
        _clock.Now += TimeSpan.FromDays(2);
        Enqueue("young");
        _queue.Enqueue(Queued.Event("other", Queued.Other));
        Deliver(Old);
        Link(New);

        _repair.Requeue(new RequeueRequest { To = New, Since = _clock.Now, ProjectUuid = Queued.Kitty }, _links).Events.ShouldBe(1);

        _queue.List(EventState.Pending).ShouldHaveSingleItem().EventId.ShouldBe("young");
    }

    [Fact]
    public void Requeue_OfAProjectThatIsNotLinkedThere_NamesItAndChangesNothing()
    {
        Enqueue("A");
        _queue.Enqueue(Queued.Event("B", Queued.Other));
        Deliver(Old);
        Link(New);

        var refusal = Should.Throw<ClientException>(() => _repair.Requeue(new RequeueRequest { To = New }, _links));

        refusal.Message.ShouldContain(Queued.Other.ToString());
        refusal.Message.ShouldNotContain(Queued.Kitty.ToString());
        refusal.Remedy.ShouldContain("spec-kitty project link --server https://new.example/");
        _queue.Status().Delivered.ShouldBe(2);
    }

    [Fact]
    public void Requeue_MoreThanFits_RefusesAndChangesNothing()
    {
        Enqueue([.. Enumerable.Range(0, 8).Select(Queued.Id)]);
        Deliver(Old);
        Enqueue("A", "B", "C");
        Link(New);

        Should.Throw<ClientException>(() => _repair.Requeue(new RequeueRequest { To = New }, _links)).Message.ShouldContain("room for 7");

        _queue.Status().Delivered.ShouldBe(8);
    }

    [Fact]
    public void Drop_AnEvent_KeepsItsBytesPrivatelyAndMakesRoom()
    {
        Enqueue("A", "B");
        Reject("A");

        _repair.Drop("A", "emitted \"twice\"").EventType.ShouldBe("CommentPosted");
        _repair.Drop("B", "too");

        _queue.List().ShouldBeEmpty();
        _queue.Status().Undelivered.ShouldBe(0);
        File.GetUnixFileMode(_temp.Home.DroppedPath).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        var copies = File.ReadAllLines(_temp.Home.DroppedPath).Select(line => JsonDocument.Parse(line).RootElement).ToList();
        copies.Count.ShouldBe(2);
        copies[0].GetProperty("event_id").GetString().ShouldBe("A");
        copies[0].GetProperty("reason").GetString().ShouldBe("emitted \"twice\"");
        copies[0].GetProperty("rejection").GetString().ShouldBe("why");
        copies[0].GetProperty("dropped_at").GetDateTimeOffset().ShouldBe(_clock.Now);
        copies[0].GetProperty("intact").GetBoolean().ShouldBeTrue();
        copies[0].GetProperty("envelope").GetString().ShouldBe(System.Text.Encoding.UTF8.GetString(Queued.Event("A").Body.Span));
    }

    [Fact]
    public void Drop_ADamagedRow_KeepsTheVeryBytes()
    {
        Enqueue("A");
        RawQueue.Run(_temp.Home.QueuePath, "UPDATE events SET body = x'FF00FE' WHERE event_id = 'A'");

        _repair.Drop("A", "damaged");

        var copy = JsonDocument.Parse(File.ReadAllText(_temp.Home.DroppedPath)).RootElement;
        copy.GetProperty("intact").GetBoolean().ShouldBeFalse();
        copy.GetProperty("envelope_base64").GetBytesFromBase64().ShouldBe([0xFF, 0x00, 0xFE]);
    }

    [Fact]
    public void Drop_WhenTheCopyCannotBeWritten_LeavesTheEvent()
    {
        Enqueue("A");
        Directory.CreateDirectory(_temp.Home.DroppedPath, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

        Should.Throw<ClientException>(() => _repair.Drop("A", "why"));

        _queue.Status().Pending.ShouldBe(1);
    }

    [Fact]
    public void Drop_BehindALineThatACrashCutOff_StartsALineOfItsOwn()
    {
        Enqueue("A");
        File.WriteAllText(_temp.Home.DroppedPath, "{\"cut");
        File.SetUnixFileMode(_temp.Home.DroppedPath, UnixFileMode.UserRead | UnixFileMode.UserWrite);

        _repair.Drop("A", "why");

        File.ReadAllLines(_temp.Home.DroppedPath).Length.ShouldBe(2);
    }

    [Fact]
    public void Drop_WhatIsDeliveredUnknownOrOnItsWay_IsRefused()
    {
        Enqueue("A");
        Deliver(Old);
        Enqueue("B");
        using var lease = _queue.BeginLease(Minute);
        lease.Take(1, 1_000);

        Should.Throw<ClientException>(() => _repair.Drop("A", "why")).Message.ShouldContain("delivered");
        Should.Throw<ClientException>(() => _repair.Drop("B", "why")).Message.ShouldContain("right now");
        Should.Throw<ClientException>(() => _repair.Drop("C", "why")).Message.ShouldContain("no event C");

        _queue.List().Count.ShouldBe(2);
    }

    [Fact]
    public void Overview_OfARejectedQueue_CountsWhatTheEventsHaveInCommon()
    {
        Enqueue("A", "B");
        _queue.Enqueue(Queued.Event("C", Queued.Other));
        Reject("A", "C");

        var overview = _queue.Overview(10);

        overview.Attempts.ShouldBe([new AttemptCount(0, 1), new AttemptCount(1, 2)]);
        overview.Types.ShouldBe([new NameCount("CommentPosted", 3)]);
        overview.Reasons.ShouldBe([new ReasonCount("unknown", "why", 2)]);
        overview.Projects.ShouldBe([new NameCount(Queued.Kitty.ToString(), 2), new NameCount(Queued.Other.ToString(), 1)]);
    }

    private void Enqueue(params string[] ids) => _queue.EnqueueAll([.. ids.Select(id => Queued.Event(id))]);

    private void Link(Uri server) => _links.Link(new ProjectLink(Queued.Kitty, server, "ada", _clock.Now));

    private void Deliver(Uri server)
    {
        using var lease = _queue.BeginLease(Minute, server: server);
        lease.Settle([.. lease.Take(100, 100_000).Select(row => new Delivery(row.Position, Rejection: null))]);
    }

    private void Reject(params string[] ids)
    {
        using var lease = _queue.BeginLease(Minute);
        lease.Settle([.. lease.Take(100, 100_000).Where(row => ids.Contains(row.EventId)).Select(row => new Delivery(row.Position, new Rejection("unknown", "why")))]);
    }

    private List<(string Id, EventState State, int Attempts)> States() => [.. _queue.List().Select(row => (row.EventId, row.State, row.Attempts))];
}
