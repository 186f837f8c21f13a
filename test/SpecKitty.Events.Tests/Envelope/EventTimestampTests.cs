using System.Globalization;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using SpecKitty.Events.Envelope;

namespace SpecKitty.Events.Tests.Envelope;

public sealed class EventTimestampTests
{
    [Theory]
    [InlineData("2026-02-15T10:54:55Z", "2026-02-15T10:54:55+00:00")]
    [InlineData("2026-02-15T10:54:55+00:00", "2026-02-15T10:54:55+00:00")]
    [InlineData("2026-02-15T10:54:55-00:00", "2026-02-15T10:54:55+00:00")]
    [InlineData("2026-02-15T10:54:55.239478+00:00", "2026-02-15T10:54:55.239478+00:00")]
    [InlineData("2026-02-15T10:54:55.2Z", "2026-02-15T10:54:55.200000+00:00")]
    [InlineData("2026-02-15T10:54:55.000Z", "2026-02-15T10:54:55+00:00")]
    [InlineData("2026-02-15T10:54:55.239478999Z", "2026-02-15T10:54:55.239478+00:00")]
    [InlineData("2026-02-15T10:54:55,239Z", "2026-02-15T10:54:55.239000+00:00")]
    [InlineData("2026-02-15t10:54:55z", "2026-02-15T10:54:55+00:00")]
    [InlineData("2026-02-15 10:54:55Z", "2026-02-15T10:54:55+00:00")]
    [InlineData("2026-02-15T10:54Z", "2026-02-15T10:54:00+00:00")]
    [InlineData("2026-02-15T10:54:55+05:30", "2026-02-15T10:54:55+05:30")]
    [InlineData("2026-02-15T10:54:55-23:59", "2026-02-15T10:54:55-23:59")]
    [InlineData("2024-02-29T00:00:00Z", "2024-02-29T00:00:00+00:00")]
    [InlineData("0001-01-01T00:00:00+23:59", "0001-01-01T00:00:00+23:59")]
    [InlineData("9999-12-31T23:59:59.999999-23:59", "9999-12-31T23:59:59.999999-23:59")]
    public void Parse_Valid_KeepsTheTextAndGivesTheIsoForm(string text, string iso)
    {
        var value = EventTimestamp.Parse(text);

        value.ToString().ShouldBe(text);
        value.IsoFormat.ShouldBe(iso);
    }

    [Theory]
    [InlineData("", "begin with YYYY-MM-DD")]
    [InlineData("2026-02-15", "begin with YYYY-MM-DD")]
    [InlineData("1739616895", "begin with YYYY-MM-DD")]
    [InlineData("2026-2-15T10:54:55Z", "begin with YYYY-MM-DD")]
    [InlineData("20260215T105455Z", "begin with YYYY-MM-DD")]
    [InlineData("+026-02-15T10:54:55Z", "begin with YYYY-MM-DD")]
    [InlineData("2026-02-15_10:54:55Z", "begin with YYYY-MM-DD")]
    [InlineData(" 2026-02-15T10:54:55Z", "begin with YYYY-MM-DD")]
    [InlineData("0000-02-15T10:54:55Z", "no such day")]
    [InlineData("2026-13-01T10:54:55Z", "no such day")]
    [InlineData("2026-00-01T10:54:55Z", "no such day")]
    [InlineData("2026-02-29T10:54:55Z", "no such day")]
    [InlineData("2026-02-00T10:54:55Z", "no such day")]
    [InlineData("2026-02-15T1:54:55Z", "hh:mm:ss")]
    [InlineData("2026-02-15TZ", "hh:mm:ss")]
    [InlineData("2026-02-15T24:00:00Z", "no such time")]
    [InlineData("2026-02-15T10:60:00Z", "no such time")]
    [InlineData("2026-02-15T23:59:60Z", "no such time")]
    [InlineData("2026-02-15T10:54:55.Z", "fraction")]
    [InlineData("2026-02-15T10:54.5Z", "needs seconds")]
    [InlineData("2026-02-15T10:54,5+01:00", "needs seconds")]
    [InlineData("2026-02-15T10:54:55", "offset is missing")]
    [InlineData("2026-02-15T10:54:55.123", "offset is missing")]
    [InlineData("2026-02-15T10:54:55+01", "less than 24 hours")]
    [InlineData("2026-02-15T10:54:55+0100", "less than 24 hours")]
    [InlineData("2026-02-15T10:54:55+24:00", "less than 24 hours")]
    [InlineData("2026-02-15T10:54:55+01:60", "less than 24 hours")]
    [InlineData("2026-02-15T10:54:55*01:00", "less than 24 hours")]
    [InlineData("2026-02-15T10:54:55Z ", "less than 24 hours")]
    [InlineData("2026-02-15T10:54:5\u0665Z", "less than 24 hours")]
    public void Parse_Invalid_SaysWhy(string text, string why)
    {
        EventTimestamp.TryParse(text, out _, out var reason).ShouldBeFalse();
        reason!.ShouldContain(why);
        Should.Throw<FormatException>(() => EventTimestamp.Parse(text)).Message.ShouldContain(why);
    }

