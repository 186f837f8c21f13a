using SpecKitty.Client.Queue;
using SpecKitty.Crash.Children;

namespace SpecKitty.Crash.Checking;

/// <summary>The check must find each kind of harm, or a run without findings says nothing.</summary>
public sealed class RoundCheckTests
{
    private readonly List<Acknowledgement> _said = [new("A", 1, 10, 20), new("B", 2, 30, 40)];
    private readonly List<QueueEntry> _queue = [Row(1, "A"), Row(2, "B"), Row(3, "C")];
    private readonly List<LoggedEvent> _log = [Logged("A", 1, 1), Logged("B", 2, 2), Logged("C", 3, 3)];

    [Fact]
    public void Findings_AllAsItMustBe_None()
    {
        Findings().ShouldBeEmpty();
        Check().InFlight.ShouldBe(1);
    }

    [Fact]
    public void Findings_AcknowledgedEventIsNowhere_Lost()
    {
        _queue.RemoveAt(1);
        _log.RemoveAt(1);

        Findings().ShouldHaveSingleItem().ShouldContain("B, event 2 of child 7, was acknowledged");
    }

    [Fact]
    public void Findings_DeliveredRowIsNotOnTheServer_FalselyDelivered()
    {
        _log.RemoveAt(2);

        Findings().ShouldHaveSingleItem().ShouldBe("C is delivered in the queue, and the server does not have it.");
    }

    [Fact]
    public void Findings_RowIsStillPending_Undelivered()
    {
        _queue[2] = _queue[2] with { State = EventState.Pending };

        Findings().ShouldHaveSingleItem().ShouldStartWith("C is still Pending");
    }

    [Fact]
    public void Findings_SameIdTwice_Doubled()
    {
        _log.Add(Logged("A", 1, 4));

        Findings().ShouldContain("A is on the server 2 times.");
    }

    [Fact]
    public void Findings_SameEventUnderTwoIds_Doubled()
    {
        _queue.Add(Row(4, "D"));
        _log.Add(Logged("D", 3, 4));

        Findings().ShouldHaveSingleItem().ShouldContain("under several ids: C, D");
    }

    [Theory]
    [InlineData("child 7 event 4")]
    [InlineData("child 8 event 1")]
    [InlineData("something else")]
    public void Findings_EventThatNobodyEmitted_IsNamed(string content)
    {
        _queue.Add(Row(4, "X"));
        _log.Add(new LoggedEvent("X", "node", 4, content));

        Findings().ShouldHaveSingleItem().ShouldContain("no child emitted it");
    }

    [Fact]
    public void Findings_EventIsGoneFromTheQueue_IsNamed()
    {
        _queue.RemoveAt(2);

        Findings().ShouldHaveSingleItem().ShouldContain("the queue has forgotten it");
    }

    [Fact]
    public void Findings_SameClockTwice_IsNamed()
    {
        _log[2] = Logged("C", 3, 2);

        Findings().ShouldHaveSingleItem().ShouldBe("Clock 2 is carried by several events: B, C.");
    }

    [Fact]
    public void Findings_ClockGoesBack_IsNamed()
    {
        (_log[0], _log[1]) = (Logged("A", 1, 2), Logged("B", 2, 1));

        Findings().ShouldHaveSingleItem().ShouldContain("its clock 1 is not above theirs, 2");
    }

    [Fact]
    public void Findings_QueueIsOutOfOrder_IsNamed()
    {
        (_queue[0], _queue[1]) = (Row(1, "B"), Row(2, "A"));
        (_log[0], _log[1]) = (_log[1], _log[0]);

        Findings().ShouldHaveSingleItem().ShouldContain("stands before them in the queue");
    }

    [Fact]
    public void Findings_ServerHasAnEventBeforeOneThatIsEarlierInTheQueue_Overtaken()
    {
        (_log[1], _log[2]) = (_log[2], _log[1]);

        Findings().ShouldHaveSingleItem().ShouldBe("B stands before C in the queue, and behind it on the server.");
    }

    [Fact]
    public void Findings_EventsOfTwoProjects_HaveNoOrderAmongThem()
    {
        _queue[2] = _queue[2] with { ProjectUuid = Guid.NewGuid().ToString() };
        (_log[1], _log[2]) = (_log[2], _log[1]);

        Findings().ShouldBeEmpty();
    }

    [Fact]
    public void Findings_NodeIdChanges_IsNamed()
    {
        _log[2] = _log[2] with { NodeId = "other" };

        Findings().ShouldHaveSingleItem().ShouldContain("node id has changed");
    }

    [Fact]
    public void Findings_ChildEndedByItself_IsNamed() =>
        new RoundCheck([new ChildReport(7, ChildKind.Emits, [], false, 0, "ended with 1: why")], [], []).Findings()
            .ShouldHaveSingleItem().ShouldBe("Child 7 (Emits) ended with 1: why");

    private IReadOnlyList<string> Findings() => Check().Findings();

    private RoundCheck Check() => new([new ChildReport(7, ChildKind.Emits, _said, true, 0, null)], _queue, _log);

    private static QueueEntry Row(long position, string id) =>
        new(position, id, "HistoryAdded", Guid.Empty.ToString(), EventState.Delivered, 0, null, null, DateTimeOffset.UnixEpoch);

    private static LoggedEvent Logged(string id, int number, long clock) => new(id, "node", clock, $"child 7 event {number}");
}
