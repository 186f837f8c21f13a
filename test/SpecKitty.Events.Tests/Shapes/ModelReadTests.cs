using System.Text;
using SpecKitty.Events.Collaboration;
using SpecKitty.Events.Envelope;
using SpecKitty.Events.Shapes;
using SpecKitty.Events.Status;
using SpecKitty.Events.Validation;

namespace SpecKitty.Events.Tests.Shapes;

/// <summary>Models that stand in no event payload of their own.</summary>
public sealed class ModelReadTests
{
    [Fact]
    public void AuthPrincipalBinding_Valid_KeepsItsDateTime()
        => Read<AuthPrincipalBinding>("""{"auth_principal_id":"u1","participant_id":"p","bound_at":"2026-02-15T10:54:55.5+01:00"}""").ValueOrThrow()
            .ShouldBe(new AuthPrincipalBinding { AuthPrincipalId = "u1", ParticipantId = "p", BoundAt = EventTimestamp.Parse("2026-02-15T10:54:55.5+01:00") });

    [Theory]
    [InlineData("\"2026-02-15T10:54:55\"", ContractErrorCode.InvalidTimestamp)]
    [InlineData("1739616895", ContractErrorCode.WrongType)]
    public void AuthPrincipalBinding_NoDateTime_IsRefused(string boundAt, ContractErrorCode code)
    {
        var error = Read<AuthPrincipalBinding>($$"""{"auth_principal_id":"u1","participant_id":"p","bound_at":{{boundAt}}}""").Errors.ShouldHaveSingleItem();

        error.Path.ShouldBe("bound_at");
        error.Code.ShouldBe(code);
    }

    [Theory]
    [InlineData("""{"actor":"a","reason":"r"}""", true)]
    [InlineData("""{"force":true,"actor":"a","reason":"r"}""", true)]
    [InlineData("""{"force":false,"actor":"a","reason":"r"}""", false)]
    [InlineData("""{"force":1,"actor":"a","reason":"r"}""", false)]
    [InlineData("""{"actor":"a","reason":""}""", false)]
    public void ForceMetadata_Force_IsAlwaysTrue(string json, bool valid)
    {
        var read = Read<ForceMetadata>(json);

        read.IsValid.ShouldBe(valid);
        if (valid)
        {
            read.Value.ShouldBe(new ForceMetadata { Actor = "a", Reason = "r" });
        }
    }

    [Theory]
    [InlineData("9007199254740993.0", 9007199254740993)]
    [InlineData("0.5e1", 5)]
    [InlineData("-0.0", 0)]
    public void WholeNumber_OtherSpelling_IsExact(string number, long expected)
    {
        Read(number, out var value).ShouldBe(WholeNumberKind.Whole);
        value.ShouldBe(expected);
    }

    [Theory]
    [InlineData("9007199254740993.5", WholeNumberKind.Fraction)]
    [InlineData("9223372036854775808", WholeNumberKind.Beyond)]
    [InlineData("9223372036854775808.0", WholeNumberKind.Beyond)]
    [InlineData("1e300", WholeNumberKind.Beyond)]
    public void WholeNumber_NoneOf64Bits_IsToldApart(string number, object kind) => Read(number, out _).ShouldBe((WholeNumberKind)kind);

    private static WholeNumberKind Read(string number, out long value)
    {
        var reader = new System.Text.Json.Utf8JsonReader(Encoding.UTF8.GetBytes(number));
        reader.Read();
        return WholeNumber.Read(ref reader, out value);
    }

    private static ContractResult<T> Read<T>(string json)
        where T : class, IContractModel<T> => ShapeReader.Read<T>(Encoding.UTF8.GetBytes(json), Models.Of<T>());
}
