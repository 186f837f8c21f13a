using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using SpecKitty.Server.Storage;
using SpecKitty.Server.Tests.Hosting;

namespace SpecKitty.Server.Tests.Dashboard;

public sealed partial class EventPageTests
{
    private readonly MovableClock _clock = new();

    [Fact]
    public async Task Events_PageByPage_AreThoseOfTheApi()
    {
        await using var server = await RunningServer.StartAsync(_clock);
        var mission = await TestMission.CreateAsync(server, await server.SignInNewAsync("ada"));
        var ada = await mission.JoinAsync("Ada");
        (await server.PostBatchAsync(mission.Token, Enumerable.Range(1, 119).Select(number => mission.Comment(ada, $"Comment {number}.")))).ShouldBe(HttpStatusCode.OK);
        using var browser = await SignInAsync(server, "ada");

        var newest = await WalkAsync(browser, $"/projects/{mission.Project}/events/");
        var oldest = await WalkAsync(browser, $"/projects/{mission.Project}/events/?order=oldest");

        var api = (await server.GetAsync($"/api/v1/events/?project={mission.Project}&limit=1000", mission.Token)).Body.GetProperty("events").EnumerateArray().Select(stored => stored.GetProperty("sequence").GetInt64()).ToList();
        oldest.ShouldBe(api);
        newest.ShouldBe(api.AsEnumerable().Reverse());
        api.Count.ShouldBe(120);
    }

    [Fact]
    public async Task Events_WithAFilter_AreThoseThatFitEveryCondition()
    {
        await using var server = await RunningServer.StartAsync(_clock);
        var mission = await TestMission.CreateAsync(server, await server.SignInNewAsync("ada"));
        var (ada, claude) = (await mission.JoinAsync("Ada"), await mission.JoinAsync("Claude", "llm_context"));
        await server.PostBatchAsync(mission.Token, mission.Comment(ada, "The kettle sings."), mission.Comment(claude, "The cup waits."), mission.Comment(claude, "The kettle is hot."));
        await server.PostBatchAsync(mission.Token, TestEvents.Moved(mission.Project));
        using var browser = await SignInAsync(server, "ada");

        (await ShownAsync("")).ShouldBe([6, 5, 4, 3, 2, 1]);
        (await ShownAsync("?type=CommentPosted")).ShouldBe([5, 4, 3]);
        (await ShownAsync("?mission=M042&order=oldest")).ShouldBe([1, 2, 3, 4, 5]);
        (await ShownAsync("?who=claude")).ShouldBe([5, 4, 2]);
        (await ShownAsync($"?who={claude}&text=KETTLE")).ShouldBe([5]);
        (await ShownAsync("?text=kettle&type=CommentPosted&mission=M042")).ShouldBe([5, 3]);
        (await ShownAsync("?who=ada&type=WPStatusChanged")).ShouldBe([6]);
        (await ShownAsync("?from=3")).ShouldBe([2, 1]);
        (await ShownAsync("?from=nonsense&order=nonsense")).ShouldBe([6, 5, 4, 3, 2, 1]);
        (await browser.ReadAsync($"/projects/{mission.Project}/events/?text=nothing+like+it")).ShouldContain("No event is like this");
        var html = await browser.ReadAsync($"/projects/{mission.Project}/events/?type=CommentPosted&who=claude");
        html.ShouldContain("<option value=\"CommentPosted\" selected");
        html.ShouldContain("value=\"claude\"");

        async Task<IReadOnlyList<long>> ShownAsync(string query) => Sequences(await browser.ReadAsync($"/projects/{mission.Project}/events/{query}"));
    }

    [Fact]
    public async Task Events_WhenAPageHasLookedAtEnough_SaySoAndGoOn()
    {
        await using var server = await RunningServer.StartAsync(_clock);
        var project = new TestProject(server, await server.SignInNewAsync("ada"));
        await project.NoteAsync("WP01", "A needle.");
        for (var batch = 0; batch < 6; batch++)
        {
            (await server.PostBatchAsync((await server.SignInAsync("ada")).Text("access")!, Enumerable.Range(0, 1000).Select(_ => TestEvents.Moved(project.Id)))).ShouldBe(HttpStatusCode.OK);
        }

        using var browser = await SignInAsync(server, "ada");

        var first = await browser.ReadAsync($"{project.Address}events/?text=needle");

        Sequences(first).ShouldBeEmpty();
        first.ShouldContain("looked back as far as sequence 1002");
        var next = WebUtility.HtmlDecode(Next().Match(first).Groups["address"].Value);
        Sequences(await browser.ReadAsync(next)).ShouldBe([1]);
    }

