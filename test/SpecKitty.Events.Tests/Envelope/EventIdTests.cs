using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using SpecKitty.Events.Envelope;

namespace SpecKitty.Events.Tests.Envelope;

public sealed class EventIdTests
{
    [Theory]
    [InlineData("01ARZ3NDEKTSV4RRFFQ69G5FAV", "01ARZ3NDEKTSV4RRFFQ69G5FAV")]
    [InlineData("01arz3ndektsv4rrffq69g5fav", "01ARZ3NDEKTSV4RRFFQ69G5FAV")]
    [InlineData("550e8400-e29b-41d4-a716-446655440000", "550e8400-e29b-41d4-a716-446655440000")]
    [InlineData("550E8400-E29B-41D4-A716-446655440000", "550e8400-e29b-41d4-a716-446655440000")]
    [InlineData("550e8400e29b41d4a716446655440000", "550e8400-e29b-41d4-a716-446655440000")]
    [InlineData("00000000-0000-0000-0000-000000000000", "00000000-0000-0000-0000-000000000000")]
    public void Parse_AnyForm_IsWrittenInTheOneForm(string text, string written)
    {
        var id = EventId.Parse(text);

        id.ToString().ShouldBe(written);
        id.IsUlid.ShouldBe(written.Length == 26);
        id.IsUuid.ShouldBe(written.Length == 36);
        id.ShouldBe(EventId.Parse(written));
        id.GetHashCode().ShouldBe(EventId.Parse(written).GetHashCode());
    }

    [Theory]
    [InlineData("8ZZZZZZZZZZZZZZZZZZZZZZZZZ", "begins with 0 to 7")]
    [InlineData("01ARZ3NDEKTSV4RRFFQ69G5FAU", "without I, L, O and U")]
    [InlineData("!1ARZ3NDEKTSV4RRFFQ69G5FAV", "without I, L, O and U")]
    [InlineData("550e8400-e29b-41d4-a716-44665544000g", "8-4-4-4-12")]
    [InlineData("550e8400e29b-41d4-a716-4466554400000", "8-4-4-4-12")]
    [InlineData("550e8400e29b41d4a71644665544000g", "8-4-4-4-12")]
    [InlineData("{550e8400-e29b-41d4-a716-446655440000}", "38 characters")]
    [InlineData("01ARZ3NDEKTSV4RRFFQ69G5FA", "25 characters")]
    [InlineData("", "0 characters")]
    [InlineData("\u00E9", "1 characters")]
    public void Parse_NeitherUlidNorUuid_SaysWhy(string text, string why)
    {
        EventId.TryParse(text, out var id).ShouldBeFalse();
        id.ShouldBe(default);
        Should.Throw<FormatException>(() => EventId.Parse(text)).Message.ShouldContain(why);
    }

    [Fact]
    public void From_UlidAndUuidOfTheSameBits_AreDifferentIds()
    {
        var ulid = EventId.From(new Ulid(1, 2));
        var uuid = EventId.From(new Guid("00000000-0000-0001-0000-000000000002"));

        (ulid == uuid).ShouldBeFalse();
        (ulid != uuid).ShouldBeTrue();
        uuid.ToGuid().ShouldBe(new Guid("00000000-0000-0001-0000-000000000002"));
        ulid.ToGuid().ShouldBeNull();
    }

    [Fact]
    public void Default_IsNoId()
    {
        EventId none = default;

        none.IsUlid.ShouldBeFalse();
        none.IsUuid.ShouldBeFalse();
        none.ToString().ShouldBe("");
    }

    [Fact]
    public void AnyTwoIds_AreOrderedAsTheirTexts()
        => Prop.ForAll(Ids().Two().ToArbitrary(), pair =>
        {
            var (left, right) = pair;
            var byText = Math.Sign(string.CompareOrdinal(left.ToString(), right.ToString()));
            return Math.Sign(left.CompareTo(right)) == byText
                && left < right == byText < 0 && left > right == byText > 0
                && left <= right == byText <= 0 && left >= right == byText >= 0
                && left == right == (byText == 0) && left.Equals((object)right) == (byText == 0);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void GetHashCode_IdsMadeToCollide_Differ()
    {
        // Halves that cancel each other out, and words that do.
        var made = Enumerable.Range(0, 1000).SelectMany(number => new[] { new Ulid((ulong)number, (ulong)number), new Ulid(7, ((ulong)number << 32) | (uint)number) }).ToList();

        made.Select(id => EventId.From(id).GetHashCode()).Distinct().Count().ShouldBeGreaterThan(1900);
        made.Select(id => id.GetHashCode()).Distinct().Count().ShouldBeGreaterThan(1900);
    }

    [Fact]
    public void Json_AnyId_RoundTrips()
        => Prop.ForAll(Ids().ToArbitrary(), id => JsonSerializer.Deserialize<EventId>(JsonSerializer.Serialize(id)) == id).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("\"x\"")]
    [InlineData("7")]
    [InlineData("null")]
    public void Json_NoId_ThrowsJsonException(string json) => Should.Throw<JsonException>(() => JsonSerializer.Deserialize<EventId>(json));

    private static Gen<EventId> Ids() => Gen.OneOf(
        Gen.Choose(0, 3).Select(number => EventId.From(new Ulid(0, (ulong)number))),
        ArbMap.Default.GeneratorFor<ulong>().Two().Select(halves => EventId.From(new Ulid(halves.Item1, halves.Item2))),
        ArbMap.Default.GeneratorFor<Guid>().Select(EventId.From));
}
