using System.Net;
using SpecKitty.Server.Storage;
using SpecKitty.Server.Tests.Hosting;
using SpecKitty.Server.Tests.Storage.Postgres;

namespace SpecKitty.Server.Tests.Dashboard;

/// <summary>What somebody wrote outlives whatever keeps it from being taken, without script.</summary>
public sealed class KeptCommentTests
{
    private const string Text = "An \"answer\" with <b>marks</b>\nand a second line";
    private const string Escaped = "An &quot;answer&quot; with &lt;b&gt;marks&lt;/b&gt;";

    private readonly MovableClock _clock = new();

    [Fact]
    public async Task Comment_OfASessionThatEnded_StandsInTheBoxAfterSigningIn()
    {
        await using var server = await RunningServer.StartAsync(_clock);
        var (page, ada, first, browser) = await StartAsync(server);
        using var closing = browser;
        var token = TestBrowser.FormTokenOf(await browser.ReadAsync(page));
        await browser.PostAsync("/sign-out/", [("form_token", token)]);

        var ended = await SendAsync(browser, page, token, ada, first);
        var html = await TextOfAsync(ended);
        var wrong = await TextOfAsync(await browser.PostAsync("/sign-in/", [("username", "ada"), ("password", "wrong"), .. Kept(page, first)]));
        var back = await browser.PostAsync("/sign-in/", [("username", "ada"), ("password", RunningServer.Password), .. Kept(page, first)]);

        ended.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        ended.Headers.Location.ShouldBeNull();
        html.ShouldContain("<h1>Sign in</h1>");
        html.ShouldContain("class=\"lead\"");
        foreach (var carried in new[] { html, wrong })
        {
            carried.ShouldContain($"name=\"content\" value=\"{Escaped}");
            carried.ShouldContain($"name=\"reply_to\" value=\"{first}\"");
            carried.ShouldContain($"name=\"kept_project\" value=\"{page.Split('/')[2]}\"");
            carried.ShouldContain("name=\"kept_mission\" value=\"M042\"");
        }

        back.StatusCode.ShouldBe(HttpStatusCode.OK);
        var mission = await TextOfAsync(back);
        mission.ShouldContain($">{Escaped}");
        mission.ShouldContain($"name=\"reply_to\" value=\"{first}\"");
        mission.ShouldContain("Signed in as");
        mission.ShouldNotContain("http-equiv=\"refresh\"");
        mission.ShouldContain($"name=\"next\" value=\"{page}\"");
        (await SendAsync(browser, page, TestBrowser.FormTokenOf(mission), ada, first)).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
    }

    [Fact]
    public async Task Comment_OfAScriptWhoseSessionEnded_LeadsToTheSignIn()
    {
        await using var server = await RunningServer.StartAsync(_clock);
        var (page, _, _, _) = await StartAsync(server);
        using var stranger = new TestBrowser(server);
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{page}comments/")
        {
            Content = new FormUrlEncodedContent([KeyValuePair.Create("content", Text)]),
            Headers = { { "Sec-Fetch-Dest", "empty" }, { "Referer", new Uri(server.Http.BaseAddress!, page).ToString() } },
        };

        var (response, _) = await stranger.SendAsync(request);

        response.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        response.Headers.Location!.ToString().ShouldBe($"/sign-in/?next={Uri.EscapeDataString(page)}");
    }

    [Fact]
    public async Task Comment_WithTheFormOfAnotherSignIn_IsGivenBackAndTakenThen()
    {
        await using var server = await RunningServer.StartAsync(_clock);
        var (page, ada, first, browser) = await StartAsync(server);
        using var closing = browser;
        var old = TestBrowser.FormTokenOf(await browser.ReadAsync(page));
        await browser.PostAsync("/sign-out/", [("form_token", old)]);
        await browser.SignInAsync("ada");

        var refused = await SendAsync(browser, page, old, ada, first);

        refused.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        var html = await TextOfAsync(refused);
        html.ShouldContain("<h1>The form was not taken</h1>");
        html.ShouldContain($"action=\"{page}comments/\"");
        html.ShouldContain($">{Escaped}");
        html.ShouldContain($"name=\"reply_to\" value=\"{first}\"");
        html.ShouldContain($"name=\"as\" value=\"{ada}\"");
        (await SendAsync(browser, page, TestBrowser.FormTokenOf(html[html.IndexOf("<main", StringComparison.Ordinal)..]), ada, first)).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
    }

    [Fact]
    public async Task Comment_WithoutTheDatabase_IsGivenBack()
    {
        var database = await PostgresCluster.CreateDatabaseAsync();
        await using var server = await RunningServer.StartAsync(adjust: options => options with { Database = database });
        var (page, ada, first, browser) = await StartAsync(server);
        using var closing = browser;
        var token = TestBrowser.FormTokenOf(await browser.ReadAsync(page));

        await PostgresCluster.DropDatabaseAsync(database);
        var away = await SendAsync(browser, page, token, ada, first);

        away.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        var html = await TextOfAsync(away);
        html.ShouldContain($">{Escaped}");
        html.ShouldContain($"name=\"reply_to\" value=\"{first}\"");
        html.ShouldContain($"name=\"form_token\" value=\"{token}\"");
    }

