using Microsoft.Playwright;
using SpecKitty.Browser.Tests.Support;
using SpecKitty.Server.Tests.Hosting;
using static Microsoft.Playwright.Assertions;

namespace SpecKitty.Browser.Tests;

/// <summary>Where the focus is after what had it has gone: somebody who uses a keyboard or a screen reader goes on from there.</summary>
public sealed class FocusTests(Chromium chromium)
{
    [Fact]
    public async Task Warning_AnsweredWithTheKeyboard_KeepsTheFocusWithIt()
    {
        await using var server = await RunningServer.StartAsync(TimeProvider.System);
        var mission = await TestMission.CreateAsync(server, await server.SignInNewAsync("ada"));
        var ada = await mission.JoinAsync("Ada");
        var claude = await mission.JoinAsync("Claude", "llm_context");
        await TestWarning.RaiseAsync(server, mission, "w-1", ada, claude);
        await using var visit = await OpenAsync(server, mission);

        await visit.Page.GetByRole(AriaRole.Group, new() { Name = "Answer as Ada" }).GetByRole(AriaRole.Button, new() { Name = "Continue" }).PressAsync("Enter");
        await Expect(visit.Page.Locator(".warnings .answers > li").Filter(new() { HasText = "Ada" }).Locator("summary")).ToBeFocusedAsync();
        await visit.Page.GetByRole(AriaRole.Group, new() { Name = "Answer as Claude" }).GetByRole(AriaRole.Button, new() { Name = "Hold" }).PressAsync("Enter");
        await Expect(visit.Page.GetByRole(AriaRole.Heading, new() { Name = "Warnings" })).ToBeFocusedAsync();

        // And it stays there while the part changes again.
        await TestWarning.RaiseAsync(server, await CaughtUpAsync(mission), "w-2", ada, claude);
        await Expect(visit.Page.Locator(".warnings > li")).ToHaveCountAsync(2);
        await Expect(visit.Page.GetByRole(AriaRole.Heading, new() { Name = "Warnings" })).ToBeFocusedAsync();
        visit.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task Item_ThatSomebodyElseTakesAway_LeavesTheFocusAtItsHeading()
    {
        await using var server = await RunningServer.StartAsync(TimeProvider.System);
        var mission = await TestMission.CreateAsync(server, await server.SignInNewAsync("ada"));
        await mission.JoinAsync("Ada");
        var claude = await mission.JoinAsync("Claude", "llm_context");
        await using var visit = await OpenAsync(server, mission);
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Leave as Claude" }).FocusAsync();

        (await server.PostAsync($"/api/v1/missions/{mission.MissionId}/participants/{claude}/leave/?project={mission.Project}", "{}", mission.Token)).Status.ShouldBe(System.Net.HttpStatusCode.OK);

        await Expect(visit.Page.GetByRole(AriaRole.Heading, new() { Name = "Your part" })).ToBeFocusedAsync();
    }

    [Fact]
    public async Task TakingPartAndLeaving_LeavesTheFocusAtTheHeading()
    {
        await using var server = await RunningServer.StartAsync(TimeProvider.System);
        var mission = await TestMission.CreateAsync(server, await server.SignInNewAsync("ada"));
        await using var visit = await OpenAsync(server, mission);
        var heading = visit.Page.GetByRole(AriaRole.Heading, new() { Name = "Your part" });

        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Take part" }).PressAsync("Enter");
        await Expect(heading).ToBeFocusedAsync();
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Leave as ada" }).PressAsync("Enter");
        await Expect(visit.Page.GetByRole(AriaRole.Button, new() { Name = "Come back as ada" })).ToBeVisibleAsync();
        await Expect(heading).ToBeFocusedAsync();
        visit.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task WaysThroughThePast_AtTheirEnds_KeepTheFocus()
    {
        await using var server = await RunningServer.StartAsync(TimeProvider.System);
        var mission = await TestMission.CreateAsync(server, await server.SignInNewAsync("ada"));
        await mission.JoinAsync("Ada");
        await mission.JoinAsync("Claude", "llm_context");
        await using var visit = await OpenAsync(server, mission);
        var earlier = visit.Page.GetByRole(AriaRole.Link, new() { Name = "Earlier" });

        await earlier.PressAsync("Enter");
        await Expect(visit.Page.Locator(".past")).ToContainTextAsync("As it was after event 1");
        await Expect(earlier).ToHaveAttributeAsync("aria-disabled", "true");
        await Expect(earlier).ToBeFocusedAsync();
        await visit.Page.Keyboard.PressAsync("Enter");
        await Expect(visit.Page.Locator(".past")).ToContainTextAsync("As it was after event 1");

        var now = visit.Page.GetByRole(AriaRole.Link, new() { Name = "Now" });
        await now.PressAsync("Enter");
        await Expect(visit.Page.Locator(".past")).ToHaveCountAsync(0);
        await Expect(now).ToBeFocusedAsync();
        visit.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task Now_OnAPhoneWhereItIsFoldedAway_GivesTheFocusToTheSlider()
    {
        await using var server = await RunningServer.StartAsync(TimeProvider.System);
        var mission = await TestMission.CreateAsync(server, await server.SignInNewAsync("ada"));
        await mission.JoinAsync("Ada");
        await mission.JoinAsync("Claude", "llm_context");
        await using var visit = await OpenAsync(server, mission, new BrowserNewContextOptions { ViewportSize = new ViewportSize { Width = 390, Height = 800 } });
        await visit.Page.GetByRole(AriaRole.Slider).PressAsync("Home");

        await visit.Page.GetByRole(AriaRole.Link, new() { Name = "Now" }).PressAsync("Enter");

        await Expect(visit.Page.Locator(".past")).ToHaveCountAsync(0);
        await Expect(visit.Page.GetByRole(AriaRole.Slider)).ToBeFocusedAsync();
        await Expect(visit.Page.GetByRole(AriaRole.Link, new() { Name = "Now" })).ToHaveCountAsync(0);
    }

    private async Task<Visit> OpenAsync(RunningServer server, TestMission mission, BrowserNewContextOptions? options = null)
    {
        var visit = await Visit.OpenAsync(chromium, server, options);
        await visit.SignInAsync("ada");
        await visit.OpenLiveAsync($"/projects/{mission.Project}/missions/{mission.MissionId}/");
        return visit;
    }

    private static async Task<TestMission> CaughtUpAsync(TestMission mission)
    {
        mission.Clock = (await mission.StateAsync()).GetProperty("lamport_clock").GetInt64();
        return mission;
    }
}
