using System.Net;
using SpecKitty.Server.Storage;
using SpecKitty.Server.Tests.Hosting;

namespace SpecKitty.Server.Tests.Dashboard;

public sealed class EntryTests
{
    private readonly MovableClock _clock = new();

    [Fact]
    public async Task SignIn_WithTheRightPassword_GoesOnAndStaysSignedIn()
    {
        await using var server = await RunningServer.StartAsync(_clock);
        await server.AddUserAsync("ada");
        using var browser = new TestBrowser(server);

        var answer = await browser.SignInAsync("ada", next: "/missions/?q=a");

        answer.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        answer.Headers.Location!.ToString().ShouldBe("/missions/?q=a");
        var cookie = answer.Headers.GetValues("Set-Cookie").Single();
        cookie.ShouldStartWith("speckitty_session=");
        cookie.ShouldContain("httponly", Case.Insensitive);
        cookie.ShouldContain("samesite=lax", Case.Insensitive);
        cookie.ShouldNotContain("secure", Case.Insensitive);
        (await browser.ReadAsync("/missions/")).ShouldContain("Signed in as");
    }

    [Fact]
    public async Task SignIn_BehindAProxyWithTls_GivesASecureCookieOfThisHost()
    {
        await using var server = await RunningServer.StartAsync(_clock, adjust: options => options with { TrustedProxies = [IPNetwork.Parse("127.0.0.0/8")] });
        await server.AddUserAsync("ada");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/sign-in/")
        {
            Content = new FormUrlEncodedContent([KeyValuePair.Create("username", "ada"), KeyValuePair.Create("password", RunningServer.Password)]),
        };
        request.Headers.Add("X-Forwarded-Proto", "https");
        request.Headers.Add("Sec-Fetch-Site", "same-origin");
        using var http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = server.Http.BaseAddress };

