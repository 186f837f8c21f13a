using SpecKitty.Events.Values;

namespace SpecKitty.Events.Tests.Values;

public sealed class EquatableSetTests
{
    [Fact]
    public void Of_AnyOrderAndRepetition_IsTheSameSet()
    {
        var one = EquatableSet.Of(["b", "a", "b"]);
        var other = EquatableSet.Of(["a", "b"]);

        one.Equals(other).ShouldBeTrue();
        one.Equals((object)other).ShouldBeTrue();
        one.GetHashCode().ShouldBe(other.GetHashCode());
        one.Count.ShouldBe(2);
        one.ToString().ShouldBe("{a, b}");
    }

    [Fact]
    public void Of_Members_AreInCodePointOrder()
        => EquatableSet.Of(["\U0001F431", "\uFF5E", "a", "B"]).ShouldBe(["B", "a", "\uFF5E", "\U0001F431"]);

    [Fact]
    public void Contains_Member_ComparesExactly()
    {
        var set = EquatableSet.Of(["a", "\uFF5E", "\U0001F431"]);

        set.Contains("\U0001F431").ShouldBeTrue();
        set.Contains("\uFF5E").ShouldBeTrue();
        set.Contains("A").ShouldBeFalse();
    }

    [Fact]
    public void Equals_OtherMembers_IsNot()
    {
        EquatableSet.Of(["a"]).Equals(EquatableSet.Of(["A"])).ShouldBeFalse();
        EquatableSet.Of(["a"]).Equals(null).ShouldBeFalse();
        EquatableSet.Of([]).ShouldBeSameAs(EquatableSet.Empty);
    }
}
