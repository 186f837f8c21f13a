using SpecKitty.Client.Queue;
using SpecKitty.Client.Tests.Support;

namespace SpecKitty.Client.Tests.Queue;

public sealed class QueueDamageTests : IDisposable
{
    private readonly TempHome _temp = new();
    private readonly PinnedClock _clock = new();

    public void Dispose() => _temp.Dispose();

    [Fact]
    public void Open_AFileThatIsNoDatabase_KeepsItAndStartsAFreshOne()
    {
        _temp.Home.Prepare();
        var garbage = Enumerable.Repeat((byte)'x', 5000).ToArray();
        File.WriteAllBytes(_temp.Home.QueuePath, garbage);
        File.SetUnixFileMode(_temp.Home.QueuePath, UnixFileMode.UserRead | UnixFileMode.UserWrite);

        using var queue = OfflineQueue.Open(_temp.Home, clock: _clock);

        queue.Enqueue(Queued.Event("A")).ShouldBeTrue();
        var kept = _temp.Home.QueuePath + ".damaged-20260212T100000000Z";
        File.ReadAllBytes(kept).ShouldBe(garbage);
        queue.Notice.ShouldNotBeNull().ShouldContain(kept);
    }

    [Fact]
    public void Enqueue_IntoAFileWithABrokenPage_StillQueuesTheEvent()
    {
        using (var queue = OfflineQueue.Open(_temp.Home, clock: _clock))
        {
            queue.EnqueueAll([.. Enumerable.Range(0, 200).Select(number => Queued.Event(Queued.Id(number)))]);
        }

        // The schema page stays whole, so that the damage is met only when the tables are used.
        using (var file = new FileStream(_temp.Home.QueuePath, FileMode.Open, FileAccess.ReadWrite))
        {
            file.Position = 4096;
            file.Write(Enumerable.Repeat((byte)0xEE, (int)file.Length - 4096).ToArray());
        }

        using var again = OfflineQueue.Open(_temp.Home, clock: _clock);
        again.Enqueue(Queued.Event("fresh")).ShouldBeTrue();

        again.List().ShouldHaveSingleItem().EventId.ShouldBe("fresh");
        again.Notice.ShouldNotBeNull();
        Directory.GetFiles(_temp.Path, "queue.db.damaged-*").ShouldNotBeEmpty();
    }

    [Fact]
    public void Open_ASoundFile_HasNothingToTell()
    {
        using var queue = OfflineQueue.Open(_temp.Home, clock: _clock);

        queue.Notice.ShouldBeNull();
    }

    [Fact]
    public void Open_AnEmptyFileWhereEventsWereMade_SaysSoOnceAndGoesOn()
    {
        _temp.Home.Prepare();
        File.WriteAllText(_temp.Home.ClockPath, """{"value": 41, "node_id": "0123456789ab"}""");
        File.WriteAllBytes(_temp.Home.QueuePath, []);
        File.SetLastWriteTimeUtc(_temp.Home.QueuePath, _clock.Now.UtcDateTime.AddHours(-1));
        foreach (var path in new[] { _temp.Home.ClockPath, _temp.Home.QueuePath })
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        using (var queue = OfflineQueue.Open(_temp.Home, clock: _clock))
        {
            queue.Notice.ShouldNotBeNull().ShouldContain("0 bytes");
            queue.Notice.ShouldContain("41");
            queue.Enqueue(Queued.Event("A")).ShouldBeTrue();
        }

        using var again = OfflineQueue.Open(_temp.Home, clock: _clock);
        again.Notice.ShouldBeNull();
        again.List().ShouldHaveSingleItem();
    }

    [Fact]
    public void OpenCopy_AQueue_ReadsWhatIsInItsLogAndChangesNothing()
    {
        using var queue = OfflineQueue.Open(_temp.Home, clock: _clock);
        queue.EnqueueAll([.. Enumerable.Range(0, 20).Select(number => Queued.Event(Queued.Id(number)))]);
        var before = Directory.GetFiles(_temp.Path).Order(StringComparer.Ordinal).ToList();

        using (var copy = OfflineQueue.OpenCopy(_temp.Home, clock: _clock))
        {
            copy.List().Count.ShouldBe(20);
            copy.Notice.ShouldNotBeNull().ShouldContain("copy");
            copy.Enqueue(Queued.Event("only there"));
        }

        queue.List().Count.ShouldBe(20);
        Directory.GetFiles(_temp.Path).Order(StringComparer.Ordinal).ShouldBe(before);
    }
}