    [Fact]
    public async Task Event_InFull_HasEveryMemberOfTheEnvelopeAndWhatTheServerKnows()
    {
        await using var server = await RunningServer.StartAsync(_clock);
        var project = new TestProject(server, await server.SignInNewAsync("ada"));
        var cause = await project.SendAsync("WPCreated", new { wp_id = "WP01", title = "Kettle", feature_slug = "042-tea" });
        var id = await project.SendAsync("HistoryAdded", new { wp_id = "WP01", entry_type = "note", entry_content = "Hot." }, adjust: envelope =>
        {
            envelope["causation_id"] = cause;
            envelope["correlation_id"] = "01KH8KAFRG2ZR5VDANJYMTDHNS";
            envelope["git_branch"] = "042-tea-WP01";
            envelope["of_ours"] = 7.50m;
        });
        using var browser = await SignInAsync(server, "ada");

        var html = await browser.ReadAsync($"{project.Address}events/{id}/");

        var stored = (await server.Log.ReadAsync(project.Id, new EventQuery { EventId = id })).Single();
        var envelope = JsonDocument.Parse(stored.Envelope).RootElement;
        foreach (var member in envelope.EnumerateObject().Where(member => member.Name != "payload"))
        {
            html.ShouldContain($"<dt>{member.Name}</dt>");
            html.ShouldContain($"<bdi>{WebUtility.HtmlEncode(member.Value.ValueKind == JsonValueKind.String ? member.Value.GetString()! : member.Value.GetRawText()).Replace("+", "&#x2B;", StringComparison.Ordinal)}</bdi>");
        }

        html.ShouldContain("<bdi>2026-02-15T10:00:00.000Z</bdi>");
        html.ShouldContain($"<bdi>{stored.Principal}</bdi>");
        html.ShouldContain($"<a href=\"{project.Address}events/{cause}/\"><bdi>{cause}</bdi></a>");
        html.ShouldContain($"<a href=\"{project.Address}events/?text=01KH8KAFRG2ZR5VDANJYMTDHNS\">");
        html.ShouldContain($"href=\"{project.Address}events/{cause}/\" rel=\"prev\"");
        html.ShouldNotContain("rel=\"next\"");
        JsonDocument.Parse(WebUtility.HtmlDecode(Json().Match(html).Groups["json"].Value)).RootElement.ToString().ShouldNotBeEmpty();
        JsonElement.DeepEquals(JsonDocument.Parse(WebUtility.HtmlDecode(Json().Match(html).Groups["json"].Value)).RootElement, envelope).ShouldBeTrue();
    }

    [Fact]
    public async Task Event_AsItCame_IsJsonByteForByteAndNothingElse()
    {
        await using var server = await RunningServer.StartAsync(_clock);
        var project = new TestProject(server, await server.SignInNewAsync("ada"));
        var id = await project.SendAsync("HistoryAdded", new { wp_id = "WP01", entry_type = "note", entry_content = "<script>alert(1)</script>" });
        using var browser = await SignInAsync(server, "ada");

        var (response, body) = await browser.OpenAsync($"{project.Address}events/{id}/raw/");

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        response.Content.Headers.ContentType!.ToString().ShouldBe("application/json");
        response.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
        response.Headers.GetValues("Content-Security-Policy").Single().ShouldStartWith("default-src 'none'");
        body.ShouldBe(System.Text.Encoding.UTF8.GetString((await server.Log.ReadAsync(project.Id, new EventQuery { EventId = id })).Single().Envelope.Span));
    }

    [Fact]
    public async Task Event_ByAnIdThatIsWrittenOtherwise_IsTheSame()
    {
        await using var server = await RunningServer.StartAsync(_clock);
        var project = new TestProject(server, await server.SignInNewAsync("ada"));
        var id = await project.SendAsync("HistoryAdded", new { wp_id = "WP01", entry_type = "note", entry_content = "Hot." });
        using var browser = await SignInAsync(server, "ada");

        (await browser.ReadAsync($"{project.Address}events/{id.ToLowerInvariant()}/")).ShouldContain("note");
    }

    [Fact]
    public async Task Event_OfAnotherProjectOrNone_IsNotFound()
    {
        await using var server = await RunningServer.StartAsync(_clock);
        var token = await server.SignInNewAsync("ada");
        var (one, other) = (new TestProject(server, token), new TestProject(server, await server.SignInNewAsync("eve", "other")));
        await one.NoteAsync("WP01", "Ours.");
        var foreign = await other.SendAsync("HistoryAdded", new { wp_id = "WP01", entry_type = "note", entry_content = "Theirs." });
        using var browser = await SignInAsync(server, "ada");

        foreach (var page in new[] { $"{one.Address}events/{foreign}/", $"{one.Address}events/{foreign}/raw/", $"{one.Address}events/nonsense/", $"{other.Address}events/{foreign}/", $"{other.Address}events/{foreign}/raw/" })
        {
            var (response, html) = await browser.OpenAsync(page);
            response.StatusCode.ShouldBe(HttpStatusCode.NotFound, page);
            html.ShouldNotContain("Theirs");
        }
    }

    private static async Task<TestBrowser> SignInAsync(RunningServer server, string name)
    {
        var browser = new TestBrowser(server);
        (await browser.SignInAsync(name)).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        return browser;
    }

    private static async Task<List<long>> WalkAsync(TestBrowser browser, string? address)
    {
        var found = new List<long>();
        while (address is not null)
        {
            var html = await browser.ReadAsync(address);
            found.AddRange(Sequences(html));
            address = Next().Match(html) is { Success: true } next ? WebUtility.HtmlDecode(next.Groups["address"].Value) : null;
        }

        return found;
    }

    private static IReadOnlyList<long> Sequences(string html) => [.. Sequence().Matches(html).Select(match => long.Parse(match.Groups["sequence"].Value))];

    [GeneratedRegex("<span class=\"event-sequence\">(?<sequence>[0-9]+)</span>", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Sequence();

    [GeneratedRegex("href=\"(?<address>[^\"]+)\" rel=\"next\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Next();

    [GeneratedRegex("<pre id=\"json\"[^>]*><code>(?<json>.*?)</code>", RegexOptions.ExplicitCapture | RegexOptions.Singleline, 1000)]
    private static partial Regex Json();
}
