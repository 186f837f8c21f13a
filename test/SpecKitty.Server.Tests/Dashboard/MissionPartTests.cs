using System.Text.RegularExpressions;
using SpecKitty.Events.Collaboration;
using SpecKitty.Server.Tests.Hosting;

namespace SpecKitty.Server.Tests.Dashboard;

/// <summary>What the parts of a mission's page show of much, and of what is alike.</summary>
public sealed partial class MissionPartTests
{
    private readonly MovableClock _clock = new();

    [Fact]
    public async Task WorkPackages_OfTwoFeaturesWithOneId_AreBothThere()
    {
        await using var server = await RunningServer.StartAsync(_clock);
        var (mission, browser, page) = await StartAsync(server);
        using var closing = browser;
        var project = new TestProject(server, mission.Token) { Id = mission.Project };
        await project.CreateAsync("WP01", "Kettle", "042-tea");
        (await PackagesAsync(browser, page)).ShouldNotContain("042-tea</bdi>");
        await project.CreateAsync("WP01", "Grinder", "043-coffee");

        var part = await PackagesAsync(browser, page);

        Key().Matches(part).Select(match => match.Groups["key"].Value).ShouldBe(["042-tea/WP01", "043-coffee/WP01"]);
        part.ShouldContain("<bdi>042-tea</bdi>");
        part.ShouldContain("<bdi>Grinder</bdi>");
    }

    [Fact]
    public async Task WorkPackages_OfAFullLane_LeadToTheBoard()
    {
        await using var server = await RunningServer.StartAsync(_clock);
        var (mission, browser, page) = await StartAsync(server);
        using var closing = browser;
        var project = new TestProject(server, mission.Token) { Id = mission.Project };
        for (var i = 1; i <= 31; i++)
        {
            await project.CreateAsync($"WP{i:D2}", "Kettle");
        }

        var part = await PackagesAsync(browser, page);

        Key().Count(part).ShouldBe(30);
        part.ShouldContain($"<a href=\"/projects/{mission.Project}/\">All 31 on the board</a>");
        part.ShouldContain("<span>31</span>");
    }

    [Fact]
    public async Task Writing_AsLongAsTheBoxTakes_IsThereAndMoreLeadsToTheEvent()
    {
        await using var server = await RunningServer.StartAsync(_clock);
        var (mission, browser, page) = await StartAsync(server);
        using var closing = browser;
        var ada = await mission.JoinAsync("Ada");
        var (boxful, long1, long2) = (new string('a', 3999) + "Z", new string('b', 9000), new string('c', 9000));
        (await server.PostBatchAsync(
            mission.Token,
            mission.Comment(ada, boxful),
            mission.Comment(ada, long1),
            mission.Emit(new DecisionCapturedPayload { ParticipantId = ada, MissionId = mission.MissionId, DecisionId = "d-1", Topic = "Tea", ChosenOption = "Green", Rationale = long2 }))).Statuses
            .ShouldBe(["success", "success", "success"]);
        var state = (await mission.StateAsync()).GetProperty("state");

        var html = await browser.ReadAsync(page);

        html.ShouldContain($"<bdi>{boxful}</bdi>");
        foreach (var id in new[] { state.GetProperty("comments")[1].GetProperty("event_id").GetString(), state.GetProperty("decisions")[0].GetProperty("event_id").GetString() })
        {
            html.ShouldContain($"<a href=\"/projects/{mission.Project}/events/{id}/\">Read all of it</a>");
        }

        Regex.Count(html, "Read all of it", RegexOptions.None, TimeSpan.FromSeconds(1)).ShouldBe(2);
        html.ShouldContain(new string('c', 8000) + "&#x2026;");
    }

    [Fact]
    public async Task Roster_OfManyWhoLeft_ShowsTheLast()
    {
        await using var server = await RunningServer.StartAsync(_clock);
        var (mission, browser, page) = await StartAsync(server);
        using var closing = browser;
        for (var i = 1; i <= 23; i++)
        {
            var id = await mission.JoinAsync($"guest-{i:D2}");
            (await server.PostAsync($"/api/v1/missions/{mission.MissionId}/participants/{id}/leave/", "{}", mission.Token)).ShouldBe(System.Net.HttpStatusCode.OK);
        }

        await mission.JoinAsync("Ada");

        var roster = PartOf(await browser.ReadAsync(page), "roster");

        roster.ShouldContain("And 3 who left before.");
        roster.ShouldContain("<bdi>Ada</bdi>");
        roster.ShouldContain("guest-23");
        roster.ShouldContain("guest-04");
        roster.ShouldNotContain("guest-03");
    }

    [Fact]
    public async Task Scrubber_BetweenSignsOfLifeAndOtherMissions_LeadsToWhatTheMissionTells()
    {
        await using var server = await RunningServer.StartAsync(_clock);
        var (mission, browser, page) = await StartAsync(server);
        using var closing = browser;
        var other = await TestMission.CreateAsync(server, mission.Token, "M043", mission.Project);
        var ada = await mission.JoinAsync("Ada");
        await other.JoinAsync("Elsewhere");
        (await server.PostBatchAsync(mission.Token, mission.Emit(new PresenceHeartbeatPayload { ParticipantId = ada, MissionId = mission.MissionId }))).Statuses.ShouldBe(["success"]);
        (await server.PostBatchAsync(mission.Token, mission.Comment(ada))).Statuses.ShouldBe(["success"]);
        (await server.PostBatchAsync(mission.Token, mission.Emit(new PresenceHeartbeatPayload { ParticipantId = ada, MissionId = mission.MissionId }))).Statuses.ShouldBe(["success"]);

        var first = PartOf(await browser.ReadAsync($"{page}?at=1"), "scrub");
        var last = PartOf(await browser.ReadAsync($"{page}?at=4"), "scrub");

        first.ShouldContain($"href=\"{page}?at=4\"");
        last.ShouldContain($"href=\"{page}?at=1\"");
        first.ShouldNotContain("?at=2");
        last.ShouldNotContain("?at=5");
    }

    private static async Task<(TestMission Mission, TestBrowser Browser, string Page)> StartAsync(RunningServer server)
    {
        var mission = await TestMission.CreateAsync(server, await server.SignInNewAsync("ada"));
        var browser = new TestBrowser(server);
        await browser.SignInAsync("ada");
        return (mission, browser, $"/projects/{mission.Project}/missions/{mission.MissionId}/");
    }

    private static async Task<string> PackagesAsync(TestBrowser browser, string page) => PartOf(await browser.ReadAsync(page), "packages");

    private static string PartOf(string html, string name)
    {
        var start = html.IndexOf($"id=\"part-{name}\"", StringComparison.Ordinal);
        start.ShouldBeGreaterThan(0);
        var end = html.IndexOf(" id=\"part-", start + 1, StringComparison.Ordinal);
        return end < 0 ? html[start..] : html[start..end];
    }

    [GeneratedRegex("data-key=\"(?<key>[^\"]*WP[^\"]*)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Key();
}
