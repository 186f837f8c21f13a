using System.Text;
using SpecKitty.Events.Envelope;
using SpecKitty.Events.Tests.Reduction;

namespace SpecKitty.Events.Tests.Envelope;

public sealed class EventLinesTests
{
    [Fact]
    public void Read_BlankLinesMarkAndCarriageReturns_CountsEveryLine()
    {
        var text = $"\uFEFF{SampleEvents.SmallestText}\r\n\r\n  \n{SampleEvents.SmallestText}";

        var lines = EventLines.Read(Encoding.UTF8.GetBytes(text));

        lines.Select(line => line.Number).ShouldBe([1, 4]);
        lines.ShouldAllBe(line => line.Result.IsValid);
    }

    [Fact]
    public void Read_BadLine_DoesNotTouchItsNeighbours()
    {
        var text = $"{SampleEvents.SmallestText}\nno json\n{SampleEvents.SmallestText}\n";

        var lines = EventLines.Read(Encoding.UTF8.GetBytes(text));

        lines.Select(line => line.Result.IsValid).ShouldBe([true, false, true]);
        lines[1].Number.ShouldBe(2);
    }

    [Fact]
    public void Read_Nothing_GivesNothing()
    {
        EventLines.Read(ReadOnlyMemory<byte>.Empty).ShouldBeEmpty();
        EventLines.Read(Stream.Null).ShouldBeEmpty();
    }

    [Fact]
    public void Read_LargeStream_GivesTheSameAsMemoryInOrder()
    {
        // Several blocks, each in several parts, with lines across the borders.
        var events = new RandomLog(7).Collaboration(60).Where(value => value.EventType.Length > 0).ToList();
        events.ShouldNotBeEmpty();
        var block = Encoding.UTF8.GetBytes(string.Concat(events.Select(value => EventWriter.ToText(value) + "\n")));
        var repeats = (10 << 20) / block.Length;
        var text = new byte[block.Length * repeats];
        for (var i = 0; i < repeats; i++)
        {
            block.CopyTo(text, i * block.Length);
        }

        var fromStream = EventLines.Read(new MemoryStream(text)).ToList();

        fromStream.Count.ShouldBe(events.Count * repeats);
        fromStream.Select(line => line.Number).ShouldBe(Enumerable.Range(1, fromStream.Count));
        fromStream.Select((line, i) => line.Result.Value!.EventId == events[i % events.Count].EventId).ShouldAllBe(same => same);
        EventLines.Read(text).Count.ShouldBe(fromStream.Count);
    }

    [Fact]
    public void Read_LineLongerThanABlock_IsRead()
    {
        var text = SampleEvents.With($"\"note\":\"{new string('x', 9 << 20)}\"") + "\n" + SampleEvents.SmallestText;

        var lines = EventLines.Read(new MemoryStream(Encoding.UTF8.GetBytes(text))).ToList();

        lines.Select(line => line.Number).ShouldBe([1, 2]);
        lines.ShouldAllBe(line => line.Result.IsValid);
    }
}
