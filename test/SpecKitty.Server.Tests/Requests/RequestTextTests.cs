using SpecKitty.Server.Requests;

namespace SpecKitty.Server.Tests.Requests;

public sealed class RequestTextTests
{
    [Theory]
    [InlineData("Ada Lovelace", nameof(TextRule.Line), null)]
    [InlineData("\ud83d\ude00 \u00e9", nameof(TextRule.Line), null)]
    [InlineData("a\0b", nameof(TextRule.Line), "must not contain control characters; it has U+0000 at character 2")]
    [InlineData("a\n", nameof(TextRule.Line), "must not contain control characters; it has U+000A at character 2")]
    [InlineData("\u0085", nameof(TextRule.Line), "must not contain control characters; it has U+0085 at character 1")]
    [InlineData("a\r\n\tb", nameof(TextRule.Lines), null)]
    [InlineData("a\u001b[31m", nameof(TextRule.Lines), "must not contain control characters other than line breaks and tabs; it has U+001B at character 2")]
    [InlineData("a\tb\u0001", nameof(TextRule.Secret), null)]
    [InlineData("a\0", nameof(TextRule.Secret), "must not contain the character U+0000; it has U+0000 at character 2")]
    public void FindFault_Text_NamesTheRuleAndTheCharacter(string text, string rule, string? fault)
        => RequestText.FindFault(text, Enum.Parse<TextRule>(rule)).ShouldBe(fault);

    // Attributes cannot carry half of a surrogate pair.
    [Fact]
    public void FindFault_HalfOfASurrogatePair_IsFoundUnderEveryRule()
    {
        foreach (var rule in Enum.GetValues<TextRule>())
        {
            RequestText.FindFault($"a{'\ud800'}", rule).ShouldBe("must be valid Unicode; it has half of a surrogate pair at character 2");
            RequestText.FindFault($"{'\udc00'}{'\ud800'}", rule).ShouldBe("must be valid Unicode; it has half of a surrogate pair at character 1");
        }
    }

    [Theory]
    [InlineData("a=b&c=d+e", null)]
    [InlineData("a=%zz&b=%", null)]
    [InlineData("a=%00", "a must not contain control characters; it has U+0000 at character 1.")]
    [InlineData("a=1&b=x%0Ay", "b must not contain control characters; it has U+000A at character 2.")]
    [InlineData("a=%ED%A0%80", "a must be UTF-8; it has bytes that are not.")]
    [InlineData("a=%C3", "a must be UTF-8; it has bytes that are not.")]
    [InlineData("%00=1", "The name of each field must be UTF-8 without control characters.")]
    public void FindFault_UrlEncoded_NamesTheField(string encoded, string? fault)
        => UrlEncoded.FindFault(System.Text.Encoding.ASCII.GetBytes(encoded), _ => TextRule.Line).ShouldBe(fault);

    [Theory]
    [InlineData("{\"events\":[{\"event_id\":\"E1\"},{\"event_id\":\"E2\",\"payload\":{\"n\":[1,NaN]}}]}", "events[1].payload.n[1] (event_id E2): NaN is not a JSON value")]
    [InlineData("{\"events\":[{\"event_id\":\"E1\"},NaN]}", "events[1]: NaN is not a JSON value")]
    [InlineData("{\"events\":[{\"a\":-Infinity}]}", "events[0].a: -Infinity is not a JSON value")]
    [InlineData("{\"events\":[{\"a\":1,}]}", "events[0]: it is not JSON")]
    [InlineData("{\"events\":[{\"a\":\"b", "events[0].a: it ends too early, after 18 bytes: send it whole.")]
    [InlineData("", "it ends too early, after 0 bytes: send it whole.")]
    [InlineData("{\"a\":[[[[[[1]]]]]]}", "a[0][0][0][0]: it is nested more than 5 levels deep")]
    public void Describe_NoJson_NamesThePlaceAndWhatArrived(string text, string description)
        => JsonFault.Describe(System.Text.Encoding.UTF8.GetBytes(text), 5).ShouldStartWith(description);
}
