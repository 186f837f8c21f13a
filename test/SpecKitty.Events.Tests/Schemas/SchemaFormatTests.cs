using System.Text.Json;
using SpecKitty.Events.Schemas;

namespace SpecKitty.Events.Tests.Schemas;

public sealed class SchemaFormatTests
{
    [Theory]
    [InlineData("2026-01-31T12:00:00Z", true)]
    [InlineData("0000-02-29T00:00:00.5+00:00", true)]
    [InlineData("1998-12-31T23:59:60z", true)]
    [InlineData("1999-01-01T05:29:60+05:30", true)]
    [InlineData("1998-12-31T23:59:60+01:00", false)]
    [InlineData("2026-02-29T00:00:00Z", false)]
    [InlineData("2026-01-31T12:00:00", false)]
    [InlineData("2026-01-31T12:00:00.Z", false)]
    [InlineData("2026-01-31T12:00:00.5", false)]
    [InlineData("2026-01-31T12:00:00+24:00", false)]
    [InlineData("2026-01-31T12:00:00+0a:00", false)]
    [InlineData("2026-01-31T12:00:00Zz", false)]
    [InlineData("2026-01-31 12:00:00Z", false)]
    [InlineData("20x6-01-31T12:00:00Z", false)]
    public void DateTime_Text_FollowsRfc3339(string text, bool valid) => Check("date-time", text, valid);

    [Theory]
    [InlineData("2eb8aa08-aa98-11ea-b4aa-73b441d16380", true)]
    [InlineData("2eb8aa08-aa98-11ea-b4aa-73b441d1638g", false)]
    [InlineData("2eb8aa08-aa98-11ea-b4aa-73b441d1638", false)]
    [InlineData("2eb8aa080aa98-11ea-b4aa-73b441d16380", false)]
    public void Uuid_Text_HasFiveGroups(string text, bool valid) => Check("uuid", text, valid);

    [Theory]
    [InlineData("https://user:pw%20@example.org:8080/a/b?c=d#e", true)]
    [InlineData("urn:example:a", true)]
    [InlineData("file:///etc/hosts", true)]
    [InlineData("http://[2001:db8::1]:80/", true)]
    [InlineData("http://[::]", true)]
    [InlineData("http://[1:2:3:4:5:6:7:8]", true)]
    [InlineData("http://[1:2:3:4:5:6:127.0.0.1]", true)]
    [InlineData("http://[v1.a:b]", true)]
    [InlineData("http://[1:2:3:4:5:6:7]", false)]
    [InlineData("http://[1:2:3:4:5:6:7::8]", false)]
    [InlineData("http://[::12345]", false)]
    [InlineData("http://[::256.0.0.1]", false)]
    [InlineData("http://[::1.2.3]", false)]
    [InlineData("http://[1.2.3.4::]", false)]
    [InlineData("http://[1::2::3]", false)]
    [InlineData("http://[v.a]", false)]
    [InlineData("http://[::1", false)]
    [InlineData("http://[::1]x", false)]
    [InlineData("http://a/#b#c", false)]
    [InlineData("http://a/?b[", false)]
    [InlineData("http://a:8x/", false)]
    [InlineData("http://us<er@a/", false)]
    [InlineData("/relative", false)]
    public void Uri_Text_IsAbsolute(string text, bool valid) => Check("uri", text, valid);

    [Fact]
    public void Format_NotAsserted_IsANote()
    {
        CompiledSchema.Compile("""{"format":"uuid"}"""u8.ToArray()).IsValid("\"x\""u8).ShouldBeTrue();
        CompiledSchema.Compile("""{"format":"hostname"}"""u8.ToArray(), new SchemaOptions { AssertFormats = true }).IsValid("\"!\""u8).ShouldBeTrue();
    }

    private static void Check(string format, string text, bool valid)
    {
        var schema = CompiledSchema.Compile(JsonSerializer.SerializeToUtf8Bytes(new { format }), new SchemaOptions { AssertFormats = true });
        var instance = JsonSerializer.SerializeToUtf8Bytes(text);

        schema.IsValid(instance).ShouldBe(valid);
    }
}