    [Theory]
    [InlineData("2026-02-15T10:54:55Z", "2026-02-15T10:54:55+00:00")]
    [InlineData("2026-02-15T10:54:55.1Z", "2026-02-15T10:54:55.10Z")]
    [InlineData("2026-02-15T10:54:55.1234567Z", "2026-02-15T10:54:55.1234568Z")]
    public void Equals_OtherTextOfTheSameMoment_IsNotEqualButTies(string one, string other)
    {
        var left = EventTimestamp.Parse(one);
        var right = EventTimestamp.Parse(other);

        (left == right).ShouldBeFalse();
        (left != right).ShouldBeTrue();
        left.CompareTo(right).ShouldBe(0);
        left.Instant.ShouldBe(right.Instant);
    }

    [Theory]
    [InlineData("2026-02-15T10:54:55.5+02:00", "2026-02-15T08:54:55.5Z")]
    [InlineData("0001-01-01T00:00:00+01:00", "0001-01-01T00:00:00Z")]
    [InlineData("9999-12-31T23:30:00-01:00", "9999-12-31T23:59:59.9999999Z")]
    public void Instant_WithOffset_IsInUtcAndClamped(string text, string expected)
        => EventTimestamp.Parse(text).Instant.ShouldBe(DateTimeOffset.Parse(expected, CultureInfo.InvariantCulture));

    [Theory]
    [InlineData("2026-02-15T10:54:55+02:00", "2026-02-15T08:54:55Z")]
    [InlineData("2026-02-15T10:54:55.1234567+00:00", "2026-02-15T10:54:55.123456Z")]
    public void From_Moment_IsWrittenInUtc(string moment, string text)
    {
        var value = EventTimestamp.From(DateTimeOffset.Parse(moment, CultureInfo.InvariantCulture));

        value.ToString().ShouldBe(text);
        value.ShouldBe(EventTimestamp.Parse(text));
    }

    [Fact]
    public void AnyText_Read_IsGivenBackToTheByte()
        => Prop.ForAll(Texts().ToArbitrary(), text => EventTimestamp.Parse(text).ToString() == text).QuickCheckThrowOnFailure();

    [Fact]
    public void AnyTwo_AreOrderedAsTheirIsoTexts()
        => Check.One(Config.QuickThrowOnFailure.WithMaxTest(2000), Prop.ForAll(Texts().Two().ToArbitrary(), pair =>
        {
            var left = EventTimestamp.Parse(pair.Item1);
            var right = EventTimestamp.Parse(pair.Item2);
            var byText = Math.Sign(string.CompareOrdinal(left.IsoFormat, right.IsoFormat));
            return Math.Sign(left.CompareTo(right)) == byText
                && left < right == byText < 0 && left > right == byText > 0
                && left <= right == byText <= 0 && left >= right == byText >= 0;
        }));

    [Fact]
    public void AnyTwo_AreEqualAsTheirTextsAre()
        => Prop.ForAll(Texts().Two().ToArbitrary(), pair =>
        {
            var left = EventTimestamp.Parse(pair.Item1);
            return left.Equals(EventTimestamp.Parse(pair.Item2)) == (pair.Item1 == pair.Item2)
                && left.Equals((object)EventTimestamp.Parse(pair.Item1))
                && left.GetHashCode() == EventTimestamp.Parse(pair.Item1).GetHashCode();
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Json_AnyText_RoundTrips()
        => Prop.ForAll(Texts().ToArbitrary(), text =>
        {
            var value = EventTimestamp.Parse(text);
            return JsonSerializer.Deserialize<EventTimestamp>(JsonSerializer.Serialize(value)) == value;
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("\"2026-02-15\"")]
    [InlineData("7")]
    public void Json_NoDateTime_ThrowsJsonException(string json) => Should.Throw<JsonException>(() => JsonSerializer.Deserialize<EventTimestamp>(json));

    // A few seconds, many fractions and offsets, so that two often differ in one part only.
    private static Gen<string> Texts()
        => from second in Gen.Choose(0, 2)
           from fraction in Gen.Elements("", ".0", ".1", ".10", ".000001", ".123456", ".1234567", ".1234569", ",5")
           from zone in Gen.Elements("Z", "z", "+00:00", "-00:00", "+00:01", "+10:00", "+23:59", "-00:01", "-10:00", "-23:59")
           from separator in Gen.Elements("T", "t", " ")
           select $"2026-02-15{separator}10:54:0{second}{fraction}{zone}";
}
