using System.Globalization;
using SpecKitty.Client.Queue;
using SpecKitty.Client.Tests.Support;

namespace SpecKitty.Client.Tests.Queue;

/// <summary>What a disk, a file system or another process can do to the file: an error that says so, nothing acknowledged lost, and on it goes when the fault is gone.</summary>
public sealed class QueueFaultTests : IDisposable
{
    private const int Most = 5_000;

    private readonly TempHome _temp = new();

    /// <summary>How a disk can be full here: a limit of the system works everywhere, a disk of its own where mounting is allowed.</summary>
    public static TheoryData<string> FullDisks => QueueConsole.CanMount ? ["limit", "disk"] : ["limit"];

    /// <summary>How a queue can be read-only here: by modes everywhere, by its file system where mounting is allowed.</summary>
    public static TheoryData<string> ReadOnlyWays => QueueConsole.CanMount ? ["mode", "disk"] : ["mode"];

    public void Dispose() => _temp.Dispose();

    [Theory]
    [MemberData(nameof(FullDisks))]
    public async Task Enqueue_OnAFullDisk_SaysSoAndGoesOnWhenThereIsRoom(string how)
    {
        await using var child = how == "disk" ? OnSmallDisk() : QueueConsole.Start(_temp.Path);
        var acknowledged = new List<string>();
        await EnqueueAsync(child, "first", acknowledged);
        if (how == "limit")
        {
            Limit(child, "400000:unlimited");
        }
        else
        {
            (await child.AskAsync($"sh head -c 200000 /dev/zero > {Ballast}")).ShouldBe("done");
        }

        var refusal = await UntilRefusedAsync(child, acknowledged);

        refusal.ShouldContain(how == "disk" ? "the disk is full" : "reading or writing it failed");
        refusal.ShouldContain("fix: ");
        acknowledged.Count.ShouldBeGreaterThan(10);
        if (how == "limit")
        {
            Limit(child, "unlimited:unlimited");
        }
        else
        {
            (await child.AskAsync($"sh rm {Ballast}")).ShouldBe("done");
        }

        await EnqueueAsync(child, "after", acknowledged);
        (await child.AskAsync("list")).Split(' ').ShouldBe(acknowledged);
        (await child.AskAsync("check")).ShouldBe("ok");
    }

    [Fact]
    public async Task Enqueue_OnAFullDiskThenKilled_HasEverythingAcknowledged()
    {
        var acknowledged = new List<string>();
        await using (var child = QueueConsole.Start(_temp.Path))
        {
            await EnqueueAsync(child, "first", acknowledged);
            Limit(child, "300000:unlimited");
            await UntilRefusedAsync(child, acknowledged);
            await child.KillAsync();
        }

        using var queue = OfflineQueue.Open(_temp.Home);

        queue.List().Select(entry => entry.EventId).ShouldBe(acknowledged);
        queue.Enqueue(Queued.Event("after")).ShouldBeTrue();
        RawQueue.Text(_temp.Home.QueuePath, "PRAGMA integrity_check").ShouldBe("ok");
    }

    [Theory]
    [MemberData(nameof(ReadOnlyWays))]
    public async Task Enqueue_IntoWhatIsReadOnly_SaysSoAndGoesOnWhenItCanBeWritten(string how)
    {
        // What is open stays writable, and a file system with an open file on it cannot be made read-only: the folder gets a read-only face, and the queue is opened anew.
        await using var child = how == "disk" ? OnSmallDisk() : QueueConsole.StartBoundByModes(_temp.Path);
        var (shut, open) = how == "disk"
            ? ($"mount --bind {Disk}/home {Disk}/home && mount -o remount,bind,ro {Disk}/home", $"umount {Disk}/home")
            : ($"chmod 500 {_temp.Path} && chmod 400 {_temp.Home.QueuePath}*", $"chmod 700 {_temp.Path} && chmod 600 {_temp.Home.QueuePath}*");
        var acknowledged = new List<string>();
        await EnqueueAsync(child, "first", acknowledged);
        (await child.AskAsync("sh " + shut)).ShouldBe("done");
        await child.AskAsync("reopen");

        var refusal = await child.AskAsync("enqueue lost");

        refusal.ShouldStartWith("refused: ");
        refusal.ShouldContain("cannot be ");
        refusal.ShouldContain("fix: ");
        (await child.AskAsync("sh " + open)).ShouldBe("done");
        await EnqueueAsync(child, "second", acknowledged);
        (await child.AskAsync("list")).Split(' ').ShouldBe(acknowledged);
    }

