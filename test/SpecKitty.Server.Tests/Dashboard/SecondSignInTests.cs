using System.Net;
using SpecKitty.Server.Tests.Hosting;

namespace SpecKitty.Server.Tests.Dashboard;

/// <summary>Signing in where somebody is signed in already: from another tab, as somebody else, or from the demo.</summary>
public sealed class SecondSignInTests
{
    private readonly MovableClock _clock = new();

    [Fact]
    public async Task SecondTab_OpenedBeforeTheFirstSignedIn_GoesOnFromEachOfItsForms()
    {
        await using var server = await RunningServer.StartAsync(_clock);
        await TestDemo.OpenAsync(server);
        await server.AddUserAsync("ada");
        using var browser = new TestBrowser(server);
        await browser.SignInAsync("ada");

        var again = await browser.SignInAsync("Ada", "of another tab", "/tokens/");
        var look = await browser.PostAsync("/appearance/", [("appearance", "dark"), ("next", "/tokens/")]);
        var demo = await browser.PostAsync("/demo/enter/", []);

        again.Headers.Location!.ToString().ShouldBe("/tokens/");
        again.Headers.TryGetValues("Set-Cookie", out _).ShouldBeFalse();
        look.Headers.Location!.ToString().ShouldBe("/tokens/");
        demo.Headers.Location!.ToString().ShouldEndWith("#you");
        (await browser.ReadAsync("/missions/")).ShouldContain("Signed in as <strong><bdi>ada</bdi></strong>");
    }

    [Fact]
    public async Task SignIn_AsSomebodyElse_NeedsThePasswordAndChangesTheSession()
    {
        await using var server = await RunningServer.StartAsync(_clock);
        await server.AddUserAsync("ada");
        await server.AddUserAsync("grace");
        using var browser = new TestBrowser(server);
        await browser.SignInAsync("ada");

        (await browser.SignInAsync("grace", "wrong")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await browser.ReadAsync("/missions/")).ShouldContain("Signed in as <strong><bdi>ada</bdi></strong>");
        (await browser.SignInAsync("grace")).StatusCode.ShouldBe(HttpStatusCode.SeeOther);

        (await browser.ReadAsync("/missions/")).ShouldContain("Signed in as <strong><bdi>grace</bdi></strong>");
    }

    [Fact]
    public async Task SignIn_OfTheDemosGuest_IsShownAndTaken()
    {
        await using var server = await RunningServer.StartAsync(_clock);
        await TestDemo.OpenAsync(server);
        await server.AddUserAsync("ada");
        using var browser = new TestBrowser(server);
        await browser.PostAsync("/demo/enter/", []);

        (await browser.OpenAsync("/missions/")).Response.Headers.Location!.ToString().ShouldBe("/sign-in/?next=%2Fmissions%2F");
        (await browser.ReadAsync("/sign-in/?next=%2Fmissions%2F")).ShouldContain("name=\"password\"");
        await browser.SignInAsync("ada");

        (await browser.ReadAsync("/missions/")).ShouldContain("Signed in as <strong><bdi>ada</bdi></strong>");
    }
}
