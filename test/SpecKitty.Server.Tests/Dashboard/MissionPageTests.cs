using System.Net;
using Microsoft.Extensions.DependencyInjection;
using SpecKitty.Server.Demo;
using SpecKitty.Server.Storage;
using SpecKitty.Server.Tests.Hosting;

namespace SpecKitty.Server.Tests.Dashboard;

public sealed class MissionPageTests
{
    private readonly MovableClock _clock = new();

    [Fact]
    public async Task Page_AtASequence_ShowsTheMissionAsItWasThen()
    {
        await using var server = await RunningServer.StartAsync(_clock);
        var mission = await TestMission.CreateAsync(server, await server.SignInNewAsync("ada"));
        var ada = await mission.JoinAsync("Ada");
        await server.PostBatchAsync(mission.Token, mission.Comment(ada, "Before"));
        await server.PostBatchAsync(mission.Token, mission.Comment(ada, "Zebra"));
        using var browser = new TestBrowser(server);
        await browser.SignInAsync("ada");
        var page = PageOf(mission);

        var then = await browser.ReadAsync($"{page}?at=2");

        then.ShouldContain("Before");
        then.ShouldNotContain("Zebra");
        then.ShouldContain("As it was after event <strong>2</strong>");
        then.ShouldContain($"href=\"{page}?at=1\"");
        then.ShouldContain($"href=\"{page}?at=3\"");
        then.ShouldNotContain("data-stream=");
        then.ShouldNotContain("<form id=\"act\"");
        (await browser.ReadAsync($"{page}?at=999")).ShouldContain("As it was after event <strong>3</strong>");
        (await browser.ReadAsync($"{page}?at=nonsense")).ShouldContain("data-stream=");
    }

    [Fact]
    public async Task Page_AtEachSequence_HasTheNumbersOfTheStateThen()
    {
        await using var server = await RunningServer.StartAsync(TimeProvider.System, demo: true);
        var stage = server.Services.GetRequiredService<DemoStage>();
        await stage.Finished.WaitAsync(TimeSpan.FromSeconds(120), TestContext.Current.CancellationToken);
        var mission = stage.Mission!;
        var token = await server.SignInNewAsync("looker", "demo", TeamRole.Viewer);
        using var browser = new TestBrowser(server);
        await browser.SignInAsync("looker");
        var last = (await server.Log.FindProjectAsync(mission.ProjectId, TestContext.Current.CancellationToken))!.LastSequence;

        for (var at = 1; at <= last; at += 7)
        {
            var html = await browser.ReadAsync($"/projects/{mission.ProjectId}/missions/{mission.MissionId}/?at={at}");
            var answer = (await server.GetAsync($"/api/v1/missions/{mission.MissionId}/state/?project={mission.ProjectId}&at_sequence={at}", token)).ShouldBe(HttpStatusCode.OK).Body;
            var state = answer.GetProperty("state");
            html.ShouldContain($"sequence <code>{answer.GetProperty("sequence").GetInt64()}</code> · clock <code>{answer.GetProperty("lamport_clock").GetInt64()}</code>");
            html.ShouldContain($"<strong>{state.GetProperty("event_count").GetInt32()}</strong> event");
            html.ShouldContain($"<strong>{state.GetProperty("participants").EnumerateObject().Count()}</strong> take");
            html.ShouldContain($"<strong>{state.GetProperty("comments").GetArrayLength()}</strong> comment");
            html.ShouldContain($"<strong>{state.GetProperty("decisions").GetArrayLength()}</strong> decision");
        }
    }

    [Fact]
    public async Task Page_OfAMission_TellsNothingOfItsProjectsOtherMissions()
    {
        await using var server = await RunningServer.StartAsync(_clock);
        var token = await server.SignInNewAsync("ada");
        var mission = await TestMission.CreateAsync(server, token);
        var other = await TestMission.CreateAsync(server, token, "M043", mission.Project);
        await mission.JoinAsync("Here");
        await other.JoinAsync("Elsewhere");
        using var browser = new TestBrowser(server);
        await browser.SignInAsync("ada");

        var html = await browser.ReadAsync(PageOf(mission));

        html.ShouldContain("Here");
        html.ShouldNotContain("Elsewhere");
    }

    [Fact]
    public async Task Demo_StrangerBecomesAGuestWhoSeesTheDemoAlone()
    {
        await using var server = await RunningServer.StartAsync(_clock);
        var demo = await TestDemo.OpenAsync(server);
        var real = await TestMission.CreateAsync(server, await server.SignInNewAsync("real", "demo"), "Real");
        using var browser = new TestBrowser(server);
        (await browser.ReadAsync("/")).ShouldContain("Act as a guest");
        var page = $"/projects/{demo.ProjectId}/missions/{demo.MissionId}/";
        (await browser.PostAsync(page + "join/", [("name", "x")])).Headers.Location!.ToString().ShouldStartWith("/sign-in/");

        (await browser.PostAsync("/demo/enter/", [])).Headers.Location!.ToString().ShouldBe($"{page}#you");
        var token = TestBrowser.FormTokenOf(await browser.ReadAsync(page));
        (await browser.PostAsync(page + "join/", [("form_token", token), ("name", "Guest")])).StatusCode.ShouldBe(HttpStatusCode.SeeOther);

        (await browser.ReadAsync("/")).ShouldContain("You write as <bdi>Guest</bdi>");
        (await browser.OpenAsync("/missions/")).Response.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        (await browser.OpenAsync(PageOf(real))).Response.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
    }

    [Fact]
    public async Task Guest_WithoutTheDemo_DoesNotComeIn()
    {
        await using var server = await RunningServer.StartAsync(_clock);
        using var browser = new TestBrowser(server);

        (await browser.PostAsync("/demo/enter/", [])).StatusCode.ShouldBe(HttpStatusCode.NotFound);

        browser.Cookies.Count.ShouldBe(0);
    }

    [Fact]
    public async Task Live_OfWhoIsTakenOut_SaysThatItIsOver()
    {
        await using var server = await RunningServer.StartAsync(_clock);
        var admin = await server.SignInNewAsync("root", role: TeamRole.Admin);
        var mission = await TestMission.CreateAsync(server, admin);
        await server.AddUserAsync("ada");
        using var browser = new TestBrowser(server);
        await browser.SignInAsync("ada");
        var (response, _) = await browser.OpenAsync(PageOf(mission) + "live/", "text/event-stream");
        using var lines = new StreamReader(await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken));
        await ReadUntilAsync(lines, "event: clock");

        (await server.DeleteAsync("/api/v1/teams/tea/members/ada/", admin)).ShouldBe(HttpStatusCode.NoContent);
        _clock.Advance(TimeSpan.FromSeconds(3));
        await mission.JoinAsync("Secret");

        (await ReadUntilAsync(lines, "event: over")).ShouldNotContain("Secret");
        (await browser.OpenAsync(PageOf(mission) + "live/", "text/event-stream")).Response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    private static string PageOf(TestMission mission) => $"/projects/{mission.Project}/missions/{mission.MissionId}/";

    private static async Task<string> ReadUntilAsync(StreamReader lines, string end)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(120));
        var read = new System.Text.StringBuilder();
        while (await lines.ReadLineAsync(limit.Token) is { } line)
        {
            read.AppendLine(line);
            if (line == end)
            {
                return read.ToString();
            }
        }

        throw new InvalidOperationException("The stream ended.");
    }
}