    [Fact]
    public void Enqueue_WhileAnotherWritesForLonger_SaysSoAndGoesOnAfterwards()
    {
        using var queue = OfflineQueue.Open(_temp.Home, new OfflineQueueOptions { BusyTimeout = TimeSpan.FromMilliseconds(100) });
        queue.Enqueue(Queued.Event("A"));

        using (RawQueue.HoldForWriting(_temp.Home.QueuePath))
        {
            var refusal = Should.Throw<ClientException>(() => queue.Enqueue(Queued.Event("B")));
            refusal.Failure.ShouldBe(ClientFailure.LocalFile);
            refusal.Message.ShouldContain("another process has been writing to it for 0.1 s");
            refusal.Remedy.ShouldContain("fuser");
            Should.Throw<ClientException>(() => queue.EnqueueAll([Queued.Event("C")]));
            queue.Status().Undelivered.ShouldBe(1);
        }

        queue.Enqueue(Queued.Event("B")).ShouldBeTrue();
        queue.List().Select(entry => entry.EventId).ShouldBe(["A", "B"]);
    }

    [Fact]
    public void Enqueue_AtTheLargestSizeOfTheFile_SaysThatItIsFullAndRollsBackAll()
    {
        using var queue = OfflineQueue.Open(_temp.Home);
        queue.Enqueue(Queued.Event("A"));
        queue.Database.Guarded(connection =>
        {
            using var limit = connection.CreateCommand();
            limit.CommandText = "PRAGMA max_page_count = 40";
            return limit.ExecuteScalar();
        });
        QueuedEvent[] many = [.. Enumerable.Range(0, 500).Select(number => Queued.Event(Queued.Id(number), note: new string('x', 2_000)))];

        Should.Throw<ClientException>(() => queue.EnqueueAll(many)).Message.ShouldContain("the disk is full");

        queue.List().Select(entry => entry.EventId).ShouldBe(["A"]);
        queue.Enqueue(Queued.Event("B")).ShouldBeTrue();
        RawQueue.Text(_temp.Home.QueuePath, "PRAGMA integrity_check").ShouldBe("ok");
    }

    [Fact]
    public void Enqueue_AfterTheFileWasRemoved_IsAcknowledgedOnlyInAFileThatIsThere()
    {
        using var queue = OfflineQueue.Open(_temp.Home);
        queue.Enqueue(Queued.Event("A"));
        foreach (var file in Directory.GetFiles(_temp.Path, "queue.db*"))
        {
            File.Delete(file);
        }

        queue.Enqueue(Queued.Event("B")).ShouldBeTrue();

        queue.Notice.ShouldNotBeNull().ShouldContain("removed or replaced");
        using var other = OfflineQueue.Open(_temp.Home);
        other.List().Select(entry => entry.EventId).ShouldBe(["B"]);
    }

    [Fact]
    public void Enqueue_AfterTheFolderWasRemoved_IsRefusedUntilItIsBack()
    {
        using var queue = OfflineQueue.Open(_temp.Home);
        queue.Enqueue(Queued.Event("A"));
        var away = _temp.Beside("away");
        Directory.Move(_temp.Path, away);

        var refusal = Should.Throw<ClientException>(() => queue.Enqueue(Queued.Event("B")));
        Directory.Move(away, _temp.Path);

        refusal.Failure.ShouldBe(ClientFailure.LocalFile);
        refusal.Remedy.ShouldNotBeEmpty();
        queue.Enqueue(Queued.Event("C")).ShouldBeTrue();
        queue.List().Select(entry => entry.EventId).ShouldContain("A");
        queue.List().Select(entry => entry.EventId).ShouldContain("C");
    }

