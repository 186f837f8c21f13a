using Microsoft.Playwright;
using SpecKitty.Browser.Tests.Support;
using SpecKitty.Server.Tests.Hosting;
using static Microsoft.Playwright.Assertions;

namespace SpecKitty.Browser.Tests;

/// <summary>Every page by the rules of <see cref="PageRules"/>, in light and dark, wide and narrow.</summary>
public sealed class PageRulesTests(Chromium chromium, MissionStage stage, EmptyServer empty) : IClassFixture<MissionStage>, IClassFixture<EmptyServer>
{
    [Theory]
    [InlineData(ColorScheme.Light, 1360)]
    [InlineData(ColorScheme.Dark, 1360)]
    [InlineData(ColorScheme.Light, 900)]
    [InlineData(ColorScheme.Light, 360)]
    [InlineData(ColorScheme.Dark, 360)]
    public async Task EveryPage_KeepsTheRules(ColorScheme scheme, int width)
    {
        var (server, demo, mission) = (stage.Server, stage.Demo, stage.Mission);
        await using var visit = await Visit.OpenAsync(chromium, server, new BrowserNewContextOptions { ColorScheme = scheme, ViewportSize = new ViewportSize { Width = width, Height = 900 }, ReducedMotion = ReducedMotion.Reduce });
        var played = $"/projects/{demo.ProjectId}/missions/{demo.MissionId}/";

        await CheckAsync(visit, "/", "/sign-in/", "/nowhere/");
        await visit.SignInAsync("ada");
        await CheckAsync(
            visit,
            "/missions/",
            "/missions/?q=nothing",
            $"/projects/{demo.ProjectId}/",
            played,
            $"{played}?at=36",
            $"/projects/{mission.Project}/missions/M7/");
        await visit.Page.Locator(".menu summary").ClickAsync();
        (await visit.Page.EvaluateAsync<string[]>(PageRules.FindFaults)).ShouldBeEmpty("with the menu open");
        await CheckSayingAsync(visit, mission);
        await using var viewer = await Visit.OpenAsync(chromium, server, new BrowserNewContextOptions { ColorScheme = scheme, ViewportSize = new ViewportSize { Width = width, Height = 900 } });
        await viewer.SignInAsync("vera");
        await CheckAsync(viewer, "/missions/");
        visit.Complaints.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("<noscript><meta http-equiv='refresh' content='10'></noscript><textarea aria-label='x'>typed</textarea>", "loads itself again after 10 s")]
    [InlineData("<img src='/assets/kitty.svg'>", "image without alt")]
    [InlineData("<button style='width:40px;height:40px'></button>", "no name")]
    [InlineData("<input>", "no name")]
    [InlineData("<p id='main'>x</p>", "id twice: main")]
    [InlineData("<h1>Another</h1>", "not one first heading")]
    [InlineData("<h4>Deep</h4>", "heading skips a level")]
    [InlineData("<ul><p>x</p></ul>", "list with something else in it")]
    [InlineData("<nav><a href='/'>x</a></nav>", "navigations without names")]
    [InlineData("<p class='weak'>Too weak to read</p>", "contrast")]
    [InlineData("<p class='wide'>x</p>", "scrolls sideways")]
    [InlineData("<button class='tiny'>x</button>", "too small to hit")]
    [InlineData("<span aria-labelledby='nobody'>x</span>", "aria-labelledby leads nowhere")]
    [InlineData("<div class='shaft' role='region' aria-label='x'><p>1</p><p>2</p><p>3</p></div>", "scrolls and cannot be focused")]
    public async Task Rules_OnAPageThatBreaksOne_FindIt(string markup, string fault)
    {
        await using var visit = await Visit.OpenAsync(chromium, empty.Server, new BrowserNewContextOptions { BypassCSP = true });
        await visit.Page.GotoAsync("/");
        (await visit.Page.EvaluateAsync<string[]>(PageRules.FindFaults)).ShouldBeEmpty();

        await visit.Page.AddStyleTagAsync(new PageAddStyleTagOptions { Content = ".weak { color: #999; background: #fff } .wide { width: 3000px } .tiny { width: 12px; height: 12px; padding: 0 } .shaft { height: 30px; overflow-y: auto }" });
        await visit.Page.EvaluateAsync("markup => document.querySelector('main').insertAdjacentHTML('beforeend', markup)", markup);

        (await visit.Page.EvaluateAsync<string[]>(PageRules.FindFaults)).ShouldContain(found => found.StartsWith(fault, StringComparison.Ordinal));
    }

    private static async Task CheckAsync(Visit visit, params string[] addresses)
    {
        foreach (var address in addresses)
        {
            await visit.Page.GotoAsync(address);
            (await visit.Page.EvaluateAsync<string[]>(PageRules.FindFaults)).ShouldBeEmpty(address);
        }
    }

    // What the page of a mission is when somebody answers a comment, and when what was sent came to nothing.
    private static async Task CheckSayingAsync(Visit visit, TestMission mission)
    {
        var path = $"/projects/{mission.Project}/missions/{mission.MissionId}/";
        var comment = (await mission.StateAsync()).GetProperty("state").GetProperty("comments")[0].GetProperty("comment_id").GetString()!;
        await CheckAsync(visit, $"{path}?reply={comment}");
        await Expect(visit.Page.Locator("[data-replying]")).ToBeVisibleAsync();

        // As a browser without script sends it: to nobody who takes part.
        await visit.Page.GetByLabel("Comment", new() { Exact = true }).FillAsync("Typed by hand");
        await visit.Page.EvaluateAsync("() => { const form = document.getElementById('say'); form.querySelector('[name=as]').replaceWith(Object.assign(document.createElement('input'), { type: 'hidden', name: 'as', value: 'nobody' })); form.submit(); }");
        await Expect(visit.Page.Locator("#notice").GetByRole(AriaRole.Alert)).ToBeVisibleAsync();
        (await visit.Page.Locator("#content").InputValueAsync()).ShouldBe("Typed by hand");
        await visit.Page.WaitForLoadStateAsync();
        (await visit.Page.EvaluateAsync<string[]>(PageRules.FindFaults)).ShouldBeEmpty("with a complaint");

        // And as the script says it.
        await visit.Page.GotoAsync(path);
        await visit.Page.GetByLabel("Comment", new() { Exact = true }).FillAsync("Typed by hand");
        await visit.Page.Context.SetOfflineAsync(true);
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Send" }).ClickAsync();
        await Expect(visit.Page.GetByRole(AriaRole.Alert)).ToBeVisibleAsync();
        (await visit.Page.EvaluateAsync<string[]>(PageRules.FindFaults)).ShouldBeEmpty("with a complaint of the script");
        await visit.Page.Context.SetOfflineAsync(false);
    }
}
