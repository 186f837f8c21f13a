using System.Text;
using SpecKitty.Conformance.Runner;

namespace SpecKitty.Conformance.Tests.Runner;

public sealed class StateComparisonTests
{
    [Theory]
    [InlineData("""{"a":1,"b":[1,2]}""", """{"b":[1,2],"a":1.0}""")]
    [InlineData("""{"a":null}""", """{}""")]
    [InlineData("""{"presence":{"p":"2026-02-15T10:00:00+01:00"}}""", """{"presence":{"p":"2026-02-15T09:00:00.000000Z"}}""")]
    [InlineData("""{"wp_states":{"WP01":{"last_transition_at":"2026-02-15T10:00:00Z"}}}""", """{"wp_states":{"WP01":{"last_transition_at":"2026-02-15T10:00:00+00:00"}}}""")]
    [InlineData("""{"anomalies":[{"code":"X","reason":"one"}]}""", """{"anomalies":[{"code":"X","reason":"other"}]}""")]
    [InlineData("""{"anomalies":[{"code":"X"}]}""", """{"anomalies":[{"code":"X","reason":"other"}]}""")]
    public void OfStates_SameMeaning_HasNoDifferences(string golden, string actual)
        => StateComparison.OfStates(Encoding.UTF8.GetBytes(golden), Encoding.UTF8.GetBytes(actual)).ShouldBeEmpty();

    [Theory]
    [InlineData("""{"a":[1,2]}""", """{"a":[2,1]}""", "a.0: expected 1; came 2")]
    [InlineData("""{"a":[1]}""", """{"a":[1,2]}""", "a.1: expected nothing; came 2")]
    [InlineData("""{"a":{}}""", """{"a":{"x":1}}""", "a.x: expected nothing; came 1")]
    [InlineData("""{"a":{"x":1}}""", """{"a":{}}""", "a.x: expected 1; came nothing")]
    [InlineData("""{"a":[]}""", """{}""", "a: expected []; came nothing")]
    [InlineData("""{"a":1}""", """{"a":"1"}""", "a: expected 1; came \"1\"")]
    [InlineData("""{"presence":{"p":"2026-02-15T10:00:00Z"}}""", """{"presence":{"p":"2026-02-15T10:00:00.000001Z"}}""", "presence.p: expected \"2026-02-15T10:00:00Z\"; came \"2026-02-15T10:00:00.000001Z\"")]
    [InlineData("""{"comments":[{"content":"2026-02-15T10:00:00Z"}]}""", """{"comments":[{"content":"2026-02-15T10:00:00+00:00"}]}""", "comments.0.content: expected \"2026-02-15T10:00:00Z\"; came \"2026-02-15T10:00:00+00:00\"")]
    [InlineData("""{"warnings":[{"reason":"one"}]}""", """{"warnings":[{"reason":"two"}]}""", "warnings.0.reason: expected \"one\"; came \"two\"")]
    [InlineData("""{"presence":{"p":7}}""", """{"presence":{"p":8}}""", "presence.p: expected 7; came 8")]
    [InlineData("{}", "[]", "the whole: expected {}; came []")]
    public void OfStates_OtherMeaning_NamesThePlace(string golden, string actual, string difference)
        => StateComparison.OfStates(Encoding.UTF8.GetBytes(golden), Encoding.UTF8.GetBytes(actual)).ShouldContain(difference);

    [Fact]
    public void OfEnvelopes_TextOfAMoment_Counts()
        => StateComparison.OfEnvelopes("""{"timestamp":"2026-02-15T10:00:00Z"}"""u8.ToArray(), """{"timestamp":"2026-02-15T10:00:00+00:00"}"""u8.ToArray()).ShouldHaveSingleItem();
}
