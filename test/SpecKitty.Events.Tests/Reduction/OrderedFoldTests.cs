using SpecKitty.Events.Envelope;
using SpecKitty.Events.Reduction;

namespace SpecKitty.Events.Tests.Reduction;

/// <summary>Where marks stand, told by a fold that counts what they copy.</summary>
public sealed class OrderedFoldTests
{
    private const int Length = 40_000;

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Marks_OfAFoldThatRemembersEverything_CopyInProportionToTheLog(int thingsPerEvent)
    {
        var fold = new Remembering(thingsPerEvent);
        var events = new OrderedFold<Remembering, int>(fold);

        foreach (var value in Log(Length))
        {
            events.Add(value);
            events.Current();
        }

        fold.Folded.ShouldBe(Length);
        fold.Copied.ShouldBeInRange(Length / 8, Length * (thingsPerEvent + 1));
    }

    [Fact]
    public void Marks_OfALogThatIsLoadedAtOnce_CopyInProportionToTheLog()
    {
        var fold = new Remembering(1);
        var events = new OrderedFold<Remembering, int>(fold);

        events.AddRange([.. Log(Length)]);
        events.Current();

        fold.Copied.ShouldBeInRange(1, Length * 2);
    }

    [Fact]
    public void LateEvent_NearTheEndOfAFoldThatRemembersLittle_FoldsLittleAgain()
    {
        var fold = new Remembering(0);
        var events = new OrderedFold<Remembering, int>(fold);
        events.AddRange([.. Log(Length).Where(value => value.LamportClock != Length - 10)]);
        events.Current();
        var before = fold.Folded;

        events.Add(SampleEvents.Event(Length - 10, Length - 10));
        events.Current();

        (fold.Folded - before).ShouldBeInRange(1, 1_024);
        fold.Count.ShouldBe(Length);
    }

    [Fact]
    public void LateEvents_AnywhereInALogThatCameOneByOne_LeaveTheFoldBehindEveryEvent()
    {
        var fold = new Remembering(0);
        var events = new OrderedFold<Remembering, int>(fold);
        int[] late = [Length - 10, Length / 2, 1_000, 1];
        foreach (var value in Log(Length).Where(value => !late.Contains((int)value.LamportClock)))
        {
            events.Add(value);
            events.Current();
        }

        foreach (var clock in late)
        {
            events.Add(SampleEvents.Event(clock, clock)).ShouldBeTrue();
            events.Current();
        }

        fold.Count.ShouldBe(Length);
        events.Log.Select(value => value.LamportClock).ShouldBeInOrder();
    }

    [Fact]
    public void LateEvent_InAFoldThatCanUndo_FoldsOnlyWhatIsBehindItsPlace()
    {
        var fold = new Remembering(0) { CanUndo = true };
        var events = new OrderedFold<Remembering, int>(fold);
        events.AddRange([.. Log(Length).Where(value => value.LamportClock != Length - 10)]);
        events.Current();
        var before = fold.Folded;

        events.Add(SampleEvents.Event(Length - 10, Length - 10));
        events.Current();

        (fold.Folded - before).ShouldBe(11);
        fold.Count.ShouldBe(Length);
        events.Before(SampleEvents.Event(Length + 1, Length - 4), (_, _) => throw new InvalidOperationException("There is no need of another fold.")).Count.ShouldBe(Length - 4);
        events.Current().Count.ShouldBe(Length);
    }

    private static IEnumerable<Event> Log(int length) => Enumerable.Range(1, length).Select(clock => SampleEvents.Event(clock, clock));

    private sealed class Remembering(int thingsPerEvent) : IFold<int>
    {
        public int Size => 1 + (Count * thingsPerEvent);

        /// <summary>How many events it stands behind.</summary>
        public int Count { get; private set; }

        /// <summary>How many events it took, those that it took again included.</summary>
        public int Folded { get; private set; }

        /// <summary>How many things all marks copied.</summary>
        public int Copied { get; private set; }

        public bool CanUndo { get; init; }

        public bool KeepsUndo { get; set; }

        public int Undoable { get; private set; }

        public void Undo()
        {
            Count--;
            Undoable--;
        }

        public bool Apply(Event next, bool isContested)
        {
            Undoable = CanUndo && KeepsUndo ? Undoable + 1 : 0;
            Count++;
            Folded++;
            return true;
        }

        public int Mark()
        {
            Copied += Size;
            return Count;
        }

        public void Rewind(int mark) => (Count, Undoable) = (mark, 0);
    }
}
