using FsCheck;
using FsCheck.Fluent;
using SpecKitty.Events.Causality;

namespace SpecKitty.Events.Tests.Causality;

public sealed class CounterTests
{
    [Fact]
    public void Merge_Nothing_IsZero() => Counter.Merge([]).ShouldBe(0);

    [Fact]
    public void Merge_Several_AddsUp()
        => Counter.Merge([Add(1, "5"), Add(2, "-7"), SampleEvents.Event(3), Add(4, "3.0"), Add(5, "1e1")]).ShouldBe(11);

    [Fact]
    public void Merge_SameIdAgain_CountsWhatItSaidFirst() => Counter.Merge([Add(1, "5"), Add(1, "9"), Add(2, "1")]).ShouldBe(6);

    [Theory]
    [InlineData("null", "null")]
    [InlineData("\"5\"", "\"5\"")]
    [InlineData("true", "true")]
    [InlineData("1.5", "1.5")]
    [InlineData("[1]", "a list")]
    [InlineData("9223372036854775808", "9223372036854775808")]
    public void Merge_NotAWholeNumber_NamesTheEventAndWhatArrived(string delta, string arrived)
    {
        var message = Should.Throw<ValidationException>(() => Counter.Merge([Add(1, "1"), Add(6, delta)])).Message;

        message.ShouldContain(SampleEvents.Id(6).ToString());
        message.ShouldContain("payload.delta must be a whole number");
        message.ShouldContain($"it is {arrived}");
    }

    [Fact]
    public void Merge_RepeatedEventWithABadDelta_IsNotLookedAt() => Counter.Merge([Add(1, "1"), Add(1, "\"x\"")]).ShouldBe(1);

    [Fact]
    public void Merge_PastTheEndOnTheWay_IsFine()
        => Counter.Merge([Add(1, "9223372036854775807"), Add(2, "1"), Add(3, "-1")]).ShouldBe(long.MaxValue);

    [Theory]
    [InlineData("9223372036854775807", "1", "9223372036854775808")]
    [InlineData("-9223372036854775808", "-1", "-9223372036854775809")]
    public void Merge_SumPastTheEnd_Throws(string first, string second, string sum)
        => Should.Throw<ValidationException>(() => Counter.Merge([Add(1, first), Add(2, second)])).Message.ShouldContain(sum);

    [Fact]
    public void Merge_AnyOrderAndRepetition_IsTheSum()
        => Prop.ForAll(Gen.Choose(-1000, 1000).ArrayOf().ToArbitrary(), deltas =>
        {
            var events = deltas.Select((delta, index) => Add(index + 1, $"{delta}")).ToArray();
            return Counter.Merge(events.Reverse().Concat(events)) == deltas.Sum();
        }).QuickCheckThrowOnFailure();

    private static SpecKitty.Events.Envelope.Event Add(int id, string delta) => SampleEvents.Event(id, payload: $$"""{"delta":{{delta}}}""");
}
