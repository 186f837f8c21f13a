using System.Diagnostics;
using Microsoft.Playwright;
using SpecKitty.Browser.Tests.Support;
using SpecKitty.Server.Tests.Hosting;
using static Microsoft.Playwright.Assertions;

namespace SpecKitty.Browser.Tests;

/// <summary>What the stream brings, and when there is none.</summary>
public sealed class LiveTests(Chromium chromium)
{
    private const int Attempts = 40;

    private const string Hide =
        """
        (isHidden) => {
          Object.defineProperty(document, "hidden", { configurable: true, get: () => isHidden });
          document.dispatchEvent(new Event("visibilitychange"));
        }
        """;

    [Fact]
    public async Task Event_FromTheApi_IsOnTwoPagesAtOnceWithinASecond()
    {
        await using var server = await RunningServer.StartAsync(TimeProvider.System);
        var mission = await TestMission.CreateAsync(server, await server.SignInNewAsync("ada"));
        var ada = await mission.JoinAsync("Ada");
        await server.AddUserAsync("grace");
        await using var first = await OpenAsync(server, "ada", mission);
        await using var second = await OpenAsync(server, "grace", mission);

        // The machine may be busy with something else; a page that cannot do it in a second does not do it in any attempt.
        var best = TimeSpan.MaxValue;
        for (var i = 0; i < Attempts && best > TimeSpan.FromSeconds(1); i++)
        {
            var text = $"News {i}";
            var began = Stopwatch.GetTimestamp();
            (await server.PostBatchAsync(mission.Token, mission.Comment(ada, text))).Statuses.ShouldBe(["success"]);
            await Task.WhenAll(first.Page.Locator(".comment").GetByText(text).WaitForAsync(), second.Page.Locator(".comment").GetByText(text).WaitForAsync());
            var took = Stopwatch.GetElapsedTime(began);
            best = took < best ? took : best;
        }

        best.ShouldBeLessThan(TimeSpan.FromSeconds(1));
        first.Complaints.ShouldBeEmpty();
        second.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task Answer_ToAForm_ThatIsOlderThanTheStream_TakesNothingBack()
    {
        await using var server = await RunningServer.StartAsync(TimeProvider.System);
        var mission = await TestMission.CreateAsync(server, await server.SignInNewAsync("ada"));
        var ada = await mission.JoinAsync("Ada");
        await using var visit = await OpenAsync(server, "ada", mission);
        var release = new TaskCompletionSource();
        var rendered = new TaskCompletionSource();
        await visit.Page.RouteAsync("**/comments/", async route =>
        {
            var answer = await route.FetchAsync();
            rendered.SetResult();
            await release.Task;
            await route.FulfillAsync(new RouteFulfillOptions { Response = answer });
        });
        var box = visit.Page.GetByLabel("Comment", new() { Exact = true });
        await box.FillAsync("First");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Send" }).ClickAsync();
        await rendered.Task;
        mission.Clock = (await mission.StateAsync()).GetProperty("lamport_clock").GetInt64();
        (await server.PostBatchAsync(mission.Token, mission.Comment(ada, "Second"))).Statuses.ShouldBe(["success"]);
        await Expect(visit.Page.Locator(".comment .content")).ToHaveTextAsync(["First", "Second"]);

        release.SetResult();
        await Expect(box).ToHaveValueAsync("");

        (await visit.Page.Locator(".comment .content").AllTextContentsAsync()).ShouldBe(["First", "Second"]);
        visit.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task Stream_ThatAnAnswerToAFormHasOvertaken_TakesNothingBack()
    {
        const string BeforeTheComment = "id: 1\nevent: part\ndata: comments\ndata: <p>Nobody has said anything.</p>\n\nevent: over\ndata: signed out\n\n";
        await using var server = await RunningServer.StartAsync(TimeProvider.System);
        var mission = await TestMission.CreateAsync(server, await server.SignInNewAsync("ada"));
        await mission.JoinAsync("Ada");
        await using var visit = await Visit.OpenAsync(chromium, server);
        await visit.SignInAsync("ada");
        var release = new TaskCompletionSource();
        await visit.Page.RouteAsync("**/*", async route =>
        {
            if (route.Request.ResourceType != "eventsource")
            {
                await route.ContinueAsync();
                return;
            }

            await release.Task;
            await route.FulfillAsync(new RouteFulfillOptions { ContentType = "text/event-stream", Body = BeforeTheComment });
        });
        await visit.Page.GotoAsync(PathOf(mission));
        await visit.Page.GetByLabel("Comment", new() { Exact = true }).FillAsync("First");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Send" }).ClickAsync();
        await Expect(visit.Page.Locator(".comment .content")).ToHaveTextAsync(["First"]);

        release.SetResult();
        await Expect(visit.Page.Locator("[data-live]")).ToHaveTextAsync("signed out: load the page again");

        (await visit.Page.Locator(".comment .content").AllTextContentsAsync()).ShouldBe(["First"]);
        visit.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task Tabs_ThatNobodySees_LeaveTheirConnectionsToOthers()
    {
        // A browser opens six connections to a server over plain http.
        const int Tabs = 7;
        await using var server = await RunningServer.StartAsync(TimeProvider.System);
        var mission = await TestMission.CreateAsync(server, await server.SignInNewAsync("ada"));
        await using var visit = await OpenAsync(server, "ada", mission);
        var tabs = new List<IPage> { visit.Page };
        for (var i = 1; i < Tabs; i++)
        {
            await tabs[^1].EvaluateAsync(Hide, true);
            await Expect(tabs[^1].Locator("[data-live]")).ToHaveTextAsync("paused");
            tabs.Add(await visit.OpenTabAsync());
            await tabs[^1].GotoAsync(PathOf(mission));
            await tabs[^1].Locator("[data-live].is-on").WaitForAsync();
        }

        await mission.JoinAsync("Grace");
        await Expect(tabs[^1].Locator("#part-roster")).ToContainTextAsync("Grace");
        await Expect(tabs[0].Locator("#part-roster")).Not.ToContainTextAsync("Grace");
        await tabs[0].EvaluateAsync(Hide, false);
        await Expect(tabs[0].Locator("[data-live]")).ToHaveTextAsync("live");
        await Expect(tabs[0].Locator("#part-roster")).ToContainTextAsync("Grace");
        visit.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task Stream_AfterASignOutElsewhere_SaysSo()
    {
        await using var server = await RunningServer.StartAsync(new FastClock(10));
        var mission = await TestMission.CreateAsync(server, await server.SignInNewAsync("ada"));
        await using var visit = await OpenAsync(server, "ada", mission);

        await visit.SignOutElsewhereAsync();

        // The server looks again when something happens, and every ten seconds of its clock.
        var live = visit.Page.Locator("[data-live]");
        await Expect(live).ToHaveTextAsync("signed out: load the page again");
        await visit.Page.EvaluateAsync(Hide, true);
        await visit.Page.EvaluateAsync(Hide, false);
        await Expect(live).ToHaveTextAsync("signed out: load the page again");
        visit.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task Comments_ThatComeInAbove_LeaveTheBoxThatSomebodyTypesInWhereItIs()
    {
        await using var server = await RunningServer.StartAsync(TimeProvider.System);
        var mission = await TestMission.CreateAsync(server, await server.SignInNewAsync("ada"));
        var ada = await mission.JoinAsync("Ada");
        await using var visit = await OpenAsync(server, "ada", mission, new BrowserNewContextOptions { ViewportSize = new ViewportSize { Width = 390, Height = 800 } });
        var box = visit.Page.GetByLabel("Comment", new() { Exact = true });
        await box.FillAsync("Half a thought");
        await box.EvaluateAsync("box => box.scrollIntoView({ block: 'center' })");
        var before = (await box.BoundingBoxAsync())!;

        (await server.PostBatchAsync(mission.Token, Enumerable.Range(0, 5).Select(i => mission.Comment(ada, $"Meanwhile {i}")).ToArray())).Statuses.ShouldAllBe(status => status == "success");
        await visit.Page.Locator(".comment").GetByText("Meanwhile 4").WaitForAsync();

        var after = (await box.BoundingBoxAsync())!;
        after.Y.ShouldBe(before.Y, 1.5f);
        after.Width.ShouldBe(before.Width);
        await Expect(box).ToBeFocusedAsync();
        visit.Complaints.ShouldBeEmpty();
    }

    private async Task<Visit> OpenAsync(RunningServer server, string name, TestMission mission, BrowserNewContextOptions? options = null)
    {
        var visit = await Visit.OpenAsync(chromium, server, options);
        await visit.SignInAsync(name);
        await visit.OpenLiveAsync(PathOf(mission));
        return visit;
    }

    private static string PathOf(TestMission mission) => $"/projects/{mission.Project}/missions/{mission.MissionId}/";
}
