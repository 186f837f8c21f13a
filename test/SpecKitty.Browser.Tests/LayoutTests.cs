using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using SpecKitty.Browser.Tests.Support;
using SpecKitty.Server.Tests.Hosting;
using static Microsoft.Playwright.Assertions;

namespace SpecKitty.Browser.Tests;

/// <summary>What comes first is seen first, and words stay whole.</summary>
public sealed partial class LayoutTests(Chromium chromium)
{
    // Buttons whose text comes nearer to their border than it should.
    private const string FindTightButtons =
        """
        () => [...document.querySelectorAll(".choice")].filter((button) => {
          const range = document.createRange();
          range.selectNodeContents(button);
          const [text, box] = [range.getBoundingClientRect(), button.getBoundingClientRect()];
          return text.left - box.left < 4 || box.right - text.right < 4;
        }).map((button) => button.textContent)
        """;

    private const string FindBrokenTypes = "() => [...document.querySelectorAll('.event-type')].filter((type) => type.getClientRects().length > 1 || type.scrollWidth > type.clientWidth + 1 || type.getBoundingClientRect().height > 30).map((type) => type.textContent)";

    [Theory]
    [InlineData(360)]
    [InlineData(390)]
    public async Task Mission_OnAPhone_ShowsItsWarningsOnTheFirstScreen(int width)
    {
        var (server, demo) = await DemoServer.StartAsync();
        await using var closing = server;
        await server.AddUserAsync("ada", "demo");
        await using var visit = await OpenAsync(server, width, $"/projects/{demo.ProjectId}/missions/{demo.MissionId}/");

        (await visit.Page.Locator(".area-warnings").BoundingBoxAsync())!.Y.ShouldBeLessThan(375);

        // Looking back, what leads through the past stands in one row.
        await visit.Page.GetByRole(AriaRole.Slider).PressAsync("ArrowLeft");
        await visit.Page.Locator(".past").WaitForAsync();
        var earlier = (await visit.Page.GetByRole(AriaRole.Link, new() { Name = "Earlier" }).BoundingBoxAsync())!;
        (await visit.Page.GetByRole(AriaRole.Link, new() { Name = "Now" }).BoundingBoxAsync())!.Y.ShouldBe(earlier.Y, 1);
    }

