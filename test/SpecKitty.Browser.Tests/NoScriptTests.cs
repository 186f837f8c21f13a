using Microsoft.Playwright;
using SpecKitty.Browser.Tests.Support;
using SpecKitty.Server.Tests.Hosting;
using static Microsoft.Playwright.Assertions;

namespace SpecKitty.Browser.Tests;

/// <summary>The same pages with script switched off: every form posts, and every place has an address.</summary>
public sealed class NoScriptTests(Chromium chromium)
{
    [Fact]
    public async Task Mission_WithoutScript_IsJoinedDiscussedAndAnswered()
    {
        await using var server = await RunningServer.StartAsync(TimeProvider.System);
        var mission = await TestMission.CreateAsync(server, await server.SignInNewAsync("ada"));
        var claude = await mission.JoinAsync("Claude", "llm_context");
        await using var visit = await Visit.OpenAsync(chromium, server, new BrowserNewContextOptions { JavaScriptEnabled = false });
        await visit.SignInAsync("ada");
        await visit.Page.GetByRole(AriaRole.Link, new() { Name = "A mission" }).ClickAsync();
        await Expect(visit.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("A mission");
        await visit.Page.WaitForLoadStateAsync();
        (await visit.Page.ContentAsync()).ShouldContain("http-equiv=\"refresh\"");

        await visit.Page.GetByLabel("Name that others see").FillAsync("Ada");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Take part" }).ClickAsync();
        await Expect(visit.Page.Locator("#part-roster")).ToContainTextAsync("Ada");
        var ada = (await mission.StateAsync()).GetProperty("state").GetProperty("participants").EnumerateObject().Single(entry => entry.Name != claude).Name;
        mission.Clock = (await mission.StateAsync()).GetProperty("lamport_clock").GetInt64();
        await TestWarning.RaiseAsync(server, mission, "w-1", ada, claude);

        // The page loads itself again every so often, and takes what is typed with it: from here on there is time.
        await visit.Page.ReloadAsync();
        await visit.Page.GetByLabel("Comment", new() { Exact = true }).FillAsync("Without script");
        await visit.Page.GetByLabel("Write as").SelectOptionAsync(new SelectOptionValue { Label = "Ada" });
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Send" }).ClickAsync();
        await Expect(visit.Page.Locator(".comment .content")).ToHaveTextAsync("Without script");
        await visit.Page.GetByRole(AriaRole.Link, new() { Name = "Reply to Ada" }).ClickAsync();
        await visit.Page.GetByLabel("Comment", new() { Exact = true }).FillAsync("An answer");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Send" }).ClickAsync();
        await Expect(visit.Page.Locator(".replies .content")).ToHaveTextAsync("An answer");
        await visit.Page.GetByRole(AriaRole.Group, new() { Name = "Answer as Ada" }).GetByRole(AriaRole.Button, new() { Name = "Defer" }).ClickAsync();
        await Expect(visit.Page.Locator("#part-warnings")).ToContainTextAsync("partly answered");

        await visit.Page.GetByLabel("Event", new() { Exact = true }).FillAsync("1");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Show" }).ClickAsync();
        await Expect(visit.Page.Locator(".past")).ToContainTextAsync("As it was after event 1");
        await visit.Page.GetByRole(AriaRole.Link, new() { Name = "Later" }).ClickAsync();
        await Expect(visit.Page.Locator(".past")).ToContainTextAsync("As it was after event 2");
        await visit.Page.GetByRole(AriaRole.Link, new() { Name = "Now" }).ClickAsync();
        await Expect(visit.Page.Locator(".past")).ToHaveCountAsync(0);
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Leave as Ada" }).ClickAsync();
        await Expect(visit.Page.GetByRole(AriaRole.Button, new() { Name = "Come back as Ada" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Appearance_WithoutScript_IsChosen()
    {
        await using var server = await RunningServer.StartAsync(TimeProvider.System);
        await using var visit = await Visit.OpenAsync(chromium, server, new BrowserNewContextOptions { JavaScriptEnabled = false, ColorScheme = ColorScheme.Light });
        await visit.Page.GotoAsync("/");
        var light = await visit.Page.Locator("body").ScreenshotAsync();

        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Dark" }).ClickAsync();

        await Expect(visit.Page.Locator("html")).ToHaveAttributeAsync("data-appearance", "dark");
        await Expect(visit.Page.GetByRole(AriaRole.Button, new() { Name = "Dark" })).ToHaveAttributeAsync("aria-pressed", "true");
        (await visit.Page.Locator("body").ScreenshotAsync()).ShouldNotBe(light);
    }
}
