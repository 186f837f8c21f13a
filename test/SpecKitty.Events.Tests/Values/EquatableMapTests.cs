using SpecKitty.Events.Values;

namespace SpecKitty.Events.Tests.Values;

public sealed class EquatableMapTests
{
    [Fact]
    public void Equals_SameEntriesInAnyOrder_IsEqual()
    {
        var one = EquatableMap.Create([KeyValuePair.Create("a", 1), KeyValuePair.Create("b", 2)]);
        var other = EquatableMap.Create([KeyValuePair.Create("b", 2), KeyValuePair.Create("a", 1)]);

        one.Equals(other).ShouldBeTrue();
        one.Equals((object)other).ShouldBeTrue();
        one.GetHashCode().ShouldBe(other.GetHashCode());
    }

    [Fact]
    public void Equals_OtherKeyValueOrCount_IsNot()
    {
        var one = EquatableMap.Create([KeyValuePair.Create("a", 1)]);

        one.Equals(EquatableMap.Create([KeyValuePair.Create("A", 1)])).ShouldBeFalse();
        one.Equals(EquatableMap.Create([KeyValuePair.Create("a", 2)])).ShouldBeFalse();
        one.Equals(EquatableMap<string, int>.Empty).ShouldBeFalse();
        one.Equals(null).ShouldBeFalse();
    }

    [Fact]
    public void Create_Entries_KeepTheirOrder()
    {
        var map = EquatableMap.Create([KeyValuePair.Create("b", 2), KeyValuePair.Create("a", 1)]);

        map.Keys.ShouldBe(["b", "a"]);
        map.Values.ShouldBe([2, 1]);
        map.Select(entry => entry.Key).ShouldBe(["b", "a"]);
        map["a"].ShouldBe(1);
        map.ContainsKey("c").ShouldBeFalse();
        map.TryGetValue("b", out var value).ShouldBeTrue();
        value.ShouldBe(2);
        Should.Throw<KeyNotFoundException>(() => map["c"]);
    }

    [Fact]
    public void Sorted_Entries_AreInCodePointOrder()
        => EquatableMap.Sorted([KeyValuePair.Create("\U0001F431", 1), KeyValuePair.Create("\uFF5E", 2), KeyValuePair.Create("B", 3), KeyValuePair.Create("a", 4)])
            .Keys.ShouldBe(["B", "a", "\uFF5E", "\U0001F431"]);

    [Fact]
    public void Create_KeyTwice_IsRefused()
    {
        Should.Throw<ArgumentException>(() => EquatableMap.Create([KeyValuePair.Create("a", 1), KeyValuePair.Create("a", 1)]));
        Should.Throw<ArgumentException>(() => EquatableMap.Sorted([KeyValuePair.Create("a", 1), KeyValuePair.Create("a", 1)]));
    }

    [Fact]
    public void Create_Nothing_IsTheOneEmptyMap()
    {
        EquatableMap.Create<string, int>([]).ShouldBeSameAs(EquatableMap<string, int>.Empty);
        EquatableMap.Sorted<int>([]).ShouldBeSameAs(EquatableMap<string, int>.Empty);
    }
}
