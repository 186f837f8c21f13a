using SpecKitty.Events.Collaboration;
using SpecKitty.Events.Envelope;

namespace SpecKitty.Events.Tests.Reduction;

public sealed class RunningExecutionsTests
{
    [Fact]
    public void End_OfAStepThatRunsSeveralTimes_TakesTheOldest()
    {
        var running = Started(("a", 1), ("b", 2), ("a", 3), ("a", 4));

        running.End("a");

        Shown(running).ShouldBe([("b", 2), ("a", 3), ("a", 4)]);
        running.Count.ShouldBe(3);
    }

    [Fact]
    public void Start_OfAStepThatEndedPartly_GoesLast()
    {
        var running = Started(("a", 1), ("a", 2));
        running.End("a");

        running.Start(Entry("a", 3));
        running.Start(Entry("b", 4));

        Shown(running).ShouldBe([("a", 2), ("a", 3), ("b", 4)]);
    }

    [Fact]
    public void Contains_AStepWhoseLastExecutionEnded_IsFalse()
    {
        var running = Started(("a", 1), ("a", 2));
        running.End("a");
        running.Contains("a").ShouldBeTrue();

        running.End("a");

        running.Contains("a").ShouldBeFalse();
        running.Count.ShouldBe(0);
    }

    [Fact]
    public void Copy_AndItsOriginal_GoOnApart()
    {
        var running = Started(("a", 1), ("a", 2), ("b", 3));
        var copy = running.Copy();

        running.End("a");
        running.Start(Entry("a", 4));
        copy.End("b");
        copy.Start(Entry("a", 5));

        Shown(running).ShouldBe([("a", 2), ("b", 3), ("a", 4)]);
        Shown(copy).ShouldBe([("a", 1), ("a", 2), ("a", 5)]);
    }

    private static RunningExecutions Started(params (string Step, int Event)[] entries)
    {
        var running = new RunningExecutions();
        foreach (var (step, number) in entries)
        {
            running.Start(Entry(step, number));
        }

        return running;
    }

    private static ExecutionEntry Entry(string step, int number) => new() { StepId = step, EventId = SampleEvents.Id(number), StartedAt = EventTimestamp.Parse("2026-02-15T10:54:55Z") };

    private static (string Step, int Event)[] Shown(RunningExecutions running)
        => [.. running.ToList().Select(entry => (entry.StepId, (int)Ulid.Parse(entry.EventId.ToString()).Low))];
}
