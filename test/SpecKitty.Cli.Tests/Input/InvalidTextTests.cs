using System.Text;
using SpecKitty.Cli.Input;
using SpecKitty.Cli.Tests.Support;

namespace SpecKitty.Cli.Tests.Input;

/// <summary>Bytes that are not UTF-8 are rejected wherever they come from, and nothing is queued with a replacement character.</summary>
public sealed class InvalidTextTests : IDisposable
{
    private readonly CommandLine _line = new();

    public void Dispose() => _line.Dispose();

    [Theory]
    [InlineData("printf 'caf\\351' | kitty wp note WP01 --type note --content -", ExitCodes.ContractBroken, "standard input is not UTF-8: the byte at offset 3")]
    [InlineData("printf '{\"a\":\"caf\\351\"}' | kitty emit WPCreated --payload -", ExitCodes.ContractBroken, "")]
    [InlineData("printf 'caf\\351' > trace; kitty error log --type runtime --message m --stack-trace @trace", ExitCodes.ContractBroken, "'trace' is not UTF-8: the byte at offset 3")]
    [InlineData("kitty wp note WP01 --type note --content \"$(printf 'caf\\351')\"", ExitCodes.Misuse, "Argument 7 is not UTF-8: the byte at offset 3")]
    [InlineData("printf 'pass\\377word' | kitty auth login --server http://127.0.0.1:1 --username ada --password-stdin", ExitCodes.Misuse, "standard input is not UTF-8: the byte at offset 4")]
    [InlineData("SPEC_KITTY_PARTICIPANT=\"$(printf 'Ad\\351')\" kitty emit FocusChanged --payload '{}'", ExitCodes.Misuse, "SPEC_KITTY_PARTICIPANT is not UTF-8: the byte at offset 2")]
    public async Task Command_BytesThatAreNotUtf8_AreRefusedWithTheirSourceAndPlace(string script, int expected, string reason)
    {
        (await _line.RunAsync("init")).ShouldEnd(ExitCodes.Fine);

        var (code, output, error) = await CliShell.RunAsync(_line, script);

        code.ShouldBe(expected, error);
        error.ShouldContain(reason);
        output.ShouldBeEmpty();
        (await _line.RunAsync("sync", "status")).ShouldEnd(ExitCodes.Fine).Output.ShouldContain("pending  0");
    }

    [Fact]
    public async Task Argument_ThatHoldsTheReplacementCharacterItself_IsText()
    {
        (await _line.RunAsync("init")).ShouldEnd(ExitCodes.Fine);

        var (code, _, error) = await CliShell.RunAsync(_line, "kitty wp note WP01 --type note --content \"$(printf 'a\\357\\277\\275')\"");

        code.ShouldBe(ExitCodes.Fine, error);
    }

    [Fact]
    public async Task Argument_WithHalfACharacter_IsRefused() =>
        (await _line.RunAsync("wp", "note", "WP01", "--type", "note", "--content", "a" + (char)0xD800)).ShouldEnd(ExitCodes.Misuse).Error.ShouldContain("Argument 7 holds half a character at position 1");

    [Fact]
    public async Task PayloadFile_LargerThanTheBound_IsRefused()
    {
        (await _line.RunAsync("init")).ShouldEnd(ExitCodes.Fine);

        (await _line.RunAsync("emit", "WPCreated", "--payload", "@/dev/zero")).ShouldEnd(ExitCodes.Misuse).Error.ShouldContain("larger than 67108864 bytes");
    }

    [Fact]
    public void CheckVariable_OfAnotherName_IsNotMistakenForIt()
    {
        var environment = Encoding.Latin1.GetBytes("OTHER=caf\u00e9\0NAME=\u00ef\u00bf\u00bd\0");

        InputText.CheckVariable("NAME", "\uFFFD", () => environment).ShouldBe("\uFFFD");
        Should.Throw<CliException>(() => InputText.CheckVariable("OTHER", "caf\uFFFD", () => environment)).Message.ShouldContain("offset 3");
    }
}
