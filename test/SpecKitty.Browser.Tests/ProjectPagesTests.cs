using System.Text.Json;
using Microsoft.Playwright;
using SpecKitty.Browser.Tests.Support;
using SpecKitty.Server.Storage;
using SpecKitty.Server.Tests.Hosting;

namespace SpecKitty.Browser.Tests;

/// <summary>The pages of a project and those for admins, as a person meets them.</summary>
public sealed class ProjectPagesTests(Chromium chromium)
{
    [Theory]
    [InlineData(ColorScheme.Light, 1360)]
    [InlineData(ColorScheme.Dark, 1360)]
    [InlineData(ColorScheme.Light, 900)]
    [InlineData(ColorScheme.Light, 360)]
    [InlineData(ColorScheme.Dark, 360)]
    public async Task EveryPage_KeepsTheRules(ColorScheme scheme, int width)
    {
        var (server, demo) = await DemoServer.StartAsync();
        await using var closing = server;
        await server.AddUserAsync("ada", "demo", TeamRole.Admin);
        await server.AddUserAsync("a-member-with-a-name-that-is-as-long-as-names-may-be-and-that-nobody-can-break-anywhere-at-all-100", "demo");
        var token = (await server.SignInAsync("ada")).Text("access")!;
        (await server.PostAsync("/api/v1/tokens/", new { name = "atokenwithalongname" + new string('x', 60) }, token)).Status.ShouldBe(System.Net.HttpStatusCode.Created);
        var project = Guid.NewGuid();
        (await server.PostBatchAsync(token, TestPackages.Of(project))).Statuses.ShouldAllBe(status => status == "success");
        (await server.PostBatchAsync(token, TestPackages.Envelope(project, 99, "Nonsense", new { }))).Statuses.ShouldBe(["rejected"]);
        var mission = await TestMission.CreateAsync(server, token, "M7", title: "Empty");
        var last = (await server.Log.ReadTailAsync(demo.ProjectId, 1))[0].EventId;
        await using var visit = await Visit.OpenAsync(chromium, server, new BrowserNewContextOptions { ColorScheme = scheme, ViewportSize = new ViewportSize { Width = width, Height = 900 }, ReducedMotion = ReducedMotion.Reduce });
        await visit.SignInAsync("ada");

        foreach (var address in new[]
        {
            $"/projects/{demo.ProjectId}/",
            $"/projects/{demo.ProjectId}/missions/",
            $"/projects/{demo.ProjectId}/events/",
            $"/projects/{demo.ProjectId}/events/?type=CommentPosted&who=nobody",
            $"/projects/{demo.ProjectId}/events/{last}/",
            $"/projects/{project}/",
            $"/projects/{project}/?feature=042-tea&lane=planned",
            $"/projects/{project}/package/?feature=042-tea&wp=WP02",
            $"/projects/{project}/events/",
            $"/projects/{mission.Project}/",
            $"/projects/{mission.Project}/events/",
            "/admin/",
            "/admin/teams/demo/?done=role-changed",
            "/tokens/",
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
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Copy" }).ClickAsync();
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Copied" }).WaitForAsync();

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
        await visit.Page.GetByText("The role is changed.").WaitForAsync();
        (await visit.Page.GetByLabel("Role of ada", new() { Exact = true }).InputValueAsync()).ShouldBe("viewer");

        await visit.Page.Locator(".member").Filter(new() { HasText = "ada" }).Locator("summary").PressAsync("Enter");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Take ada out" }).PressAsync("Enter");
        await visit.Page.GetByText("The member is out of the team.").WaitForAsync();
        (await visit.Page.Locator(".member").CountAsync()).ShouldBe(1);
    }
}
