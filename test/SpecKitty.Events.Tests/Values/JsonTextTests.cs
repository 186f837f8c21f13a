using System.Text;
using System.Text.Json;
using SpecKitty.Events.Values;

namespace SpecKitty.Events.Tests.Values;

public sealed class JsonTextTests
{
    [Theory]
    [InlineData("{}", " { } ")]
    [InlineData("""{"a":1,"b":2}""", """{"b":2,"a":1}""")]
    [InlineData("""{"a":{"x":1,"y":[{"p":1,"q":2}]}}""", """{"a":{"y":[{"q":2,"p":1}],"x":1}}""")]
    [InlineData("\"\\u00e9\"", "\"\u00E9\"")]
    [InlineData("\"\\ud83d\\udc31\"", "\"\U0001F431\"")]
    [InlineData("\"\\/\"", "\"/\"")]
    [InlineData("1", "1.0")]
    [InlineData("1", "1e0")]
    [InlineData("100", "1E+2")]
    [InlineData("0", "-0")]
    [InlineData("0", "-0.0")]
    [InlineData("0.1", "1e-1")]
    [InlineData("10000000000000000", "1e16")]
    [InlineData("9000000000000000000", "9e18")]
    [InlineData("-9223372036854775808", "-9223372036854775808.0")]
    [InlineData("1e20", "100000000000000000000")]
    [InlineData("""{"\u0061":1}""", """{"a":1}""")]
    public void Equals_SameMeaning_IsEqual(string one, string other)
    {
        var left = JsonText.Parse(one);
        var right = JsonText.Parse(other);

        left.ShouldBe(right);
        (left == right).ShouldBeTrue();
        left.GetHashCode().ShouldBe(right.GetHashCode());
    }

    [Theory]
    [InlineData("1", "\"1\"")]
    [InlineData("1", "true")]
    [InlineData("null", "{}")]
    [InlineData("[]", "{}")]
    [InlineData("[1,2]", "[2,1]")]
    [InlineData("\"a\"", "\"A\"")]
    [InlineData("9223372036854775807", "9223372036854775806")]
    [InlineData("1", "1.0000000000000002")]
    [InlineData("""{"a":null}""", "{}")]
    public void Equals_OtherMeaning_IsNot(string one, string other)
    {
        (JsonText.Parse(one) != JsonText.Parse(other)).ShouldBeTrue();
        JsonText.Parse(one).Equals((object)JsonText.Parse(other)).ShouldBeFalse();
    }

    [Fact]
    public void Default_IsTheEmptyObject()
    {
        JsonText none = default;

        none.ShouldBe(JsonText.EmptyObject);
        none.ToString().ShouldBe("{}");
    }

    [Theory]
    [InlineData("")]
    [InlineData("{} 1")]
    [InlineData("[1,]")]
    [InlineData("""{"a":1,"a":1}""")]
    [InlineData("\"\\ud800\"")]
    [InlineData("\"\\u0000\"")]
    [InlineData("1e999")]
    public void Parse_NotOneCleanValue_Throws(string json) => Should.Throw<JsonException>(() => JsonText.Parse(json));

    [Fact]
    public void Parse_StringWithHalfACharacter_Throws() => Should.Throw<JsonException>(() => JsonText.Parse("\"\uDC31\""));

    [Fact]
    public void ToCanonicalUtf8_Nested_SortsByCodePointWithoutSpace()
        => Encoding.UTF8.GetString(JsonText.Parse("{ \"\U0001F431\" : 1.50, \"\uFF5E\" : [ true , null ] , \"a\" : \"\\u0062\" }").ToCanonicalUtf8())
            .ShouldBe("{\"a\":\"b\",\"\uFF5E\":[true,null],\"\\uD83D\\uDC31\":1.5}");

    [Fact]
    public void Json_Member_IsWrittenAsTheValueItHolds()
    {
        var json = JsonSerializer.Serialize(new Dictionary<string, JsonText>(StringComparer.Ordinal) { ["a"] = JsonText.Parse("[1.0, 2]") });

        json.ShouldBe("""{"a":[1.0, 2]}""");
        JsonSerializer.Deserialize<Dictionary<string, JsonText>>(json)!["a"].ToString().ShouldBe("[1.0, 2]");
    }

    [Theory]
    [InlineData("12345678901234567890123", "12345678901234567890124")]
    [InlineData("18446744073709551615", "18446744073709551616")]
    [InlineData("9223372036854775808", "9223372036854775807")]
    [InlineData("0.1", "0.1000000000000000055")]
    [InlineData("-12345678901234567890123", "12345678901234567890123")]
    public void ToCanonicalUtf8_NumbersThatDifferPastADouble_Differ(string one, string other)
        => JsonText.Parse(one).ToCanonicalUtf8().ShouldNotBe(JsonText.Parse(other).ToCanonicalUtf8());

    [Theory]
    [InlineData("1", "1.0", "1")]
    [InlineData("100", "1e2", "100")]
    [InlineData("0", "-0.0e5", "0")]
    [InlineData("12345678901234567890123", "12345678901234567890123.00", "12345678901234567890123E0")]
    [InlineData("1234567890123456789012300", "12345678901234567890123e2", "12345678901234567890123E2")]
    [InlineData("1e300", "10E+299", "1E+300")]
    [InlineData("0.10", "1e-1", "0.1")]
    public void ToCanonicalUtf8_EqualNumbers_AreWrittenTheSame(string one, string other, string expected)
    {
        Encoding.UTF8.GetString(JsonText.Parse(one).ToCanonicalUtf8()).ShouldBe(expected);
        Encoding.UTF8.GetString(JsonText.Parse(other).ToCanonicalUtf8()).ShouldBe(expected);
    }
}
