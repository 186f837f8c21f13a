using System.Text;
using SpecKitty.Cli.Output;

namespace SpecKitty.Cli.Tests.Output;

public sealed class PlainWriterTests
{
    [Fact]
    public void Write_InEveryWay_IsUtf8WithLineFeedsAndNothingBefore()
    {
        var stream = new MemoryStream();
        using var writer = new PlainWriter(() => stream);

        writer.Write('a');
        writer.Write("bä");
        writer.Write((string?)null);
        writer.Write(['c', 'd', 'e'], 1, 2);
        writer.Write("fg".AsSpan());
        writer.WriteLine("€");
        writer.WriteLine();
        writer.WriteLine('x');
        writer.Write($"{1}-{2}");

        Encoding.UTF8.GetString(stream.ToArray()).ShouldBe("abädefg€\n\nx\n1-2");
    }

    [Fact]
    public void Write_OfACharacterInTwoHalves_PutsThemTogether()
    {
        var stream = new MemoryStream();
        using var writer = new PlainWriter(() => stream);

        writer.Write('\uD83D');
        writer.Write('\uDC31');

        Encoding.UTF8.GetString(stream.ToArray()).ShouldBe("\U0001F431");
    }

    [Fact]
    public void WriteLine_OfALongText_WritesAllOfItAtOnce()
    {
        var stream = new MemoryStream();
        using var writer = new PlainWriter(() => stream);
        var text = new string('ß', 100_000);

        writer.WriteLine(text);

        Encoding.UTF8.GetString(stream.ToArray()).ShouldBe(text + "\n");
    }

    [Fact]
    public void Writer_ThatSaysNothing_OpensNothing()
    {
        var opened = 0;
        using (var writer = new PlainWriter(() => Opened(ref opened)))
        {
            writer.Flush();
        }

        opened.ShouldBe(0);
    }

    private static Stream Opened(ref int opened)
    {
        opened++;
        return Stream.Null;
    }
}