    [Theory]
    [InlineData("cut")]
    [InlineData("overwritten")]
    public void Enqueue_AfterTheOpenFileWasDamaged_KeepsTheBytesAndAcknowledgesInASoundFile(string how)
    {
        using var queue = OfflineQueue.Open(_temp.Home);
        queue.EnqueueAll([.. Enumerable.Range(0, 2_000).Select(number => Queued.Event(Queued.Id(number)))]);
        RawQueue.Run(_temp.Home.QueuePath, "PRAGMA wal_checkpoint(TRUNCATE)");
        QueueConsole.Succeeds("sh", "-c", how == "cut"
            ? $"truncate -s 8192 '{_temp.Home.QueuePath}'"
            : $"head -c 100000 /dev/zero | tr '\\0' 'x' | dd of='{_temp.Home.QueuePath}' bs=4096 seek=1 conv=notrunc").ShouldBeTrue();

        queue.Enqueue(Queued.Event("after")).ShouldBeTrue();

        RawQueue.Text(_temp.Home.QueuePath, "PRAGMA integrity_check").ShouldBe("ok");
        using var other = OfflineQueue.Open(_temp.Home);
        other.List().Select(entry => entry.EventId).ShouldContain("after");
        Directory.GetFiles(_temp.Path, "queue.db.damaged-*").ShouldNotBeEmpty();
        queue.Notice.ShouldNotBeNull().ShouldContain("damaged");
    }

    [Fact]
    public void Open_AFolderInTheFilesPlace_SaysSo()
    {
        _temp.Home.Prepare();
        Directory.CreateDirectory(_temp.Home.QueuePath, UnixFileMode.UserRead | UnixFileMode.UserWrite);

        Should.Throw<ClientException>(() => OfflineQueue.Open(_temp.Home)).Message.ShouldContain(_temp.Home.QueuePath);
    }

    [Fact]
    public async Task Open_Again_TakesNoLockAwayFromWhatIsOpenInTheSameProcess()
    {
        using var first = OfflineQueue.Open(_temp.Home);
        first.Enqueue(Queued.Event("A"));
        using (var second = OfflineQueue.Open(_temp.Home))
        {
            second.Enqueue(Queued.Event("B"));
        }

        // Whoever believes to be the last to close the file removes its log, and with it what is written there afterwards.
        await using (var other = QueueConsole.Start(_temp.Path))
        {
            (await other.AskAsync("enqueue C")).ShouldBe("queued");
        }

        first.Enqueue(Queued.Event("D"));
        await using var reader = QueueConsole.Start(_temp.Path);
        (await reader.AskAsync("list")).ShouldBe("A B C D");
    }

    private string Disk => _temp.Beside("disk");

    private string Ballast => Path.Join(Disk, "ballast");

    private QueueConsole OnSmallDisk()
    {
        Directory.CreateDirectory(Disk);
        return QueueConsole.StartOnSmallDisk(Disk, "1m");
    }

    private static void Limit(QueueConsole child, string bytes) =>
        QueueConsole.Succeeds("prlimit", "--pid", child.Id.ToString(CultureInfo.InvariantCulture), $"--fsize={bytes}").ShouldBeTrue();

    private static async Task EnqueueAsync(QueueConsole child, string id, List<string> acknowledged)
    {
        (await child.AskAsync($"enqueue {id}")).ShouldBe("queued");
        acknowledged.Add(id);
    }

    private static async Task<string> UntilRefusedAsync(QueueConsole child, List<string> acknowledged)
    {
        for (var number = 0; number < Most; number++)
        {
            var answer = await child.AskAsync($"enqueue {Queued.Id(number)}");
            if (answer != "queued")
            {
                return answer;
            }

            acknowledged.Add(Queued.Id(number));
        }

        throw new InvalidOperationException("The fault never showed.");
    }
}
