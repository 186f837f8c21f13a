using SpecKitty.Client.Queue;
using SpecKitty.Client.Tests.Support;

namespace SpecKitty.Client.Tests.Queue;

public sealed class QueueSalvageTests : IDisposable
{
    private const int Events = 400;

    private readonly TempHome _temp = new();
    private readonly PinnedClock _clock = new();

    private string Damaged => _temp.Beside("damaged.db");

    public void Dispose() => _temp.Dispose();

    [Fact]
    public void Run_AFileWithBrokenPages_QueuesEveryEventThatIsSound()
    {
        MakeDamaged();
        Break(fromPage: 12, pages: 3);
        var bytes = File.ReadAllBytes(Damaged);
        using var queue = OfflineQueue.Open(_temp.Home, clock: _clock);

        var result = new QueueSalvage(queue, _temp.Home).Run(Damaged);

        result.Salvaged.ShouldBeInRange(Events / 2, Events - 1);
        result.Unreadable.ShouldBeGreaterThan(0);
        var ids = queue.List().Select(entry => entry.EventId).ToList();
        ids.Count.ShouldBe((int)result.Salvaged);
        ids.ShouldBe(ids.Order(StringComparer.Ordinal));
        File.ReadAllBytes(Damaged).ShouldBe(bytes);
    }

    [Fact]
    public void Run_Again_AddsNothingTwice()
    {
        MakeDamaged();
        Break(fromPage: 12, pages: 1);
        using var queue = OfflineQueue.Open(_temp.Home, clock: _clock);
        var salvage = new QueueSalvage(queue, _temp.Home);
        var dry = salvage.Run(Damaged, dryRun: true);
        queue.List().ShouldBeEmpty();
        var first = salvage.Run(Damaged);

        var second = salvage.Run(Damaged);

        first.ShouldBe(dry);
        (second.Salvaged, second.Present).ShouldBe((0, first.Salvaged));
        queue.List().Count.ShouldBe((int)first.Salvaged);
    }

    [Fact]
    public void Run_RowsThatWereDeliveredOrChanged_AreCountedAndLeftOut()
    {
        MakeDamaged();
        RawQueue.Run(Damaged, "UPDATE events SET state = 'delivered' WHERE position <= 10");
        RawQueue.Run(Damaged, "UPDATE events SET body = x'7b7d' WHERE position = 11");
        RawQueue.Run(Damaged, "UPDATE events SET state = 'dead', attempts = 5 WHERE position = 12");
        using var queue = OfflineQueue.Open(_temp.Home, clock: _clock);

        new QueueSalvage(queue, _temp.Home).Run(Damaged).ShouldBe(new SalvageResult(Events - 11, 0, 10, 1, 0));

        queue.List()[0].ShouldSatisfyAllConditions(
            entry => entry.EventId.ShouldBe(Queued.Id(11)),
            entry => entry.State.ShouldBe(EventState.Pending),
            entry => entry.Attempts.ShouldBe(0));
    }

    [Theory]
    [InlineData("no database at all, but long enough to hold a header of a hundred bytes, or so it seems to everyone who looks at it")]
    [InlineData("")]
    public void Run_WhatIsNoQueue_IsRefused(string text)
    {
        File.WriteAllText(Damaged, text);
        using var queue = OfflineQueue.Open(_temp.Home, clock: _clock);

        Should.Throw<ClientException>(() => new QueueSalvage(queue, _temp.Home).Run(Damaged)).Message.ShouldContain(Damaged);
    }

    [Fact]
    public void Run_TheQueueInUse_IsRefused()
    {
        using var queue = OfflineQueue.Open(_temp.Home, clock: _clock);

        Should.Throw<ClientException>(() => new QueueSalvage(queue, _temp.Home).Run(_temp.Home.QueuePath)).Failure.ShouldBe(ClientFailure.Misuse);
    }

    private void MakeDamaged()
    {
        var other = TempHome.At(_temp.Beside("other"));
        using (var queue = OfflineQueue.Open(other, clock: _clock))
        {
            queue.EnqueueAll([.. Enumerable.Range(0, Events).Select(number => Queued.Event(Queued.Id(number), note: new string('x', 300)))]);
        }

        File.Copy(other.QueuePath, Damaged);
    }

    private void Break(int fromPage, int pages)
    {
        using var file = new FileStream(Damaged, FileMode.Open, FileAccess.ReadWrite);
        file.Position = fromPage * 4096L;
        file.Write(Enumerable.Repeat((byte)0xEE, pages * 4096).ToArray());
    }
}
