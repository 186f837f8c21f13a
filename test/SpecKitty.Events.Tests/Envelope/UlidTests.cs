using FsCheck;
using FsCheck.Fluent;
using SpecKitty.Events.Envelope;

namespace SpecKitty.Events.Tests.Envelope;

public sealed class UlidTests
{
    private static readonly byte[] Chance = [0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0x07, 0x08, 0x09, 0x0A];

    [Theory]
    [InlineData("01ARZ3NDEKTSV4RRFFQ69G5FAV")]
    [InlineData("00000000000000000000000000")]
    [InlineData("7ZZZZZZZZZZZZZZZZZZZZZZZZZ")]
    [InlineData("0000000000000G000000000000")]
    [InlineData("00000000000001000000000000")]
    public void Parse_Valid_IsWrittenAsItCame(string text) => Ulid.Parse(text).ToString().ShouldBe(text);

    [Fact]
    public void Parse_LowerCase_IsTheSameId() => Ulid.Parse("01arz3ndektsv4rrffq69g5fav").ShouldBe(Ulid.Parse("01ARZ3NDEKTSV4RRFFQ69G5FAV"));

    [Theory]
    [InlineData("8ZZZZZZZZZZZZZZZZZZZZZZZZZ")]
    [InlineData("80000000000000000000000000")]
    [InlineData("Z0000000000000000000000000")]
    [InlineData("01ARZ3NDEKTSV4RRFFQ69G5FA")]
    [InlineData("01ARZ3NDEKTSV4RRFFQ69G5FAVV")]
    [InlineData("I1ARZ3NDEKTSV4RRFFQ69G5FAV")]
    [InlineData("01ARZ3NDEKTSV4RRFFQ69G5FAI")]
    [InlineData("01ARZ3NDEKTSVLRRFFQ69G5FAV")]
    [InlineData("01ARZ3NDEKTSV4RRFFQ69G5FAO")]
    [InlineData("01ARZ3NDEKTSU4RRFFQ69G5FAV")]
    [InlineData("01ARZ3NDEKTSV4RRFFQ69G5FA-")]
    [InlineData("01ARZ3NDEKTSV4RRFFQ69G5FA ")]
    [InlineData("01ARZ3NDEKTSV4RRFFQ69G5F\u00C9V")]
    [InlineData("")]
    public void Parse_Invalid_IsRefused(string text)
    {
        Ulid.TryParse(text, out _).ShouldBeFalse();
        Should.Throw<FormatException>(() => Ulid.Parse(text));
    }

    [Fact]
    public void Time_OfTheSpecificationsExample_IsItsMoment()
        => Ulid.Parse("01ARZ3NDEKTSV4RRFFQ69G5FAV").Time.ShouldBe(DateTimeOffset.FromUnixTimeMilliseconds(1469922850259));

    [Fact]
    public void Time_PastTheYear9999_IsClamped() => Ulid.Parse("7ZZZZZZZZZZZZZZZZZZZZZZZZZ").Time.Year.ShouldBe(9999);

    [Fact]
    public void Create_Bounds_AreKept()
    {
        Ulid.Create(0, new byte[10]).ToString().ShouldBe("00000000000000000000000000");
        Ulid.Create((1L << 48) - 1, [255, 255, 255, 255, 255, 255, 255, 255, 255, 255]).ToString().ShouldBe("7ZZZZZZZZZZZZZZZZZZZZZZZZZ");
        Should.Throw<ArgumentOutOfRangeException>(() => Ulid.Create(-1, Chance));
        Should.Throw<ArgumentOutOfRangeException>(() => Ulid.Create(1L << 48, Chance));
        Should.Throw<ArgumentOutOfRangeException>(() => Ulid.Create(0, new byte[9]));
    }

    [Fact]
    public void AnyId_WrittenAndRead_IsTheSame()
        => Prop.ForAll(Ids().ToArbitrary(), id => Ulid.Parse(id.ToString()) == id).QuickCheckThrowOnFailure();

    [Fact]
    public void AnyTwoIds_AreOrderedAsTheirTexts()
        => Prop.ForAll(Ids().Two().ToArbitrary(), pair =>
        {
            var (left, right) = pair;
            var byText = Math.Sign(string.CompareOrdinal(left.ToString(), right.ToString()));
            return Math.Sign(left.CompareTo(right)) == byText
                && left < right == byText < 0 && left > right == byText > 0
                && left <= right == byText <= 0 && left >= right == byText >= 0
                && left != right == (byText != 0) && left.Equals((object)right) == (byText == 0)
                && (byText != 0 || left.GetHashCode() == right.GetHashCode());
        }).QuickCheckThrowOnFailure();

    // Close together as often as far apart, so that equal and neighbouring ids come up.
    private static Gen<Ulid> Ids() => Gen.OneOf(
        Gen.Choose(0, 3).Select(number => new Ulid(0, (ulong)number)),
        ArbMap.Default.GeneratorFor<ulong>().Two().Select(halves => new Ulid(halves.Item1, halves.Item2)));
}