    [Fact]
    public async Task Comment_OfAGuestWhoseSessionIsGone_GoesAlongIntoTheDemo()
    {
        await using var server = await RunningServer.StartAsync(_clock);
        var demo = await TestDemo.OpenAsync(server);
        using var browser = new TestBrowser(server);
        var page = $"/projects/{demo.ProjectId}/missions/{demo.MissionId}/";

        var stranger = await TextOfAsync(await SendAsync(browser, page, "", "", ""));
        var guest = await browser.PostAsync("/demo/enter/", [("kept_project", $"{demo.ProjectId}"), ("kept_mission", demo.MissionId), ("content", Text)]);

        stranger.ShouldContain("action=\"/demo/enter/\"");
        stranger.ShouldContain($"name=\"content\" value=\"{Escaped}");
        guest.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await TextOfAsync(guest)).ShouldContain($">{Escaped}");
    }

    [Fact]
    public async Task Comment_LongerThanAnyBoxTakes_IsGivenBackInPart()
    {
        await using var server = await RunningServer.StartAsync(_clock);
        var (page, _, _, browser) = await StartAsync(server);
        using var closing = browser;

        var refused = await browser.PostAsync($"{page}comments/", [("form_token", "x"), ("as", new string('a', 300)), ("content", new string('c', 20_000))]);

        var html = await TextOfAsync(refused);
        html.ShouldContain($">{new string('c', 16 * 1024)}</textarea>");
        html.ShouldContain("name=\"as\" value=\"\"");
    }

    [Fact]
    public async Task SignIn_WithACommentForAMissionOfOthers_ShowsNothingOfIt()
    {
        await using var server = await RunningServer.StartAsync(_clock);
        var mission = await TestMission.CreateAsync(server, await server.SignInNewAsync("eve", "others"), title: "Secret");
        await server.AddUserAsync("ada");
        using var browser = new TestBrowser(server);

        var answer = await browser.PostAsync("/sign-in/", [("username", "ada"), ("password", RunningServer.Password), ("kept_project", $"{mission.Project}"), ("kept_mission", mission.MissionId), ("content", Text)]);

        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        var html = await TextOfAsync(answer);
        html.ShouldNotContain("Secret");
        html.ShouldContain($">{Escaped}");
    }

    [Fact]
    public async Task Page_ThatSomebodyWritesOn_DoesNotLoadItselfAgain()
    {
        await using var server = await RunningServer.StartAsync(_clock);
        var (page, ada, first, browser) = await StartAsync(server);
        using var closing = browser;
        var live = await browser.ReadAsync(page);
        var token = TestBrowser.FormTokenOf(live);

        var complaint = await TextOfAsync(await browser.PostAsync($"{page}comments/", [("form_token", token), ("as", "nobody"), ("content", "Draft")]));

        live.ShouldContain("http-equiv=\"refresh\"");
        live.ShouldContain($"href=\"{page}?write#say\"");
        complaint.ShouldContain(">Draft</textarea>");
        complaint.ShouldContain($"name=\"next\" value=\"{page}\"");
        foreach (var still in new[] { complaint, await browser.ReadAsync($"{page}?write"), await browser.ReadAsync($"{page}?reply={first}") })
        {
            still.ShouldNotContain("http-equiv=\"refresh\"");
            still.ShouldContain("data-stream=");
        }

        (await browser.OpenAsync($"{page}comments/")).Response.Headers.Location!.ToString().ShouldBe(page);
        ada.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task Fault_OfAForm_LeadsBackToThePageOfTheForm()
    {
        await using var server = await RunningServer.StartAsync(_clock);
        var (page, _, _, browser) = await StartAsync(server);
        using var closing = browser;
        foreach (var (referrer, back) in new[] { (new Uri(server.Http.BaseAddress!, page), page), (new Uri("https://elsewhere.example/missions/"), "/") })
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, $"{page}leave/") { Content = new FormUrlEncodedContent([]), Headers = { Referrer = referrer } };

            var (response, html) = await browser.SendAsync(request);

            response.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
            html.ShouldContain($"name=\"next\" value=\"{back}\"");
            html.Contains($"href=\"{page}\">Back to the page</a>", StringComparison.Ordinal).ShouldBe(back == page);
        }
    }

    private static async Task<(string Page, string Ada, string First, TestBrowser Browser)> StartAsync(RunningServer server)
    {
        var mission = await TestMission.CreateAsync(server, await server.SignInNewAsync("ada", role: TeamRole.Member));
        var ada = await mission.JoinAsync("Ada");
        (await server.PostBatchAsync(mission.Token, mission.Comment(ada, "First", "c-first"))).Statuses.ShouldBe(["success"]);
        var browser = new TestBrowser(server);
        await browser.SignInAsync("ada");
        return ($"/projects/{mission.Project}/missions/{mission.MissionId}/", ada, "c-first", browser);
    }

    private static Task<HttpResponseMessage> SendAsync(TestBrowser browser, string page, string token, string participant, string replyTo)
        => browser.PostAsync($"{page}comments/", [("form_token", token), ("as", participant), ("reply_to", replyTo), ("content", Text)]);

    private static (string Name, string Value)[] Kept(string page, string replyTo)
        => [("next", page), ("kept_project", page.Split('/')[2]), ("kept_mission", page.Split('/')[4]), ("reply_to", replyTo), ("content", Text)];

    private static Task<string> TextOfAsync(HttpResponseMessage answer) => answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
}
