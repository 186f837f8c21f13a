using System.Net;
using Microsoft.Extensions.DependencyInjection;
using SpecKitty.Server.Storage;
using SpecKitty.Server.Tests.Hosting;

namespace SpecKitty.Server.Tests.Dashboard;

public sealed class AdminPageTests
{
    private const string Team = "/admin/teams/tea/";

    private readonly MovableClock _clock = new();

    [Fact]
    public async Task Admin_ShowsTheTeamsTheNodeAndWhatWasRejected()
    {
        await using var server = await RunningServer.StartAsync(_clock);
        var token = await server.SignInNewAsync("root", role: TeamRole.Admin);
        await server.SignInNewAsync("eve", "other", TeamRole.Admin);
        var project = new TestProject(server, token);
        await project.NoteAsync("WP01", "Hot.");
        await server.PostBatchAsync(token, TestEvents.Moved(project.Id, type: "Nonsense"), TestEvents.Moved(project.Id, type: "Nonsense"), TestEvents.Moved(project.Id, to: "nowhere"));
        _clock.Advance(TimeSpan.FromMinutes(90));
        token = (await server.SignInAsync("root")).Text("access")!;
        await server.PostBatchAsync(token, TestEvents.Moved(project.Id, type: "Nonsense"));
        using var browser = await SignInAsync(server, "root");

        var html = await browser.ReadAsync("/admin/");

        html.ShouldContain("<a href=\"/admin/teams/tea/\">tea</a> <span class=\"quiet\">1 member, 1 project</span>");
        html.ShouldNotContain("teams/other");
        html.ShouldContain("SQLite, in the data folder");
        html.ShouldContain("1 h 30 min");
        html.ShouldContain($"<dd>{(await server.GetAsync("/api/v1/sync/health/", token)).Text("server_version")}</dd>");
        html.ShouldContain("<code>UNKNOWN_EVENT_TYPE</code></th><td class=\"number\">3</td>");
        html.ShouldContain("<code>INVALID_PAYLOAD</code></th><td class=\"number\">1</td>");
        html.ShouldContain("no such event type");
        html.IndexOf("UNKNOWN_EVENT_TYPE", StringComparison.Ordinal).ShouldBeLessThan(html.IndexOf("INVALID_PAYLOAD", StringComparison.Ordinal));
        html.ShouldContain("datetime=\"2026-02-15T11:30:00.000Z\"");
    }

    [Fact]
    public async Task Team_ShowsTheMembersAndProjectsOfTheApi()
    {
        await using var server = await RunningServer.StartAsync(_clock);
        var token = await server.SignInNewAsync("root", role: TeamRole.Admin);
        await server.AddUserAsync("ada");
        await server.AddUserAsync("vera", role: TeamRole.Viewer);
        await server.AddUserAsync("mallory", "other");
        var project = new TestProject(server, token);
        await project.NoteAsync("WP01", "Hot.");
        using var browser = await SignInAsync(server, "root");

        var html = await browser.ReadAsync(Team);

        foreach (var member in (await server.GetAsync("/api/v1/teams/tea/members/", token)).Body.GetProperty("members").EnumerateArray())
        {
            html.ShouldContain($"<strong><bdi>{member.GetProperty("username").GetString()}</bdi></strong>");
        }

        html.ShouldNotContain("mallory");
        html.ShouldContain(project.Id.ToString());
        html.ShouldContain("1 event,");
        foreach (var form in new[] { "members/", "members/role/", "members/remove/", "invitations/", "projects/" })
        {
            html.ShouldContain($"method=\"post\" action=\"{Team}{form}\"");
        }
    }

    [Fact]
    public async Task Forms_OfAnAdmin_DoWhatTheySay()
    {
        await using var server = await RunningServer.StartAsync(_clock);
        var token = await server.SignInNewAsync("root", role: TeamRole.Admin);
        await server.AddUserAsync("eve");
        using var browser = await SignInAsync(server, "root");
        var form = TestBrowser.FormTokenOf(await browser.ReadAsync(Team));
        var project = Guid.NewGuid();

        await PostAsync("members/", "member-added", ("username", "ada"), ("password", "correct horse"), ("role", "viewer"));
        await PostAsync("members/role/", "role-changed", ("username", "ada"), ("role", "admin"));
        await PostAsync("members/remove/", "member-removed", ("username", "eve"));
        await PostAsync("projects/", "project-registered", ("project_uuid", project.ToString()), ("name", "Kettle"));
        await PostAsync("projects/", "project-known", ("project_uuid", project.ToString("N")), ("name", ""));

        var members = (await server.GetAsync("/api/v1/teams/tea/members/", token)).Body.GetProperty("members").EnumerateArray();
        members.Select(member => (member.GetProperty("username").GetString(), member.GetProperty("role").GetString())).ShouldBe([("ada", "admin"), ("root", "admin")]);
        (await server.SignInAsync("ada", "correct horse")).ShouldBe(HttpStatusCode.OK);
        (await server.GetAsync($"/api/v1/projects/{project}/", token)).Text("name").ShouldBe("Kettle");

        async Task PostAsync(string path, string done, params (string, string)[] fields)
        {
            var answer = await browser.PostAsync(Team + path, [("form_token", form), .. fields]);
            answer.StatusCode.ShouldBe(HttpStatusCode.SeeOther, path);
            answer.Headers.Location!.ToString().ShouldBe($"{Team}?done={done}");
            (await browser.ReadAsync($"{Team}?done={done}")).ShouldContain("role=\"status\"");
        }
    }

