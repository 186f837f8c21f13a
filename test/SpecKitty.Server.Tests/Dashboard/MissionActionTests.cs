using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using SpecKitty.Events.Collaboration;
using SpecKitty.Server.Auth;
using SpecKitty.Server.Ingest;
using SpecKitty.Server.Storage;
using SpecKitty.Server.Tests.Hosting;

namespace SpecKitty.Server.Tests.Dashboard;

/// <summary>What people do on the page of a mission.</summary>
public sealed class MissionActionTests
{
    private readonly MovableClock _clock = new();

    [Fact]
    public async Task Join_PutsThePersonIntoTheMissionAndOffersActions()
    {
        await using var server = await RunningServer.StartAsync(_clock);
        var (mission, browser, page) = await StartAsync(server);
        using var closing = browser;
        (await browser.ReadAsync(page)).ShouldContain("data-may-join");

        var answer = await PostAsync(browser, page, "join/", ("name", "Ada L."));

        answer.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        answer.Headers.Location!.ToString().ShouldBe($"{page}#you");
        var state = (await mission.StateAsync()).GetProperty("state");
        var participant = state.GetProperty("participants").EnumerateObject().Single();
        participant.Value.GetProperty("participant_type").GetString().ShouldBe("human");
        participant.Value.GetProperty("display_name").GetString().ShouldBe("Ada L.");
        var html = await browser.ReadAsync(page);
        html.ShouldNotContain("data-may-join");
        html.ShouldContain("You write as <bdi>Ada L.</bdi>");
    }

    [Fact]
    public async Task Leave_AndComeBack_IsTheSameParticipant()
    {
        await using var server = await RunningServer.StartAsync(_clock);
        var (mission, browser, page) = await StartAsync(server);
        using var closing = browser;
        var ada = await mission.JoinAsync("Ada");

        (await PostAsync(browser, page, $"leave/?as={ada}")).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        (await mission.StateAsync()).GetProperty("state").GetProperty("departed_participants").EnumerateObject().Single().Name.ShouldBe(ada);
        (await PostAsync(browser, page, $"join/?as={ada}")).StatusCode.ShouldBe(HttpStatusCode.SeeOther);

        (await mission.StateAsync()).GetProperty("state").GetProperty("participants").EnumerateObject().Single().Name.ShouldBe(ada);
    }

    [Fact]
    public async Task Comment_AndAnswer_AreEventsOfTheParticipant()
    {
        await using var server = await RunningServer.StartAsync(_clock);
        var (mission, browser, page) = await StartAsync(server);
        using var closing = browser;
        var ada = await mission.JoinAsync("Ada");

        (await PostAsync(browser, page, "comments/", ("as", ada), ("content", "First\r\nline"), ("reply_to", ""))).Headers.Location!.ToString().ShouldBe($"{page}#say");
        var first = (await mission.StateAsync()).GetProperty("state").GetProperty("comments")[0].GetProperty("comment_id").GetString()!;
        (await browser.ReadAsync($"{page}?reply={first}")).ShouldContain($"name=\"reply_to\" value=\"{first}\"");
        (await PostAsync(browser, page, "comments/", ("as", ada), ("content", "Second"), ("reply_to", first))).StatusCode.ShouldBe(HttpStatusCode.SeeOther);

        var comments = (await mission.StateAsync()).GetProperty("state").GetProperty("comments");
        comments[0].GetProperty("content").GetString().ShouldBe("First\nline");
        comments[1].GetProperty("reply_to").GetString().ShouldBe(first);
        comments[1].GetProperty("participant_id").GetString().ShouldBe(ada);
        var stored = (await server.Log.ReadAsync(mission.Project, new EventQuery { EventTypes = [CollaborationEventTypes.CommentPosted] })).ToList();
        stored.ShouldAllBe(entry => entry.Principal.StartsWith("user/", StringComparison.Ordinal));
        using var second = JsonDocument.Parse(stored[1].Envelope);
        second.RootElement.GetProperty("causation_id").GetString().ShouldBe(stored[0].EventId);
        second.RootElement.GetProperty("correlation_id").GetString().ShouldBe(mission.Run.ToString());
        second.RootElement.GetProperty("lamport_clock").GetInt64().ShouldBe(stored[0].LamportClock + 1);
    }

