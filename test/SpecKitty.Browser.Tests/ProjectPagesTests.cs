using System.Text.Json;
using Microsoft.Playwright;
using SpecKitty.Browser.Tests.Support;
using SpecKitty.Server.Storage;
using SpecKitty.Server.Tests.Hosting;
using static Microsoft.Playwright.Assertions;

namespace SpecKitty.Browser.Tests;

/// <summary>The pages of a project and those for admins, as a person meets them.</summary>
public sealed class ProjectPagesTests(Chromium chromium, ProjectStage stage) : IClassFixture<ProjectStage>
{
    [Theory]
    [InlineData(ColorScheme.Light, 1360)]
    [InlineData(ColorScheme.Dark, 1360)]
    [InlineData(ColorScheme.Light, 900)]
    [InlineData(ColorScheme.Light, 360)]
    [InlineData(ColorScheme.Dark, 360)]
    public async Task EveryPage_KeepsTheRules(ColorScheme scheme, int width)
    {
        var (server, demo, project, mission) = (stage.Server, stage.Demo, stage.Project, stage.Mission);
        await using var visit = await Visit.OpenAsync(chromium, server, new BrowserNewContextOptions { ColorScheme = scheme, ViewportSize = new ViewportSize { Width = width, Height = 900 }, ReducedMotion = ReducedMotion.Reduce });
        await visit.SignInAsync("ada");

        foreach (var address in new[]
        {
            $"/projects/{demo.ProjectId}/",
            $"/projects/{demo.ProjectId}/missions/",
            $"/projects/{demo.ProjectId}/events/",
            $"/projects/{demo.ProjectId}/events/?type=CommentPosted&who=nobody",
            $"/projects/{demo.ProjectId}/events/{stage.LastEvent}/",
            $"/projects/{project}/",
            $"/projects/{project}/?feature=042-tea&lane=planned",
            $"/projects/{project}/package/?feature=042-tea&wp=WP02",
            $"/projects/{project}/events/",
            $"/projects/{mission.Project}/",
            $"/projects/{mission.Project}/events/",
            "/admin/",
            "/admin/teams/demo/?done=role-changed",
            "/tokens/",
            "/teams/?done=chosen",
        })
        {
            await visit.Page.GotoAsync(address);
            (await visit.Page.EvaluateAsync<string[]>(PageRules.FindFaults)).ShouldBeEmpty(address);
            await visit.Page.EvaluateAsync("() => document.querySelectorAll('details:not(.menu)').forEach(details => details.open = true)");
            (await visit.Page.EvaluateAsync<string[]>(PageRules.FindFaults)).ShouldBeEmpty($"{address}, everything open");
        }

        visit.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task Board_WhileAPackageMoves_FollowsAndKeepsAnOpenHistoryOpen()
    {
        await using var server = await RunningServer.StartAsync(TimeProvider.System);
        var token = await server.SignInNewAsync("ada");
        var project = Guid.NewGuid();
        await server.PostBatchAsync(token, TestPackages.Of(project));
        await using var visit = await Visit.OpenAsync(chromium, server);
        await visit.SignInAsync("ada");
        await visit.OpenLiveAsync($"/projects/{project}/");
        var other = visit.Page.Locator(".lane-planned .package").Filter(new() { HasText = "WP02" });
        await other.Locator("summary").ClickAsync();

        (await server.PostBatchAsync(token, TestPackages.Envelope(project, 50, "WPStatusChanged", new { wp_id = "WP01", previous_status = "planned", new_status = "doing", feature_slug = "042-tea" }))).Statuses.ShouldBe(["success"]);

        await visit.Page.Locator(".lane-doing .package").Filter(new() { HasText = "WP01" }).WaitForAsync();
        (await other.Locator("details").GetAttributeAsync("open")).ShouldNotBeNull();
        visit.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task Event_Copied_IsOnTheClipboardAsJson()
    {
        await using var server = await RunningServer.StartAsync(TimeProvider.System);
        var token = await server.SignInNewAsync("ada");
        var project = Guid.NewGuid();
        await server.PostBatchAsync(token, TestPackages.Envelope(project, 1, "HistoryAdded", new { wp_id = "WP01", entry_type = "note", entry_content = "Hot. \u202e<b>" }));
        var stored = (await server.Log.ReadTailAsync(project, 1, TestContext.Current.CancellationToken))[0];
        await using var visit = await Visit.OpenAsync(chromium, server, new BrowserNewContextOptions { Permissions = ["clipboard-read", "clipboard-write"] });
        await visit.SignInAsync("ada");
        await visit.Page.GotoAsync($"/projects/{project}/events/");

        await visit.Page.GetByRole(AriaRole.Link, new() { Name = "HistoryAdded" }).ClickAsync();
        var copy = visit.Page.GetByRole(AriaRole.Button, new() { Name = "Copy" });

        // What the button says for two seconds is kept, however late anybody looks.
        await copy.EvaluateAsync("button => new MutationObserver(() => document.body.append(Object.assign(document.createElement('p'), { textContent: `It said ${button.textContent}.` }))).observe(button, { childList: true })");
        await copy.ClickAsync();
        await visit.Page.GetByText("It said Copied.").WaitForAsync();

        var copied = await visit.Page.EvaluateAsync<string>("() => navigator.clipboard.readText()");
        JsonElement.DeepEquals(JsonDocument.Parse(copied).RootElement, JsonDocument.Parse(stored.Envelope).RootElement).ShouldBeTrue(copied);
        visit.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task Team_WithoutScript_IsLookedAfterByKeyboardAlone()
    {
        await using var server = await RunningServer.StartAsync(TimeProvider.System);
        await server.AddUserAsync("root", role: TeamRole.Admin);
        await server.AddUserAsync("ada");
        await using var visit = await Visit.OpenAsync(chromium, server, new BrowserNewContextOptions { JavaScriptEnabled = false });
        await visit.SignInAsync("root");
        await visit.Page.GotoAsync("/admin/");
        await visit.Page.GetByRole(AriaRole.Link, new() { Name = "tea", Exact = true }).PressAsync("Enter");

        await visit.Page.GetByLabel("Role of ada", new() { Exact = true }).FocusAsync();
        await visit.Page.Keyboard.PressAsync("v");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Change the role of ada" }).PressAsync("Enter");
        await visit.Page.GetByText("Role changed.").WaitForAsync();
        (await visit.Page.GetByLabel("Role of ada", new() { Exact = true }).InputValueAsync()).ShouldBe("viewer");

        await visit.Page.Locator(".member").Filter(new() { HasText = "ada" }).Locator("summary").PressAsync("Enter");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Remove ada" }).PressAsync("Enter");
        await visit.Page.GetByText("Member removed.").WaitForAsync();
        await Expect(visit.Page.Locator(".member")).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task Invitation_WithoutScript_IsCreatedOpenedAndAccepted()
    {
        await using var server = await RunningServer.StartAsync(TimeProvider.System);
        await server.AddUserAsync("root", role: TeamRole.Admin);
        await server.AddUserAsync("ada", "milk");
        await using var admin = await Visit.OpenAsync(chromium, server, new BrowserNewContextOptions { JavaScriptEnabled = false });
        await admin.SignInAsync("root");
        await admin.Page.GotoAsync("/admin/teams/tea/");
        await admin.Page.GetByRole(AriaRole.Button, new() { Name = "Create invitation" }).PressAsync("Enter");
        var link = await admin.Page.Locator("#link").InnerTextAsync();

        await using var visit = await Visit.OpenAsync(chromium, server, new BrowserNewContextOptions { JavaScriptEnabled = false });
        await visit.SignInAsync("ada");
        await visit.Page.GotoAsync(link);
        (await visit.Page.EvaluateAsync<string[]>(PageRules.FindFaults)).ShouldBeEmpty("the page of the link");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Join tea" }).PressAsync("Enter");
        await visit.Page.GetByText("You joined the team.").WaitForAsync();

        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Use tea for new projects" }).PressAsync("Enter");
        await visit.Page.GetByText("Your new projects go to this team from now on.").WaitForAsync();
        await visit.Page.Locator(".member").Filter(new() { HasText = "milk" }).Locator("summary").PressAsync("Enter");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Leave milk" }).PressAsync("Enter");
        await visit.Page.GetByText("You left the team.").WaitForAsync();
        (await visit.Page.EvaluateAsync<string[]>(PageRules.FindFaults)).ShouldBeEmpty("one's own teams");
        visit.Complaints.ShouldBeEmpty();
        admin.Complaints.ShouldBeEmpty();
    }
}