    [Theory]
    [InlineData("members/", HttpStatusCode.BadRequest, "username must be", "username", "<b>", "password", "correct horse", "role", "member")]
    [InlineData("members/", HttpStatusCode.BadRequest, "password must have 8", "username", "new", "password", "short-7", "role", "member")]
    [InlineData("members/", HttpStatusCode.BadRequest, "password must have 8", "username", "root", "password", "", "role", "member")]
    [InlineData("members/", HttpStatusCode.Conflict, "This name is not available", "username", "root", "password", "correct horse", "role", "member")]
    [InlineData("invitations/", HttpStatusCode.Conflict, "in the team already", "username", "root", "days", "7", "role", "member")]
    [InlineData("invitations/", HttpStatusCode.BadRequest, "username must be", "username", "<b>", "days", "7", "role", "member")]
    [InlineData("invitations/", HttpStatusCode.BadRequest, "1 to 30", "username", "new", "days", "soon", "role", "member")]
    [InlineData("invitations/", HttpStatusCode.BadRequest, "1 to 30", "username", "new", "days", "31", "role", "member")]
    [InlineData("invitations/", HttpStatusCode.BadRequest, "The role must be", "username", "new", "days", "7", "role", "owner")]
    [InlineData("invitations/revoke/", HttpStatusCode.NotFound, "not open", "invitation", "nothing", "", "", "", "")]
    [InlineData("members/", HttpStatusCode.BadRequest, "The role must be", "username", "new", "password", "correct horse", "role", "owner")]
    [InlineData("members/role/", HttpStatusCode.Conflict, "only admin", "username", "root", "role", "viewer", "", "")]
    [InlineData("members/remove/", HttpStatusCode.Conflict, "only admin", "username", "root", "", "", "", "")]
    [InlineData("members/remove/", HttpStatusCode.NotFound, "no member of that name", "username", "ghost", "", "", "", "")]
    [InlineData("projects/", HttpStatusCode.BadRequest, "must be a UUID", "project_uuid", "nonsense", "name", "x", "", "")]
    public async Task Forms_ThatAskForWhatCannotBe_SayWhyAndKeepWhatWasTyped(string path, HttpStatusCode status, string sentence, string name1, string value1, string name2, string value2, string name3, string value3)
    {
        await using var server = await RunningServer.StartAsync(_clock);
        await server.AddUserAsync("root", role: TeamRole.Admin);
        using var browser = await SignInAsync(server, "root");
        var form = TestBrowser.FormTokenOf(await browser.ReadAsync(Team));

        var answer = await browser.PostAsync(Team + path, [("form_token", form), (name1, value1), (name2, value2), (name3, value3)]);

        answer.StatusCode.ShouldBe(status);
        var html = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        html.ShouldContain(sentence);
        html.ShouldContain("role=\"alert\"");
        if (path is "members/" or "invitations/" or "projects/")
        {
            html.ShouldContain($"value=\"{WebUtility.HtmlEncode(value1)}\"");
        }

        html.ShouldNotContain("correct horse");
        html.ShouldNotContain("short-7");
    }

