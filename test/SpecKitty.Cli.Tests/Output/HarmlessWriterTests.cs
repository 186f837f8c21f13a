using SpecKitty.Cli.Output;

namespace SpecKitty.Cli.Tests.Output;

public sealed class HarmlessWriterTests
{
    private readonly StringWriter _text = new() { NewLine = "\n" };

    [Fact]
    public void Write_InEveryWay_IsHarmless()
    {
        using var writer = new HarmlessWriter(_text);

        writer.Write('\u001b');
        writer.Write("a\u001bb\n");
        writer.Write((string?)null);
        writer.Write(['x', '\a', 'y'], 1, 2);
        writer.Write("\u202E".AsSpan());
        writer.WriteLine("c\u001bd\ne");
        writer.WriteLine();
        writer.WriteLine('\u009b');
        writer.WriteLine("{0}", "\u001b");
        writer.Ask("f\ng? ");

        _text.ToString().ShouldBe(" a b\n y\uFFFDc d e\n\n \n \nf g? ");
    }

    [Fact]
    public void Write_OfACharacterInTwoHalves_PutsThemTogether()
    {
        using var writer = new HarmlessWriter(_text);

        writer.Write('\uD83D');
        writer.Write('\uDC31');
        writer.Write('\uD83D');
        writer.Write("a");
        writer.Write('\uD83D');
        writer.WriteLine("b");

        _text.ToString().ShouldBe("\U0001F431\uFFFDa\uFFFDb\n");
    }

    [Fact]
    public void WriteLine_ForTheParser_KeepsItsLines()
    {
        using var writer = new HarmlessWriter(_text, keepsLines: true);

        writer.WriteLine("a\nb\u001b");

        _text.ToString().ShouldBe("a\nb \n");
    }
}
