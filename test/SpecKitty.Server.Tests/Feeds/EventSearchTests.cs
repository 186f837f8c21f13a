using System.Text.Json;
using SpecKitty.Server.Feeds;
using SpecKitty.Server.Storage;
using SpecKitty.Server.Tests.Hosting;
using SpecKitty.Server.Tests.Storage;

namespace SpecKitty.Server.Tests.Feeds;

public sealed class EventSearchTests
{
    private readonly Guid _project = Guid.NewGuid();

    [Theory]
    [InlineData(null, null, null, null)]
    [InlineData("M1", null, null, null)]
    [InlineData(null, "B", null, null)]
    [InlineData(null, null, "ada", null)]
    [InlineData(null, null, "user/2", null)]
    [InlineData(null, null, null, "NUMBER 7")]
    [InlineData("M1", "A", "bob", "number 1")]
    [InlineData("M1", "A", "bob", "nowhere")]
    public async Task Search_PageByPage_GivesEachMatchOnceInBothOrders(string? mission, string? type, string? who, string? text)
    {
        await using var server = await RunningServer.StartAsync();
        await server.Log.AppendAsync(_project, Enumerable.Range(1, 700).Select(Row));
        var filter = new EventFilter { MissionId = mission, EventType = type, Who = who is null ? null : new HashSet<string> { who }, Text = text };

        var expected = (await server.Log.ReadAsync(_project, new EventQuery())).Where(stored => Fits(stored, mission, type, who, text)).Select(stored => stored.Sequence).ToList();
        var (oldest, _) = await WalkAsync(server, filter, isNewestFirst: false);
        var (newest, _) = await WalkAsync(server, filter, isNewestFirst: true);

        oldest.ShouldBe(expected);
        newest.ShouldBe(expected.AsEnumerable().Reverse());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Search_ForWhatLiesFarOff_StopsGoesOnAndFindsIt(bool isNewestFirst)
    {
        await using var server = await RunningServer.StartAsync();
        var needle = isNewestFirst ? 3 : 11_997;
        await server.Log.AppendAsync(_project, Enumerable.Range(1, 12_000).Select(number => Content(number, number == needle ? "a needle" : "hay")));

        var (found, cuts) = await WalkAsync(server, new EventFilter { Text = "needle" }, isNewestFirst);

        found.ShouldBe([needle]);
        cuts.ShouldBe(12_000 / EventSearch.MostRead);
    }

    [Fact]
    public async Task Search_ByAnEventTypeThatIsRare_PassesOverABoundedPartOfTheLogAtOnce()
    {
        await using var server = await RunningServer.StartAsync();
        await server.Log.AppendAsync(_project, Enumerable.Range(1, EventSearch.MostPassed + 10).Select(number => TestRows.Event($"E{number}", type: number == 5 ? "Rare" : "Common")));
        var search = new EventSearch(server.Log);
        var project = (await server.Log.FindProjectAsync(_project))!;

        var first = await search.ReadAsync(project, new EventFilter { EventType = "Rare" }, isNewestFirst: true, null);
        var second = await search.ReadAsync(project, new EventFilter { EventType = "Rare" }, isNewestFirst: true, first.Next);

        (first.Events.Count, first.Next, first.IsCut).ShouldBe((0, 11L, true));
        second.Events.ShouldHaveSingleItem().Sequence.ShouldBe(5);
        (second.Next, second.IsCut).ShouldBe((null, false));
    }

    [Theory]
    [InlineData(true, 0L)]
    [InlineData(true, 1L)]
    [InlineData(false, 7L)]
    [InlineData(false, long.MaxValue)]
    public async Task Search_FromBehindTheEnd_FindsNothing(bool isNewestFirst, long from)
    {
        await using var server = await RunningServer.StartAsync();
        await server.Log.AppendAsync(_project, Enumerable.Range(1, 7).Select(Row));

        var finding = await new EventSearch(server.Log).ReadAsync((await server.Log.FindProjectAsync(_project))!, new EventFilter(), isNewestFirst, from);

        finding.Events.ShouldBeEmpty();
        finding.Next.ShouldBeNull();
    }

    [Fact]
    public void Match_OfAnEscapedText_IsThatOfWhatItSays()
    {
        var stored = new StoredEvent(1, "E1", null, "CommentPosted", 1, default, "user/1", """{"payload": {"content": "caf\u00e9 \u003cb\u003e", "deep": [{"participant_ids": ["x", "ada"]}]}}"""u8.ToArray());

        EventMatch.IsMatch(stored, new EventFilter { Text = "CAFÉ <b>" }).ShouldBeTrue();
        EventMatch.IsMatch(stored, new EventFilter { Who = new HashSet<string> { "ada" } }).ShouldBeTrue();
        EventMatch.IsMatch(stored, new EventFilter { Who = new HashSet<string> { "café <b>" } }).ShouldBeFalse();
        EventMatch.IsMatch(stored, new EventFilter { Text = "content" }).ShouldBeFalse();
    }

    private static NewEvent Row(int number) => new(
        $"E{number}",
        number % 3 == 0 ? "M1" : number % 3 == 1 ? "M2" : null,
        number % 4 == 0 ? "A" : "B",
        1,
        TestRows.Now,
        $"user/{number % 5}",
        JsonSerializer.SerializeToUtf8Bytes(new { payload = new { participant_id = number % 2 == 0 ? "ada" : "bob", content = $"Number {number}" } }));

    private static NewEvent Content(int number, string content) => TestRows.Event($"E{number}", envelope: JsonSerializer.SerializeToUtf8Bytes(new { payload = new { content } }));

    private static bool Fits(StoredEvent stored, string? mission, string? type, string? who, string? text)
    {
        var payload = JsonDocument.Parse(stored.Envelope).RootElement.GetProperty("payload");
        return (mission is null || stored.MissionId == mission)
            && (type is null || stored.EventType == type)
            && (who is null || stored.Principal == who || payload.GetProperty("participant_id").GetString() == who)
            && (text is null || payload.GetProperty("content").GetString()!.Contains(text, StringComparison.OrdinalIgnoreCase));
    }

    private async Task<(List<long> Found, int Cuts)> WalkAsync(RunningServer server, EventFilter filter, bool isNewestFirst)
    {
        var search = new EventSearch(server.Log);
        var project = (await server.Log.FindProjectAsync(_project))!;
        var found = new List<long>();
        var cuts = 0;
        long? from = null;
        do
        {
            var page = await search.ReadAsync(project, filter, isNewestFirst, from, TestContext.Current.CancellationToken);
            page.Events.Count.ShouldBeLessThanOrEqualTo(EventSearch.PageSize);
            found.AddRange(page.Events.Select(stored => stored.Sequence));
            cuts += page.IsCut ? 1 : 0;
            from = page.Next;
        }
        while (from is not null);

        return (found, cuts);
    }
}