    [Theory]
    [InlineData(TeamRole.Viewer)]
    [InlineData(TeamRole.Member)]
    public async Task Admin_OfWhoIsNoAdmin_ShowsAndDoesNothing(TeamRole role)
    {
        await using var server = await RunningServer.StartAsync(_clock);
        var root = await server.SignInNewAsync("root", role: TeamRole.Admin);
        await server.AddUserAsync("ada", role: role);
        await server.AddUserAsync("bob");
        using var browser = await SignInAsync(server, "ada");
        var missions = await browser.ReadAsync("/missions/");
        missions.ShouldNotContain("href=\"/admin/\"");
        var form = TestBrowser.FormTokenOf(missions);
        var project = Guid.NewGuid();

        foreach (var page in new[] { "/admin/", Team })
        {
            var (response, html) = await browser.OpenAsync(page);
            response.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
            html.ShouldContain("This is for admins");
            html.ShouldNotContain("bob");
        }

        foreach (var (path, fields) in Deeds(project))
        {
            (await browser.PostAsync(Team + path, [("form_token", form), .. fields])).StatusCode.ShouldBe(HttpStatusCode.Forbidden, path);
        }

        var members = (await server.GetAsync("/api/v1/teams/tea/members/", root)).Body.GetProperty("members").EnumerateArray();
        members.Select(member => member.GetProperty("username").GetString()).ShouldBe(["ada", "bob", "root"]);
        (await server.GetAsync($"/api/v1/projects/{project}/", root)).ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Admin_OfAnotherTeam_SeesATeamAsUnknownAsNone()
    {
        await using var server = await RunningServer.StartAsync(_clock);
        var root = await server.SignInNewAsync("root", role: TeamRole.Admin);
        await server.AddUserAsync("bob");
        await server.AddUserAsync("eve", "other", TeamRole.Admin);
        using var browser = await SignInAsync(server, "eve");
        var form = TestBrowser.FormTokenOf(await browser.ReadAsync("/admin/"));

        foreach (var team in new[] { Team, "/admin/teams/nobody/" })
        {
            (await browser.OpenAsync(team)).Response.StatusCode.ShouldBe(HttpStatusCode.NotFound);
            foreach (var (path, fields) in Deeds(Guid.NewGuid()))
            {
                (await browser.PostAsync(team + path, [("form_token", form), .. fields])).StatusCode.ShouldBe(HttpStatusCode.NotFound, path);
            }
        }

        (await server.GetAsync("/api/v1/teams/tea/members/", root)).Body.GetProperty("members").GetArrayLength().ShouldBe(2);
    }

    [Fact]
    public async Task Team_OfWhoGivesUpBeingAdmin_SendsThemToTheMissions()
    {
        await using var server = await RunningServer.StartAsync(_clock);
        await server.AddUserAsync("root", role: TeamRole.Admin);
        await server.AddUserAsync("ada", role: TeamRole.Admin);
        using var browser = await SignInAsync(server, "root");
        var form = TestBrowser.FormTokenOf(await browser.ReadAsync(Team));

        var answer = await browser.PostAsync($"{Team}members/role/", [("form_token", form), ("username", "ROOT"), ("role", "member")]);

        answer.Headers.Location!.ToString().ShouldBe("/missions/");
        (await browser.OpenAsync(Team)).Response.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Team_OfManyMembers_GivesEachOnceOverItsPages()
    {
        await using var server = await RunningServer.StartAsync(_clock);
        await server.AddUserAsync("root", role: TeamRole.Admin);
        var store = server.Services.GetRequiredService<IServerStore>();
        for (var number = 0; number < 60; number++)
        {
            (await store.Accounts.AddUserAsync(new UserRecord($"U{number:00}", $"user{number:00}", "x", [new TeamMembership("tea", TeamRole.Member)]), _clock.GetUtcNow())).ShouldBeTrue();
        }

        using var browser = await SignInAsync(server, "root");

        var first = await browser.ReadAsync(Team);
        var second = await browser.ReadAsync($"{Team}?members_after={WebUtility.HtmlDecode(first.Split("?members_after=")[1].Split('"')[0])}");

        for (var number = 0; number < 60; number++)
        {
            new[] { first, second }.Count(html => html.Contains($"<bdi>user{number:00}</bdi></strong>", StringComparison.Ordinal)).ShouldBe(1, $"user{number:00}");
        }

        second.ShouldNotContain("More members");
    }

    private static IEnumerable<(string Path, (string, string)[] Fields)> Deeds(Guid project) =>
    [
        ("members/", [("username", "mallory"), ("password", "correct horse"), ("role", "admin")]),
        ("members/role/", [("username", "bob"), ("role", "admin")]),
        ("members/remove/", [("username", "bob")]),
        ("invitations/", [("username", ""), ("role", "admin"), ("days", "7")]),
        ("invitations/revoke/", [("invitation", "x")]),
        ("projects/", [("project_uuid", project.ToString()), ("name", "x")]),
    ];

    private static async Task<TestBrowser> SignInAsync(RunningServer server, string name)
    {
        var browser = new TestBrowser(server);
        (await browser.SignInAsync(name)).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        return browser;
    }
}
