using System.Text;
using FsCheck;
using FsCheck.Fluent;
using SpecKitty.Cli.Input;

namespace SpecKitty.Cli.Tests.Input;

public sealed class Utf8LinesTests
{
    [Fact]
    public void Read_AnyTextInAnyPieces_GivesTheLinesOfTheText()
    {
        var texts = Gen.ArrayOf(Gen.Elements("a", "é", " ", "\t", "\r", "\n", "\r\n", "\n\n", "bc")).Select(string.Concat);
        var pieces = Gen.NonEmptyListOf(Gen.Choose(1, 7));

        Prop.ForAll(Arb.From(texts), Arb.From(pieces), (text, sizes) =>
        {
            var bytes = Encoding.UTF8.GetBytes(text);
            var expected = text.Split('\n')
                .Select((line, index) => (Number: index + 1L, Line: line.EndsWith('\r') ? line[..^1] : line))
                .Where(line => line.Line.Trim(' ', '\t', '\r').Length > 0);

            var lines = Utf8Lines.Read(new SlowStream(bytes, [.. sizes]), "-").Select(line => (line.Number, Encoding.UTF8.GetString(line.Text.Span)));

            lines.ShouldBe(expected);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Read_LinesLongerThanABlock_StayWhole()
    {
        string[] long3 = [new('a', 3_000_000), new('b', 10), new('c', 1 << 20)];

        var lines = Utf8Lines.Read(new MemoryStream(Encoding.UTF8.GetBytes(string.Join('\n', long3))), "-").ToList();

        lines.Select(line => Encoding.UTF8.GetString(line.Text.Span)).ShouldBe(long3);
    }

    [Fact]
    public void Read_BeforeEachWait_HandsOnWhatIsReady()
    {
        var waits = new List<int>();
        var seen = 0;

        foreach (var line in Utf8Lines.Read(new SlowStream("one\ntwo\nthree"u8.ToArray(), [4]), "-", () => waits.Add(seen)))
        {
            line.Text.IsEmpty.ShouldBeFalse();
            seen++;
        }

        waits[0].ShouldBe(0);
        waits[1].ShouldBe(1);
        waits[2].ShouldBe(2);
    }

    /// <summary>Gives a few bytes at a time, as a pipe does.</summary>
    private sealed class SlowStream(byte[] bytes, int[] sizes) : MemoryStream(bytes)
    {
        private int _read;

        public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(count, sizes[_read++ % sizes.Length]));
    }
}
