using Microsoft.Playwright;
using SpecKitty.Browser.Tests.Support;
using SpecKitty.Server.Tests.Hosting;
using static Microsoft.Playwright.Assertions;

namespace SpecKitty.Browser.Tests;

/// <summary>What somebody has typed stays until it has arrived, whatever the server answers.</summary>
public sealed class KeptTextTests(Chromium chromium)
{
    private const string Typed = "A thought that took ten minutes";

    [Fact]
    public async Task Comment_AfterTheSignInEndedElsewhere_StaysAndArrivesAfterAnother()
    {
        await using var server = await RunningServer.StartAsync(TimeProvider.System);
        var (mission, visit) = await OpenAsync(server);
        await using var closing = visit;
        await visit.SignOutElsewhereAsync();

        await Send(visit).ClickAsync();

        var notice = visit.Page.Locator("#say").GetByRole(AriaRole.Alert);
        await Expect(notice).ToContainTextAsync("Your sign-in is over. What you typed is still here.");
        await Expect(Box(visit)).ToHaveValueAsync(Typed);
        visit.Page.Url.ShouldEndWith(PathOf(mission));

        var tab = await visit.Page.Context.RunAndWaitForPageAsync(() => notice.GetByRole(AriaRole.Link, new() { Name = "Sign in" }).ClickAsync());
        await Visit.FillSignInAsync(tab, "ada");
        await Expect(Box(visit)).ToHaveValueAsync(Typed);
        await Send(visit).ClickAsync();

        await Expect(visit.Page.Locator(".comment .content")).ToHaveTextAsync([Typed]);
        await Expect(Box(visit)).ToHaveValueAsync("");
        await Expect(notice).ToHaveCountAsync(0);
        await Expect(visit.Page.Locator("[data-live]")).ToHaveTextAsync("live");
        visit.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task Comment_AfterAnotherSignInOfTheSameUser_Arrives()
    {
        await using var server = await RunningServer.StartAsync(TimeProvider.System);
        var (_, visit) = await OpenAsync(server);
        await using var closing = visit;
        await visit.SignOutElsewhereAsync();
        await SignInElsewhereAsync(visit, "ada");

        await Send(visit).ClickAsync();

        await Expect(visit.Page.Locator(".comment .content")).ToHaveTextAsync([Typed]);
        await Expect(Box(visit)).ToHaveValueAsync("");
        visit.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task Comment_AfterASignInOfSomebodyElse_IsNotSentInTheirName()
    {
        await using var server = await RunningServer.StartAsync(TimeProvider.System);
        await server.AddUserAsync("grace");
        var (mission, visit) = await OpenAsync(server);
        await using var closing = visit;
        await visit.SignOutElsewhereAsync();
        await SignInElsewhereAsync(visit, "grace");

        await Send(visit).ClickAsync();

        await Expect(visit.Page.Locator("[data-about='sending']")).ToContainTextAsync("You are signed in as grace, no longer as ada.");
        await Expect(visit.Page.Locator("#content")).ToHaveValueAsync(Typed);
        await Expect(visit.Page.Locator(".menu summary")).ToHaveTextAsync("grace");
        (await mission.StateAsync()).GetProperty("state").GetProperty("comments").GetArrayLength().ShouldBe(0);
        visit.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task Comment_WithoutTheNetwork_StaysAndArrivesLater()
    {
        await using var server = await RunningServer.StartAsync(TimeProvider.System);
        var (_, visit) = await OpenAsync(server);
        await using var closing = visit;
        await visit.Page.Context.SetOfflineAsync(true);

        await Send(visit).ClickAsync();

        await Expect(visit.Page.Locator("#say").GetByRole(AriaRole.Alert)).ToContainTextAsync("The server did not answer. What you typed is still here.");
        await Expect(Box(visit)).ToHaveValueAsync(Typed);
        await visit.Page.Context.SetOfflineAsync(false);
        await Send(visit).ClickAsync();
        await Expect(visit.Page.Locator(".comment .content")).ToHaveTextAsync([Typed]);
    }

    [Fact]
    public async Task Comment_ThatIsRefused_StaysBesideTheReason()
    {
        await using var server = await RunningServer.StartAsync(TimeProvider.System, adjust: options => options with { Rates = options.Rates with { RequestsPerMinutePerPrincipal = 2 } });
        var (_, visit) = await OpenAsync(server);
        await using var closing = visit;
        var alert = visit.Page.Locator("#say").GetByRole(AriaRole.Alert);

        for (var i = 0; i < 20 && await alert.CountAsync() == 0; i++)
        {
            await Box(visit).FillAsync(Typed);
            await Send(visit).ClickAsync();
            await Expect(visit.Page.Locator("#say[data-sending]")).ToHaveCountAsync(0);
        }

        await Expect(alert).ToBeInViewportAsync();
        await Expect(Box(visit)).ToHaveValueAsync(Typed);
    }

    [Fact]
    public async Task Speaker_WhoIsChosen_StaysWhileOthersComeAndIsMissedWhenGone()
    {
        await using var server = await RunningServer.StartAsync(TimeProvider.System);
        var (mission, visit) = await OpenAsync(server);
        await using var closing = visit;
        var claude = await mission.JoinAsync("Claude", "llm_context");
        var speaker = visit.Page.GetByLabel("Write as");
        await Expect(speaker).ToHaveValueAsync(await IdOfAsync(mission, "Ada"));
        await speaker.SelectOptionAsync(new SelectOptionValue { Label = "Claude" });

        await mission.JoinAsync("Beate");
        await Expect(speaker.Locator("option")).ToHaveCountAsync(3);
        await Expect(speaker).ToHaveValueAsync(claude);
        await Send(visit).ClickAsync();
        await Expect(visit.Page.Locator(".comment .name")).ToHaveTextAsync(["Claude"]);
        await Expect(speaker).ToHaveValueAsync(claude);

        await Box(visit).FillAsync("And more");
        (await server.PostAsync($"/api/v1/missions/{mission.MissionId}/participants/{claude}/leave/?project={mission.Project}", "{}", mission.Token)).Status.ShouldBe(System.Net.HttpStatusCode.OK);
        await Expect(visit.Page.Locator("#say").GetByRole(AriaRole.Alert)).ToHaveTextAsync("You cannot write as Claude any more. Choose who you write as.");
        await Send(visit).ClickAsync();
        (await speaker.EvaluateAsync<bool>("field => field.validity.valueMissing")).ShouldBeTrue();
        await Expect(Box(visit)).ToHaveValueAsync("And more");
        await speaker.SelectOptionAsync(new SelectOptionValue { Label = "Ada" });
        await Send(visit).ClickAsync();
        await Expect(visit.Page.Locator(".comment .name")).ToHaveTextAsync(["Claude", "Ada"]);
        visit.Complaints.ShouldBeEmpty();
    }

    // Ada, who takes part, has typed something.
    private async Task<(TestMission Mission, Visit Visit)> OpenAsync(RunningServer server)
    {
        var mission = await TestMission.CreateAsync(server, await server.SignInNewAsync("ada"));
        await mission.JoinAsync("Ada");
        var visit = await Visit.OpenAsync(chromium, server);
        await visit.SignInAsync("ada");
        await visit.OpenLiveAsync(PathOf(mission));
        await Box(visit).FillAsync(Typed);
        return (mission, visit);
    }

    private static async Task SignInElsewhereAsync(Visit visit, string name)
    {
        var tab = await visit.OpenTabAsync();
        await tab.GotoAsync("/sign-in/?next=/tokens/");
        await Visit.FillSignInAsync(tab, name);
        await tab.CloseAsync();
    }

    private static async Task<string> IdOfAsync(TestMission mission, string name)
        => (await mission.StateAsync()).GetProperty("state").GetProperty("participants").EnumerateObject().Single(entry => entry.Value.GetRawText().Contains($"\"{name}\"", StringComparison.Ordinal)).Name;

    private static ILocator Box(Visit visit) => visit.Page.GetByLabel("Comment", new() { Exact = true });

    private static ILocator Send(Visit visit) => visit.Page.GetByRole(AriaRole.Button, new() { Name = "Send" });

    private static string PathOf(TestMission mission) => $"/projects/{mission.Project}/missions/{mission.MissionId}/";
}