        using var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);

        var cookie = answer.Headers.GetValues("Set-Cookie").Single();
        cookie.ShouldStartWith("__Host-speckitty_session=");
        cookie.ShouldContain("secure", Case.Insensitive);
        cookie.ShouldContain("path=/", Case.Insensitive);
    }

    [Fact]
    public async Task SignIn_WithAWrongPassword_SaysSoAndKeepsTheName()
    {
        await using var server = await RunningServer.StartAsync(_clock);
        await server.AddUserAsync("ada");
        using var browser = new TestBrowser(server);

        var answer = await browser.SignInAsync("ada", "wrong");

        answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        var html = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        html.ShouldContain("The username or the password is wrong.");
        html.ShouldContain("value=\"ada\"");
        html.ShouldNotContain("value=\"wrong\"");
        browser.Cookies.Count.ShouldBe(0);
    }

    [Fact]
    public async Task SignIn_AfterTooManyFailuresHereOrAtTheApi_SaysHowLongToWait()
    {
        await using var server = await RunningServer.StartAsync(_clock);
        await server.AddUserAsync("ada");
        using var browser = new TestBrowser(server);
        for (var i = 0; i < 3; i++)
        {
            (await server.SignInAsync("ada", "wrong")).ShouldBe(HttpStatusCode.Unauthorized);
        }

        for (var i = 0; i < 2; i++)
        {
            (await browser.SignInAsync("ada", "wrong")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        }

        var answer = await browser.SignInAsync("ada");

        answer.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        answer.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromMinutes(5));
        (await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldContain("Try again in 5 minutes.");
        _clock.Advance(TimeSpan.FromMinutes(5));
        (await browser.SignInAsync("ada")).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
    }

    [Fact]
    public async Task SignIn_WithAControlCharacterInNext_IsRefused()
    {
        await using var server = await RunningServer.StartAsync(_clock);
        await server.AddUserAsync("ada");
        using var browser = new TestBrowser(server);

        (await browser.SignInAsync("ada", next: "/\t/elsewhere.example/")).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await browser.OpenAsync("/sign-in/?next=%2F%09%2Felsewhere.example%2F")).Response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Theory]
    [InlineData("https://elsewhere.example/")]
    [InlineData("//elsewhere.example/")]
    [InlineData("/\\elsewhere.example/")]
    [InlineData("javascript:alert(1)")]
    [InlineData("missions/")]
    [InlineData("")]
    public async Task SignIn_WithANextElsewhere_GoesToTheBeginning(string next)
    {
        await using var server = await RunningServer.StartAsync(_clock);
        await server.AddUserAsync("ada");
        using var browser = new TestBrowser(server);

        var answer = await browser.SignInAsync("ada", next: next);

        answer.Headers.Location!.ToString().ShouldBe("/");
        (await browser.OpenAsync($"/sign-in/?next={Uri.EscapeDataString(next)}")).Response.Headers.Location!.ToString().ShouldBe("/");
    }

    [Fact]
    public async Task Session_AfterARestart_StillHolds()
    {
        await using var server = await RunningServer.StartAsync(_clock);
        await server.AddUserAsync("ada");
        using var before = new TestBrowser(server);
        await before.SignInAsync("ada");

        await server.RestartAsync();

        using var after = new TestBrowser(server);
        foreach (Cookie cookie in before.Cookies.GetAllCookies())
        {
            after.Cookies.Add(server.Http.BaseAddress!, new Cookie(cookie.Name, cookie.Value));
        }

        (await after.ReadAsync("/missions/")).ShouldContain("Signed in as");
    }

    [Fact]
    public async Task Session_OfManyTabsAtOnceAndOverDays_EndsWithItsSevenDays()
    {
        await using var server = await RunningServer.StartAsync(_clock);
        await server.AddUserAsync("ada");
        using var browser = new TestBrowser(server);
        await browser.SignInAsync("ada");

        _clock.Advance(TimeSpan.FromDays(6));
        var tabs = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => browser.OpenAsync("/missions/")));
        tabs.ShouldAllBe(tab => tab.Response.StatusCode == HttpStatusCode.OK);
        _clock.Advance(TimeSpan.FromDays(1));

        (await browser.OpenAsync("/missions/")).Response.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
    }

    [Fact]
    public async Task SignOut_EndsTheSessionForCopiesOfTheCookieToo()
    {
        await using var server = await RunningServer.StartAsync(_clock);
        await server.AddUserAsync("ada");
        using var browser = new TestBrowser(server);
        await browser.SignInAsync("ada");
        using var copy = new TestBrowser(server);
        copy.Cookies.Add(browser.Cookies.GetAllCookies());
        var token = TestBrowser.FormTokenOf(await browser.ReadAsync("/missions/"));

        (await browser.PostAsync("/sign-out/", [("form_token", token)])).StatusCode.ShouldBe(HttpStatusCode.SeeOther);

        browser.Cookies.Count.ShouldBe(0);
        (await copy.OpenAsync("/missions/")).Response.Headers.Location!.ToString().ShouldBe("/sign-in/?next=%2Fmissions%2F");
    }

    [Fact]
    public async Task Session_OfAMemberWhoIsTakenOut_EndsAtOnce()
    {
        await using var server = await RunningServer.StartAsync(_clock);
        var admin = await server.SignInNewAsync("root", role: TeamRole.Admin);
        await server.AddUserAsync("ada");
        using var browser = new TestBrowser(server);
        await browser.SignInAsync("ada");

        (await server.DeleteAsync("/api/v1/teams/tea/members/ada/", admin)).ShouldBe(HttpStatusCode.NoContent);

        (await browser.OpenAsync("/missions/")).Response.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
    }

    [Fact]
    public async Task Cookie_BeforeTheApi_SaysNothing()
    {
        await using var server = await RunningServer.StartAsync(_clock);
        await server.AddUserAsync("ada");
        using var browser = new TestBrowser(server);
        await browser.SignInAsync("ada");
        var token = browser.Cookies.GetAllCookies().Single().Value;

        (await browser.OpenAsync("/api/v1/me/")).Response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await server.GetAsync("/api/v1/me/", token)).ShouldBe(HttpStatusCode.Unauthorized);
        (await server.PostAsync("/api/v1/token/refresh/", new { refresh = token })).ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Tokens_OfTheApi_AreNoSession()
    {
        await using var server = await RunningServer.StartAsync(_clock);
        await server.AddUserAsync("ada");
        var signIn = await server.SignInAsync("ada");

        foreach (var token in new[] { signIn.Text("access")!, signIn.Text("refresh")! })
        {
            using var browser = new TestBrowser(server);
            browser.Cookies.Add(server.Http.BaseAddress!, new Cookie("speckitty_session", token));
            (await browser.OpenAsync("/missions/")).Response.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        }
    }

    [Theory]
    [InlineData("cross-site", null)]
    [InlineData("same-site", null)]
    [InlineData("none", null)]
    [InlineData(null, "https://elsewhere.example")]
    [InlineData(null, "null")]
    [InlineData(null, null)]
    public async Task Form_FromElsewhere_IsNotTaken(string? site, string? origin)
    {
        await using var server = await RunningServer.StartAsync(_clock);
        await server.AddUserAsync("ada");
        using var browser = new TestBrowser(server);
        await browser.SignInAsync("ada");
        var token = TestBrowser.FormTokenOf(await browser.ReadAsync("/missions/"));

        var answer = await browser.PostAsync("/sign-out/", [("form_token", token)], site, origin);

        answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldContain("was not sent from a page of this server");
        (await browser.ReadAsync("/missions/")).ShouldContain("Signed in as");
    }

    [Fact]
    public async Task Form_WithTheTokenOfAnotherSession_IsNotTaken()
    {
        await using var server = await RunningServer.StartAsync(_clock);
        await server.AddUserAsync("ada");
        await server.AddUserAsync("eve");
        using var ada = new TestBrowser(server);
        await ada.SignInAsync("ada");
        using var eve = new TestBrowser(server);
        await eve.SignInAsync("eve");
        var own = TestBrowser.FormTokenOf(await ada.ReadAsync("/missions/"));
        var other = TestBrowser.FormTokenOf(await eve.ReadAsync("/missions/"));
        other.ShouldNotBe(own);

        foreach (var token in new[] { other, "", own + "x" })
        {
            (await ada.PostAsync("/sign-out/", [("form_token", token)])).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        }

        (await ada.PostAsync("/sign-out/", [("form_token", own)], null, server.Http.BaseAddress!.GetLeftPart(UriPartial.Authority))).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
    }

    [Fact]
    public async Task Appearance_Chosen_StandsOnEveryPageAndGoesAgain()
    {
        await using var server = await RunningServer.StartAsync(_clock);
        using var browser = new TestBrowser(server);
        (await browser.ReadAsync("/")).ShouldNotContain("data-appearance");

        var answer = await browser.PostAsync("/appearance/", [("appearance", "dark"), ("next", "/sign-in/")]);

        answer.Headers.Location!.ToString().ShouldBe("/sign-in/");
        (await browser.ReadAsync("/")).ShouldContain("data-appearance=\"dark\"");
        await browser.PostAsync("/appearance/", [("appearance", "system"), ("next", "/")]);
        (await browser.ReadAsync("/")).ShouldNotContain("data-appearance");
    }
}
