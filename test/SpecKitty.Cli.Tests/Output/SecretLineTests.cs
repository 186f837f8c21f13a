using SpecKitty.Cli.Output;

namespace SpecKitty.Cli.Tests.Output;

public sealed class SecretLineTests
{
    [Theory]
    [InlineData("hunter2\r", "hunter2")]
    [InlineData("wrong\u0015hunter2\r", "hunter2")]
    [InlineData("two words\u0017\r", "two ")]
    [InlineData("two words  \u0017\u0017x\r", "x")]
    [InlineData("ab\u0008\r", "a")]
    [InlineData("ab\u007f\r", "a")]
    [InlineData("\u0008\u0017\u0015a\r", "a")]
    [InlineData("a🐈\u0008\r", "a")]
    [InlineData("a👩‍👩‍👧\u0008\r", "a")]
    [InlineData("ae\u0301\u0008\r", "a")]
    [InlineData("ab\u0004", "ab")]
    [InlineData("a\u0001\u001bb\r", "ab")]
    public void Press_EditingKeys_DoWhatATerminalDoes(string typed, string expected) => Type(typed).ShouldBe(expected);

    [Fact]
    public void Press_CtrlDOnAnEmptyLine_EndsTheInput() => Type("\u0004").ShouldBeNull();

    [Fact]
    public void Press_CtrlC_Cancels() => Should.Throw<OperationCanceledException>(() => Type("ab\u0003"));

    private static string? Type(string typed)
    {
        var line = new SecretLine();
        _ = typed.Select(unit => new ConsoleKeyInfo(unit, unit == '\r' ? ConsoleKey.Enter : ConsoleKey.None, shift: false, alt: false, control: false))
            .First(line.Press);
        return line.Text;
    }
}
