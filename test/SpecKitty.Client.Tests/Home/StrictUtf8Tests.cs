using SpecKitty.Client.Home;

namespace SpecKitty.Client.Tests.Home;

public sealed class StrictUtf8Tests
{
    [Theory]
    [InlineData(new byte[] { }, "")]
    [InlineData(new byte[] { 0x63, 0xC3, 0xA9 }, "cé")]
    [InlineData(new byte[] { 0xEF, 0xBB, 0xBF, 0x61 }, "a")]
    [InlineData(new byte[] { 0xEF, 0xBF, 0xBD }, "\uFFFD")]
    public void TryRead_Utf8_IsItsText(byte[] bytes, string expected)
    {
        StrictUtf8.TryRead(bytes, out var text, out var fault).ShouldBeTrue();

        text.ShouldBe(expected);
        fault.ShouldBe(-1);
    }

    [Theory]
    [InlineData(new byte[] { 0x63, 0x61, 0x66, 0xE9 }, 3)]
    [InlineData(new byte[] { 0xFF, 0xFE, 0x61, 0x00 }, 0)]
    [InlineData(new byte[] { 0xC3, 0xA9, 0xED, 0xA0, 0x80 }, 2)]
    [InlineData(new byte[] { 0x61, 0xC0, 0x80 }, 1)]
    public void TryRead_AnythingElse_SaysWhere(byte[] bytes, int expected)
    {
        StrictUtf8.TryRead(bytes, out var text, out var fault).ShouldBeFalse();

        text.ShouldBeNull();
        fault.ShouldBe(expected);
    }
}
