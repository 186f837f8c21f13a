using System.Text;
using SpecKitty.Client.Queue;
using SpecKitty.Client.Tests.Support;

namespace SpecKitty.Client.Tests.Queue;

public sealed class QueueExportTests : IDisposable
{
    private readonly TempHome _temp = new();
    private readonly OfflineQueue _queue;
    private readonly QueueExport _export;

    public QueueExportTests()
    {
        _queue = OfflineQueue.Open(_temp.Home);
        _export = new QueueExport(_queue);
    }

    public void Dispose()
    {
        _queue.Dispose();
        _temp.Dispose();
    }

    [Fact]
    public void WriteTo_MoreThanAPage_IsEveryEnvelopeByteForByteInOrder()
    {
        QueuedEvent[] many = [.. Enumerable.Range(0, 200).Select(number => Queued.Event(Queued.Id(number), note: "ä \\u00e4"))];
        _queue.EnqueueAll(many);
        using var output = new MemoryStream();

        _export.WriteTo(output, QueueExport.Undelivered).ShouldBe(new ExportResult(200, 0));

        Encoding.UTF8.GetString(output.ToArray()).ShouldBe(string.Concat(many.Select(one => Encoding.UTF8.GetString(one.Body.Span) + "\n")));
    }

    [Fact]
    public void WriteTo_SomeStatesOfAProject_IsOnlyThose()
    {
        _queue.EnqueueAll([Queued.Event("A"), Queued.Event("B", Queued.Other)]);
        using (var lease = _queue.BeginLease(TimeSpan.FromMinutes(1)))
        {
            lease.Settle([.. lease.Take(10, 1_000).Select(row => new Delivery(row.Position, Rejection: null))]);
        }

        _queue.Enqueue(Queued.Event("C"));

        Ids([EventState.Delivered, EventState.Pending], Queued.Kitty).ShouldBe(["A", "C"]);
        Ids(QueueExport.Undelivered, project: null).ShouldBe(["C"]);
        Ids([EventState.Delivered], project: null).ShouldBe(["A", "B"]);
    }

    [Fact]
    public void WriteTo_ADamagedRow_IsLeftOutAndCounted()
    {
        _queue.EnqueueAll([Queued.Event("A"), Queued.Event("B")]);
        RawQueue.Run(_temp.Home.QueuePath, "UPDATE events SET body = x'7B7D' WHERE event_id = 'A'");
        using var output = new MemoryStream();

        _export.WriteTo(output, QueueExport.Undelivered).ShouldBe(new ExportResult(1, 1));
    }

    [Fact]
    public void WriteTo_AnEnvelopeOverSeveralLines_IsOneLine()
    {
        _queue.Enqueue(new QueuedEvent("A", "CommentPosted", Queued.Kitty, "{\r\n\"event_id\":\n\"A\"}"u8.ToArray()));
        using var output = new MemoryStream();

        _export.WriteTo(output, QueueExport.Undelivered);

        Encoding.UTF8.GetString(output.ToArray()).ShouldBe("{  \"event_id\": \"A\"}\n");
    }

    [Fact]
    public void WriteFile_OverAnOlderOne_ReplacesItPrivatelyAndLeavesNothingBeside()
    {
        _queue.Enqueue(Queued.Event("A"));
        var folder = Directory.CreateDirectory(_temp.Beside("out")).FullName;
        var path = Path.Join(folder, "log.jsonl");
        File.WriteAllText(path, "old");

        _export.WriteFile(path, QueueExport.Undelivered).Events.ShouldBe(1);

        File.ReadAllText(path).ShouldContain("\"A\"");
        File.GetUnixFileMode(path).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        Directory.GetFiles(folder).ShouldBe([path]);
        Should.Throw<ClientException>(() => _export.WriteFile(Path.Join(folder, "nowhere", "log.jsonl"), QueueExport.Undelivered)).Failure.ShouldBe(ClientFailure.LocalFile);
    }

    private IEnumerable<string> Ids(IReadOnlyCollection<EventState> states, Guid? project)
    {
        using var output = new MemoryStream();
        _export.WriteTo(output, states, project);
        return Encoding.UTF8.GetString(output.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => System.Text.Json.JsonDocument.Parse(line).RootElement.GetProperty("event_id").GetString()!);
    }
}
