using System.Text;
using SpecKitty.Client.Emitting;
using SpecKitty.Client.Queue;
using SpecKitty.Client.Tests.Support;

namespace SpecKitty.Client.Tests.Emitting;

public sealed class ClockFileTests : IDisposable
{
    private readonly TempHome _temp = new();

    private ClockFile Clock => new(_temp.Home);

    public void Dispose() => _temp.Dispose();

    [Fact]
    public void Tick_AFreshHome_StartsAtOneWithANodeId()
    {
        var first = Clock.Tick();

        first.Value.ShouldBe(1);
        first.NodeId.ShouldMatch("^[0-9a-f]{12}$");
        Clock.Read().ShouldBe(first);
    }

    [Fact]
    public void Tick_AfterAnotherProcess_GoesOnFromItsValueWithTheSameNode()
    {
        var first = Clock.Tick();

        Clock.Tick().ShouldBe(first with { Value = 2 });
    }

    [Theory]
    [InlineData(0, 6)]
    [InlineData(5, 6)]
    [InlineData(40, 41)]
    public void Observe_AnyRemoteValue_MovesPastBoth(long remote, long expected)
    {
        for (var count = 0; count < 5; count++)
        {
            Clock.Tick();
        }

        Clock.Observe(remote).Value.ShouldBe(expected);
        Clock.Tick().Value.ShouldBe(expected + 1);
    }

    [Fact]
    public void Observe_TheLargestValue_IsRefusedAndTheClockStands()
    {
        Clock.Tick();

        Should.Throw<ClientException>(() => Clock.Observe(long.MaxValue)).Failure.ShouldBe(ClientFailure.LocalFile);

        Clock.Read().Value.ShouldBe(1);
    }

    [Fact]
    public void Tick_ManyThreadsAtOnce_GivesEachItsOwnValue()
    {
        var values = Enumerable.Range(0, 64).AsParallel().WithDegreeOfParallelism(8).Select(_ => Clock.Tick().Value).ToList();

        values.Order().ShouldBe(Enumerable.Range(1, 64).Select(value => (long)value));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{\"value\": 3}")]
    [InlineData("{\"value\": -3, \"node_id\": \"0123456789ab\"}")]
    [InlineData("{\"value\": 3, \"node_id\": \"XYZ\"}")]
    [InlineData("{\"value\": 3.5, \"node_id\": \"0123456789ab\"}")]
    [InlineData("{\"value\": ")]
    [InlineData("[]")]
    public void Tick_ADamagedFile_IsKeptAsideAndANewNodeGoesOnPastWhatTheQueueKnows(string text)
    {
        var before = Clock.Tick();
        using (var queue = OfflineQueue.Open(_temp.Home))
        {
            queue.Enqueue(Envelope("A", 41));
            queue.Enqueue(Envelope("B", 17));
            queue.Enqueue(new QueuedEvent("C", "CommentPosted", Queued.Kitty, "no JSON at all"u8.ToArray()));
        }

        File.WriteAllText(_temp.Home.ClockPath, text);
        var clock = Clock;

        var after = clock.Tick();

        after.Value.ShouldBe(42);
        after.NodeId.ShouldNotBe(before.NodeId);
        var kept = Directory.GetFiles(_temp.Path, "clock.json.damaged-*").ShouldHaveSingleItem();
        File.ReadAllText(kept).ShouldBe(text);
        clock.Notice.ShouldNotBeNull().ShouldContain(kept);
        Clock.Read().ShouldBe(after);
    }

    [Fact]
    public void Tick_ADamagedFileWhoseValueCanStillBeRead_DoesNotGoBackBehindIt()
    {
        _temp.Home.Prepare();
        File.WriteAllText(_temp.Home.ClockPath, "{\"value\": 70, \"node_id\": \"\"}");
        File.SetUnixFileMode(_temp.Home.ClockPath, UnixFileMode.UserRead | UnixFileMode.UserWrite);

        Clock.Tick().Value.ShouldBe(71);
    }

    [Fact]
    public void Read_ARemovedFile_IsANewNodeThatGoesOnPastWhatTheQueueKnows()
    {
        using (var queue = OfflineQueue.Open(_temp.Home))
        {
            queue.Enqueue(Envelope("A", 41));
        }

        var first = Clock.Read();

        first.Value.ShouldBe(41);
        Clock.Read().ShouldBe(first);
    }

    [Theory]
    [InlineData(0, 6)]
    [InlineData(90, 91)]
    public void Tick_WithAValueKnownToBeGivenOut_IsPastIt(long floor, long expected)
    {
        Clock.Observe(4);

        Clock.Tick(floor).Value.ShouldBe(expected);
    }

    [Fact]
    public void Tick_ASymbolicLink_IsRefusedAndNotFollowed()
    {
        _temp.Home.Prepare();
        File.WriteAllText(_temp.Beside("elsewhere"), "");
        File.CreateSymbolicLink(_temp.Home.ClockPath, _temp.Beside("elsewhere"));

        Should.Throw<ClientException>(() => Clock.Tick()).Failure.ShouldBe(ClientFailure.LocalFile);

        File.ReadAllText(_temp.Beside("elsewhere")).ShouldBe("");
    }

    private static QueuedEvent Envelope(string id, long clock) =>
        new(id, "CommentPosted", Queued.Kitty, Encoding.UTF8.GetBytes($$$"""{"payload":{"lamport_clock":1000},"lamport_clock":{{{clock}}},"node_id":"n"}"""));
}