    [Theory]
    [InlineData("continue")]
    [InlineData("hold")]
    [InlineData("reassign")]
    [InlineData("defer")]
    public async Task Acknowledge_AnswersTheWarningForTheParticipant(string answer)
    {
        await using var server = await RunningServer.StartAsync(_clock);
        var (mission, browser, page) = await StartAsync(server);
        using var closing = browser;
        var ada = await mission.JoinAsync("Ada");
        var claude = await mission.JoinAsync("Claude", "llm_context");
        await WarnAsync(server, mission, "w & 1", ada, claude);
        var html = await browser.ReadAsync(page);
        html.ShouldContain($"acknowledge/?as={ada}&amp;warning=w%20%26%201");
        html.ShouldContain("A warning waits");

        var done = await PostAsync(browser, page, $"acknowledge/?as={ada}&warning=w%20%26%201", ("answer", answer));

        done.Headers.Location!.ToString().ShouldBe($"{page}#warnings");
        var warning = (await mission.StateAsync()).GetProperty("state").GetProperty("warnings").EnumerateArray().Single(entry => entry.GetProperty("warning_id").GetString() == "w & 1");
        warning.GetProperty("acknowledgements").GetProperty(ada).GetString().ShouldBe(answer);
        (await browser.ReadAsync(page)).ShouldContain("partly answered");
    }

    [Fact]
    public async Task Actions_ThatTheMissionRefuses_SayWhyAndKeepWhatWasTyped()
    {
        await using var server = await RunningServer.StartAsync(_clock);
        var (mission, browser, page) = await StartAsync(server);
        using var closing = browser;
        await mission.JoinAsync("Ada");
        var eve = await server.SignInNewAsync("eve");
        mission.Token = eve;
        var other = await mission.JoinAsync("Eve");

        var foreign = await PostAsync(browser, page, "comments/", ("as", other), ("content", "Not <b>mine</b>"));
        var unknown = await PostAsync(browser, page, $"acknowledge/?as={other}&warning=none", ("answer", "hold"));
        var nonsense = await PostAsync(browser, page, $"acknowledge/?as={other}&warning=none", ("answer", "maybe"));
        var left = await PostAsync(browser, page, $"leave/?as={other}");
        var empty = await PostAsync(browser, page, "comments/", ("as", other), ("content", " "));

        foreign.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        var html = await foreign.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        html.ShouldContain("role=\"alert\"");
        html.ShouldContain("bound to another principal");
        html.ShouldContain("Not &lt;b&gt;mine&lt;/b&gt;</textarea>");
        unknown.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await nonsense.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldContain("must be continue, hold, reassign or defer");
        (await left.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldContain("bound to another principal");
        (await empty.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldContain("The comment is empty");
    }

    [Fact]
    public async Task Page_OfAViewer_OffersNothingAndTakesNothing()
    {
        await using var server = await RunningServer.StartAsync(_clock);
        var (mission, first, page) = await StartAsync(server);
        using var closing = first;
        var ada = await mission.JoinAsync("Ada");
        await server.AddUserAsync("vera", role: TeamRole.Viewer);
        using var browser = new TestBrowser(server);
        await browser.SignInAsync("vera");

        var html = await browser.ReadAsync(page);

        html.ShouldContain("You may read.");
        html.ShouldNotContain("action=\"" + page + "join/");
        (await PostAsync(browser, page, "join/", ("name", "Vera"))).StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await PostAsync(browser, page, "comments/", ("as", ada), ("content", "x"))).StatusCode.ShouldBe(HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task Actions_BeyondTheRate_AreRefusedInWords()
    {
        await using var server = await RunningServer.StartAsync(_clock, adjust: options => options with { Rates = options.Rates with { EventsPerMinutePerPrincipal = 2 } });
        var (mission, browser, page) = await StartAsync(server);
        using var closing = browser;
        var ada = await mission.JoinAsync("Ada");
        for (var i = 0; i < 2; i++)
        {
            (await PostAsync(browser, page, "comments/", ("as", ada), ("content", "x"))).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        }

        var answer = await PostAsync(browser, page, "comments/", ("as", ada), ("content", "x"));

        (await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldContain("Try again in");
    }

    private static async Task<(TestMission Mission, TestBrowser Browser, string Page)> StartAsync(RunningServer server)
    {
        var mission = await TestMission.CreateAsync(server, await server.SignInNewAsync("ada"));
        var browser = new TestBrowser(server);
        await browser.SignInAsync("ada");
        return (mission, browser, $"/projects/{mission.Project}/missions/{mission.MissionId}/");
    }

    private static async Task<HttpResponseMessage> PostAsync(TestBrowser browser, string page, string action, params (string Name, string Value)[] fields)
        => await browser.PostAsync(page + action, [("form_token", TestBrowser.FormTokenOf(await browser.ReadAsync(page))), .. fields]);

    private static async Task WarnAsync(RunningServer server, TestMission mission, string warningId, params string[] participants)
    {
        var payload = new ConcurrentDriverWarningPayload
        {
            WarningId = warningId,
            MissionId = mission.MissionId,
            ParticipantIds = [.. participants],
            FocusTarget = new FocusTarget { TargetType = FocusTargetType.WorkPackage, TargetId = "WP01" },
            Severity = WarningSeverity.Warning,
        };
        var answer = await server.Services.GetRequiredService<IngestService>().IngestAsync(Principal.Server, [System.Text.Encoding.UTF8.GetBytes(mission.Emit(payload))]);
        answer.Results.Single().Status.ShouldBe(IngestStatus.Success);
    }
}
