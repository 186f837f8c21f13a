using FsCheck;
using FsCheck.Fluent;
using SpecKitty.Events.Causality;

namespace SpecKitty.Events.Tests.Causality;

public sealed class GrowOnlySetTests
{
    [Fact]
    public void Merge_Nothing_IsEmpty() => GrowOnlySet.Merge([]).ShouldBeEmpty();

    [Fact]
    public void Merge_Overlapping_HasEveryTagOnce()
        => GrowOnlySet.Merge(
        [
            SampleEvents.Event(1, payload: """{"tags":["b","a"]}"""),
            SampleEvents.Event(2, payload: """{"tags":["c","\u0061"],"other":[1]}"""),
            SampleEvents.Event(3, payload: """{"tags":[]}"""),
            SampleEvents.Event(4),
        ]).ShouldBe(["a", "b", "c"]);

    [Theory]
    [InlineData("""{"tags":null}""", "payload.tags", "null")]
    [InlineData("""{"tags":"a"}""", "payload.tags", "\"a\"")]
    [InlineData("""{"tags":{"a":1}}""", "payload.tags", "an object")]
    [InlineData("""{"tags":["a",7]}""", "payload.tags.1", "7")]
    [InlineData("""{"tags":[["a"]]}""", "payload.tags.0", "a list")]
    public void Merge_WrongType_NamesEventMemberAndWhatArrived(string payload, string path, string arrived)
    {
        var message = Should.Throw<ValidationException>(() => GrowOnlySet.Merge([SampleEvents.Event(1), SampleEvents.Event(5, payload: payload)])).Message;

        message.ShouldContain(SampleEvents.Id(5).ToString());
        message.ShouldContain($"{path} must be");
        message.ShouldContain($"it is {arrived}");
    }

    [Fact]
    public void Merge_AnyOrderAndRepetition_IsTheSameSet()
    {
        var events = Gen.Elements("a", "b", "c", "\u00E9").ArrayOf().ArrayOf()
            .Select(lists => lists.Select((tags, index) => SampleEvents.Event(index + 1, payload: $$"""{"tags":[{{string.Join(',', tags.Select(tag => $"\"{tag}\""))}}]}""")).ToArray());

        Prop.ForAll(events.ToArbitrary(), given => GrowOnlySet.Merge(given).Equals(GrowOnlySet.Merge(given.Reverse().Concat(given)))).QuickCheckThrowOnFailure();
    }
}
