using System.Net;
using SpecKitty.Server.Storage;
using SpecKitty.Server.Tests.Hosting;

namespace SpecKitty.Server.Tests.Dashboard;

public sealed class MissionListTests
{
    private readonly MovableClock _clock = new();

    [Fact]
    public async Task List_WithoutMissions_TellsTheCommandsThatMakeOne()
    {
        await using var server = await RunningServer.StartAsync(_clock);
        await server.AddUserAsync("ada");
        using var browser = new TestBrowser(server);
        await browser.SignInAsync("ada");

        var html = await browser.ReadAsync("/missions/");

        html.ShouldContain("No mission yet");
        html.ShouldContain("spec-kitty init");
        html.ShouldContain("spec-kitty mission create --title");
    }

    [Fact]
    public async Task List_OfAViewer_TellsNoCommandsThatWouldBeRefused()
    {
        await using var server = await RunningServer.StartAsync(_clock);
        await server.AddUserAsync("vera", role: TeamRole.Viewer);
        using var browser = new TestBrowser(server);
        await browser.SignInAsync("vera");

        var html = await browser.ReadAsync("/missions/");

        html.ShouldContain("the role of a member");
        html.ShouldNotContain("mission create");
    }

    [Fact]
    public async Task List_ShowsTheMissionsOfTheTeamsByProjectWithTheirTemperature()
    {
        await using var server = await RunningServer.StartAsync(_clock);
        var token = await server.SignInNewAsync("ada");
        var mission = await TestMission.CreateAsync(server, token);
        await mission.JoinAsync("Ada");
        await mission.JoinAsync("Claude", "llm_context");
        await TestMission.CreateAsync(server, await server.SignInNewAsync("eve", "other"), "M666");
        using var browser = new TestBrowser(server);
        await browser.SignInAsync("ada");

        var html = await browser.ReadAsync("/missions/");

        html.ShouldContain($"Project {mission.Project.ToString()[..8]}");
        html.ShouldContain($"href=\"/projects/{mission.Project}/missions/M042/\"");
        html.ShouldContain("2 take part");
        html.ShouldContain("active now");
        html.ShouldNotContain("M666");
    }

    [Fact]
    public async Task List_WithAFilter_ShowsTheMissionsThatContainIt()
    {
        await using var server = await RunningServer.StartAsync(_clock);
        var token = await server.SignInNewAsync("ada");
        await TestMission.CreateAsync(server, token, "checkout");
        await TestMission.CreateAsync(server, token, "importer");
        using var browser = new TestBrowser(server);
        await browser.SignInAsync("ada");

        var html = await browser.ReadAsync("/missions/?q=CHECK");

        html.ShouldContain("/missions/checkout/");
        html.ShouldNotContain("/missions/importer/");
        (await browser.ReadAsync("/missions/?q=%3Cb%3Enothing")).ShouldContain("contains “<bdi>&lt;b&gt;nothing</bdi>”");
    }

    [Fact]
    public async Task List_OfManyMissions_GivesEachOnceOverItsPages()
    {
        await using var server = await RunningServer.StartAsync(_clock);
        var token = await server.SignInNewAsync("ada");
        var project = Guid.NewGuid();
        for (var i = 0; i < 30; i++)
        {
            await TestMission.CreateAsync(server, token, $"M{i:000}", project);
            _clock.Advance(TimeSpan.FromSeconds(1));
        }

        using var browser = new TestBrowser(server);
        await browser.SignInAsync("ada");

        var first = await browser.ReadAsync("/missions/");
        var older = first.Split("href=\"/missions/?after=")[1].Split('"')[0];
        var second = await browser.ReadAsync($"/missions/?after={older}");

        for (var i = 0; i < 30; i++)
        {
            var shown = new[] { first, second }.Count(html => html.Contains($"/missions/M{i:000}/", StringComparison.Ordinal));
            shown.ShouldBe(1, $"M{i:000}");
        }

        second.ShouldNotContain("rel=\"next\"");
    }

    [Fact]
    public async Task Project_OfAnotherTeam_IsAsUnknownAsNone()
    {
        await using var server = await RunningServer.StartAsync(_clock);
        var mission = await TestMission.CreateAsync(server, await server.SignInNewAsync("eve", "other"));
        await server.AddUserAsync("ada");
        using var browser = new TestBrowser(server);
        await browser.SignInAsync("ada");

        foreach (var project in new[] { mission.Project.ToString(), Guid.NewGuid().ToString(), "nonsense" })
        {
            var (response, html) = await browser.OpenAsync($"/projects/{project}/");
            response.StatusCode.ShouldBe(HttpStatusCode.NotFound);
            html.ShouldContain("There is no such project");
            (await browser.OpenAsync($"/projects/{project}/missions/M042/")).Response.StatusCode.ShouldBe(HttpStatusCode.NotFound);
            (await browser.OpenAsync($"/projects/{project}/missions/M042/live/")).Response.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        }
    }
}
