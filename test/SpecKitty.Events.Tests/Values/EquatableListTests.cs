using SpecKitty.Events.Values;

namespace SpecKitty.Events.Tests.Values;

public sealed class EquatableListTests
{
    [Fact]
    public void Equals_SameItemsInTheSameOrder_IsEqual()
    {
        EquatableList<string> one = ["a", "b"];
        EquatableList<string> other = [.. new List<string> { "a", "b" }];

        one.ShouldBe(other);
        one.Equals((object)other).ShouldBeTrue();
        one.GetHashCode().ShouldBe(other.GetHashCode());
    }

    [Fact]
    public void Equals_OtherOrderLengthOrKind_IsNot()
    {
        EquatableList<string> one = ["a", "b"];

        one.Equals(["b", "a"]).ShouldBeFalse();
        one.Equals(["a"]).ShouldBeFalse();
        one.Equals(null).ShouldBeFalse();
        one.Equals((object)"a").ShouldBeFalse();
    }

    [Fact]
    public void Equals_Nested_GoesAllTheWayDown()
    {
        EquatableList<EquatableList<int>> one = [[1], [2, 3]];
        EquatableList<EquatableList<int>> other = [[1], [2, 3]];

        one.Equals(other).ShouldBeTrue();
    }

    [Fact]
    public void Create_FromAnArray_IsItsOwnCopy()
    {
        string[] source = ["a"];
        var list = source.ToEquatableList();

        source[0] = "b";

        list[0].ShouldBe("a");
        list.Count.ShouldBe(1);
        list.AsSpan().ToArray().ShouldBe(["a"]);
        list.ToString().ShouldBe("[a]");
    }

    [Fact]
    public void Create_Nothing_IsTheOneEmptyList()
    {
        EquatableList<int> none = [];

        none.ShouldBeSameAs(EquatableList<int>.Empty);
        none.ShouldBeEmpty();
    }
}
