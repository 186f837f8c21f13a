using System.Text;
using System.Text.Json;
using SpecKitty.Client.Terminal;

namespace SpecKitty.Client.Tests.Terminal;

public sealed class TerminalTextTests
{
    [Theory]
    [InlineData("Land it", "Land it")]
    [InlineData("Größe 猫 \U0001F431", "Größe 猫 \U0001F431")]
    [InlineData("a\u001b[31mb\u001b]0;pwn\ac", "a [31mb ]0;pwn c")]
    [InlineData("a\u009b31mb\u0085c\u007fd", "a 31mb c d")]
    [InlineData("a\r\nb\tc\0d", "a  b c d")]
    [InlineData("a\u2028b\u2029c", "a b c")]
    [InlineData("a\u202Eb\u2066c\u200Fd\u061Ce", "a\uFFFDb\uFFFDc\uFFFDd\uFFFDe")]
    [InlineData("a\u200Bb\uFEFFc\u2060d\u3164e", "a\uFFFDb\uFFFDc\uFFFDd\uFFFDe")]
    [InlineData("a\U000E0041b\U000E007Fc\U000E0101d", "a\uFFFDb\uFFFDc\uFFFDd")]
    [InlineData("\u0645\u06CC\u200C\u062E \U0001F468\u200D\U0001F469", "\u0645\u06CC\u062E \U0001F468\U0001F469")]
    public void OneLine_OfTextFromOthers_IsHarmless(string text, string expected) => TerminalText.OneLine(text).ShouldBe(expected);

    [Fact]
    public void OneLine_OfHalfACharacter_ShowsThatSomethingIsThere() =>
        TerminalText.OneLine(new string(['a', (char)0xD800, 'b', (char)0xDC00])).ShouldBe("a\uFFFDb\uFFFD");

    [Fact]
    public void Lines_OfSeveralLines_KeepsLineFeedsAlone() => TerminalText.Lines("a\nb\rc\u001bd").ShouldBe("a\nb c d");

    [Fact]
    public void Json_WithEveryCharacterThatIsNotHarmless_IsTheSameValueInHarmlessCharacters()
    {
        var all = new StringBuilder("a");
        foreach (var code in Enumerable.Range(1, 0x10FFFF).Where(Rune.IsValid))
        {
            all.Append(new Rune(code).ToString());
        }

        // A writer that escapes only what JSON demands.
        var json = "[\"" + all.ToString().Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal) + "\"]";

        var harmless = Encoding.UTF8.GetString(TerminalText.Json(Encoding.UTF8.GetBytes(json)).ToArray().AsSpan());

        TerminalText.Lines(harmless.Replace("\t", "", StringComparison.Ordinal)).ShouldBe(harmless.Replace("\t", "", StringComparison.Ordinal));
        var asJson = harmless.Replace("\t", "\\t", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
        JsonSerializer.Deserialize<string[]>(asJson)!.Single().ShouldBe(all.ToString());
    }

    [Fact]
    public void Json_OfHarmlessText_IsTheSameBytes()
    {
        var json = "{\"a\":\n\t[1, \"猫\"]}"u8.ToArray();

        TerminalText.Json(json).SequenceEqual(json).ShouldBeTrue();
    }
}
