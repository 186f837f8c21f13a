using SpecKitty.Server.Storage;
using SpecKitty.Server.Storage.GroupCommit;

namespace SpecKitty.Server.Tests.Storage;

public sealed class FairQueueTests
{
    private readonly FairQueue<(string Team, string Mission, int Number)> _queue = new(item => new WriteShare(item.Team, item.Mission));

    [Fact]
    public void Dequeue_TeamThatWritesMuch_WaitsForItself()
    {
        Add("red", "M1", 1, 2, 3);
        Add("red", "M2", 4);
        Add("blue", "M1", 5);

        TakeAll().ShouldBe([1, 5, 4, 2, 3]);
    }

    [Fact]
    public void Dequeue_TeamWithManyMissions_GetsNoMoreTurnsThanOneWithASingleMission()
    {
        for (var mission = 0; mission < 10; mission++)
        {
            Add("red", $"M{mission}", mission);
        }

        Add("blue", "M1", 100, 101);

        TakeAll().Take(4).ShouldBe([0, 100, 1, 101]);
    }

    [Fact]
    public void PutBack_OfWhatIsNotDone_IsTheNextOfItsShareAndWaitsForTheOthers()
    {
        Add("red", "M1", 1, 2);
        Add("blue", "M1", 3);

        _queue.PutBack(_queue.Dequeue());

        TakeAll().ShouldBe([3, 1, 2]);
    }

    [Fact]
    public void HasOther_OneShareOrSeveral_TellsWhetherAnotherWaits()
    {
        var red = new WriteShare("red", "M1");
        _queue.HasOther(red).ShouldBeFalse();
        Add("red", "M1", 1);
        _queue.HasOther(red).ShouldBeFalse();
        _queue.HasOther(new WriteShare("red", "M2")).ShouldBeTrue();
        Add("red", "M2", 2);
        _queue.HasOther(red).ShouldBeTrue();
        TakeAll();
        Add("blue", "M1", 3);
        _queue.HasOther(red).ShouldBeTrue();
    }

    private void Add(string team, string mission, params int[] numbers)
    {
        foreach (var number in numbers)
        {
            _queue.Enqueue((team, mission, number));
        }
    }

    private List<int> TakeAll()
    {
        var taken = new List<int>();
        while (_queue.TryPeek(out var next))
        {
            _queue.Dequeue().ShouldBe(next);
            taken.Add(next.Number);
        }

        _queue.Count.ShouldBe(0);
        return taken;
    }
}