    [Theory]
    [InlineData(360)]
    [InlineData(1024)]
    [InlineData(1280)]
    [InlineData(1440)]
    public async Task Answers_OfAWarning_KeepTheirWordsOffTheirBorders(int width)
    {
        await using var server = await RunningServer.StartAsync(TimeProvider.System);
        var mission = await TestMission.CreateAsync(server, await server.SignInNewAsync("ada"));
        await TestWarning.RaiseAsync(server, mission, "w-1", await mission.JoinAsync("Ada"), await mission.JoinAsync("Claude", "llm_context"));
        await using var visit = await OpenAsync(server, width, $"/projects/{mission.Project}/missions/{mission.MissionId}/");

        (await visit.Page.Locator(".choice").CountAsync()).ShouldBe(8);
        (await visit.Page.EvaluateAsync<string[]>(FindTightButtons)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(360)]
    [InlineData(1024)]
    [InlineData(1280)]
    public async Task Events_OfAMission_AreALinkAwayAndTheirTypesStayWhole(int width)
    {
        var (server, demo) = await DemoServer.StartAsync();
        await using var closing = server;
        await server.AddUserAsync("ada", "demo");
        await using var visit = await OpenAsync(server, width, $"/projects/{demo.ProjectId}/missions/{demo.MissionId}/");

        await visit.Page.GetByRole(AriaRole.Link, new() { Name = "All events" }).ClickAsync();

        await Expect(visit.Page).ToHaveURLAsync(MissionFilter());
        await Expect(visit.Page.Locator(".event-type").First).ToBeVisibleAsync();
        (await visit.Page.EvaluateAsync<string[]>(FindBrokenTypes)).ShouldBeEmpty();
        await visit.Page.GotoAsync($"/projects/{demo.ProjectId}/events/?type=PotentialStepCollisionDetected");
        (await visit.Page.Locator(".event-type").CountAsync()).ShouldBeGreaterThan(0);
        (await visit.Page.EvaluateAsync<string[]>(FindBrokenTypes)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Events_ForAVisitorWhoMayNotReadTheLog_AreNotOffered()
    {
        var (server, _) = await DemoServer.StartAsync();
        await using var closing = server;
        await using var visit = await Visit.OpenAsync(chromium, server);

        await visit.OpenLiveAsync("/");

        await Expect(visit.Page.GetByRole(AriaRole.Link, new() { Name = "All events" })).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Moment_ThatIsPast_HasDayAndTimeOfOneClock()
    {
        var (server, demo) = await DemoServer.StartAsync();
        await using var closing = server;
        await server.AddUserAsync("ada", "demo");

        // Wherever it was another day than in UTC then.
        var then = (await server.Log.ReadTailAsync(demo.ProjectId, 1_000, TestContext.Current.CancellationToken)).Single(entry => entry.Sequence == 12).ReceivedAt;
        var (zone, hours) = then.UtcDateTime.TimeOfDay >= TimeSpan.FromHours(10.5) ? ("Pacific/Kiritimati", 14) : ("Pacific/Pago_Pago", -11);
        await using var visit = await Visit.OpenAsync(chromium, server, new BrowserNewContextOptions { TimezoneId = zone });
        await visit.SignInAsync("ada");

        await visit.Page.GotoAsync($"/projects/{demo.ProjectId}/missions/{demo.MissionId}/?at=12");

        var time = visit.Page.Locator(".past time");
        var at = DateTimeOffset.Parse((await time.GetAttributeAsync("datetime"))!, CultureInfo.InvariantCulture).ToOffset(TimeSpan.FromHours(hours));
        await Expect(time).ToHaveTextAsync(at.ToString("HH:mm:ss 'on' d MMMM yyyy", CultureInfo.InvariantCulture));
        at.Date.ShouldNotBe(at.UtcDateTime.Date);
    }

    [Fact]
    public async Task Slider_DraggedAcross_ShowsTheLastPlaceAndGivesUpTheOthers()
    {
        var (server, demo) = await DemoServer.StartAsync();
        await using var closing = server;
        await server.AddUserAsync("ada", "demo");
        await using var visit = await OpenAsync(server, 1280, $"/projects/{demo.ProjectId}/missions/{demo.MissionId}/");
        var givenUp = new TaskCompletionSource();
        visit.Page.RequestFailed += (_, request) =>
        {
            if (request.Url.EndsWith("?at=1", StringComparison.Ordinal))
            {
                givenUp.TrySetResult();
            }
        };
        var asked = new TaskCompletionSource();
        await visit.Page.RouteAsync("**/?at=1", _ =>
        {
            // Never answered: only who gives up goes on.
            asked.TrySetResult();
            return Task.CompletedTask;
        });

        await visit.Page.GetByRole(AriaRole.Slider).PressAsync("Home");
        await asked.Task.WaitAsync(TimeSpan.FromMilliseconds(Chromium.Patience), TestContext.Current.CancellationToken);
        await visit.Page.GetByRole(AriaRole.Slider).PressAsync("ArrowRight");

        await Expect(visit.Page.Locator(".past")).ToContainTextAsync("As it was after event 2");
        await givenUp.Task.WaitAsync(TimeSpan.FromMilliseconds(Chromium.Patience), TestContext.Current.CancellationToken);
        visit.Complaints.ShouldBeEmpty();
    }

    private async Task<Visit> OpenAsync(RunningServer server, int width, string path)
    {
        var visit = await Visit.OpenAsync(chromium, server, new BrowserNewContextOptions { ViewportSize = new ViewportSize { Width = width, Height = 900 } });
        await visit.SignInAsync("ada");
        await visit.OpenLiveAsync(path);
        return visit;
    }

    [GeneratedRegex("/events/\\?mission=", RegexOptions.None, 1000)]
    private static partial Regex MissionFilter();
}
