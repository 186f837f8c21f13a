using System.Net;
using System.Text.RegularExpressions;
using SpecKitty.Server.Storage;
using SpecKitty.Server.Tests.Hosting;

namespace SpecKitty.Server.Tests.Dashboard;

/// <summary>Inviting, joining and leaving on the pages, without script.</summary>
public abstract partial class TeamPageTests(HostedStore store) : HostedTests(store)
{
    private const string Red = "/admin/teams/red/";

    private readonly MovableClock _clock = new();

    [Fact]
    public async Task Invitation_ThatNamesTheVisitor_IsShownAndAccepted()
    {
        await using var server = await StartAsync(_clock);
        var (admin, visitor) = await StartVisitAsync(server);
        using var first = admin;
        using var second = visitor;
        (await visitor.ReadAsync("/missions/")).ShouldNotContain("View invitations");
        var created = await PostAsync(admin, Red, $"{Red}invitations/", ("username", "ada"), ("role", "member"), ("days", "3"));
        LinkOf(await HtmlOf(created)).ShouldNotBeEmpty();

        (await visitor.ReadAsync("/missions/")).ShouldContain("View invitations");
        var html = await visitor.ReadAsync("/teams/");
        html.ShouldContain("<strong>red</strong>");
        html.ShouldContain("invited by <bdi>eve</bdi>");
        var id = InvitationId().Match(html).Groups["id"].Value;
        var accepted = await PostAsync(visitor, "/teams/", "/teams/accept/", ("invitation", id));

        accepted.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        accepted.Headers.Location!.ToString().ShouldBe("/teams/?done=joined");
        html = await visitor.ReadAsync("/teams/?done=joined");
        html.ShouldContain("You joined the team.");
        html.ShouldContain("No invitations.");
        html.ShouldContain("aria-label=\"Leave red\"");
        (await visitor.ReadAsync("/missions/")).ShouldNotContain("View invitations");
        (await PostAsync(visitor, "/teams/", "/teams/accept/", ("invitation", id))).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Invitation_Declined_IsGoneForTheVisitorAndOpenForTheAdmin()
    {
        await using var server = await StartAsync(_clock);
        var (admin, visitor) = await StartVisitAsync(server);
        using var first = admin;
        using var second = visitor;
        await PostAsync(admin, Red, $"{Red}invitations/", ("username", "ada"), ("role", "member"), ("days", "3"));
        var before = Invitations(await admin.ReadAsync(Red));
        var id = InvitationId().Match(await visitor.ReadAsync("/teams/")).Groups["id"].Value;

        (await PostAsync(visitor, "/teams/", "/teams/decline/", ("invitation", id))).Headers.Location!.ToString().ShouldBe("/teams/?done=declined");

        (await visitor.ReadAsync("/teams/")).ShouldContain("No invitations.");
        Invitations(await admin.ReadAsync(Red)).ShouldBe(before);
    }

    [Fact]
    public async Task Link_Opened_ChangesNothingUntilTheVisitorJoins()
    {
        await using var server = await StartAsync(_clock);
        var (admin, visitor) = await StartVisitAsync(server);
        using var first = admin;
        using var second = visitor;
        var created = await PostAsync(admin, Red, $"{Red}invitations/", ("username", ""), ("role", "viewer"), ("days", "3"));
        var link = LinkOf(await HtmlOf(created));
        (await admin.ReadAsync(Red)).ShouldNotContain(link, Case.Sensitive, "The link is shown once.");
        using var stranger = new TestBrowser(server);
        var path = new Uri(link).AbsolutePath;
        (await stranger.OpenAsync(path)).Response.Headers.Location!.ToString().ShouldBe($"/sign-in/?next={Uri.EscapeDataString(path)}");

        var html = await visitor.ReadAsync(path);
        html.ShouldContain("Join team red");
        html.ShouldContain("as viewer");
        (await visitor.ReadAsync("/teams/")).ShouldNotContain("Leave red");
        (await PostAsync(visitor, path, path)).Headers.Location!.ToString().ShouldBe("/teams/?done=joined");

        (await visitor.ReadAsync("/teams/")).ShouldContain("Leave red");
        var (again, page) = await visitor.OpenAsync(path);
        again.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        page.ShouldContain("This invitation cannot be accepted");
    }

    [Fact]
    public async Task Link_Revoked_StopsWorking()
    {
        await using var server = await StartAsync(_clock);
        var (admin, visitor) = await StartVisitAsync(server);
        using var first = admin;
        using var second = visitor;
        var created = await PostAsync(admin, Red, $"{Red}invitations/", ("role", "viewer"), ("days", "3"), ("many", "yes"));
        var path = new Uri(LinkOf(await HtmlOf(created))).AbsolutePath;
        var html = await admin.ReadAsync(Red);
        html.ShouldContain("Anyone with the link");
        html.ShouldContain("accepted 0 times");

        (await PostAsync(admin, Red, $"{Red}invitations/revoke/", ("invitation", InvitationId().Match(html).Groups["id"].Value))).Headers.Location!.ToString().ShouldBe($"{Red}?done=invitation-revoked");

        (await visitor.OpenAsync(path)).Response.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        Invitations(await admin.ReadAsync(Red)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Links_TriedByAVisitor_AreSlowedDown()
    {
        await using var server = await StartAsync(_clock);
        var (admin, visitor) = await StartVisitAsync(server);
        using var first = admin;
        using var second = visitor;
        for (var count = 0; count < 5; count++)
        {
            (await visitor.OpenAsync($"/invitations/ski_{count}/")).Response.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        }

        var (response, html) = await visitor.OpenAsync("/invitations/ski_6/");

        response.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        response.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromMinutes(5));
        html.ShouldContain("try again in 300 seconds");
    }

    [Fact]
    public async Task Team_Left_IsGoneAndAnotherIsChosenForNewProjects()
    {
        await using var server = await StartAsync(_clock);
        var (admin, visitor) = await StartVisitAsync(server);
        using var first = admin;
        using var second = visitor;
        await server.AddToTeamAsync("ada", "red");
        await server.AddToTeamAsync("ada", "milk");

        (await PostAsync(visitor, "/teams/", "/teams/leave/", ("team", "tea"))).Headers.Location!.ToString().ShouldBe("/teams/?done=left");
        var html = await visitor.ReadAsync("/teams/");
        html.ShouldContain("Choose a team for your new projects.");
        html.ShouldNotContain("Leave tea");
        (await PostAsync(visitor, "/teams/", "/teams/default/", ("team", "red"))).Headers.Location!.ToString().ShouldBe("/teams/?done=chosen");
        html = await visitor.ReadAsync("/teams/");

        html.ShouldNotContain("Choose a team for your new projects.");
        html.ShouldContain("Use milk for new projects");
        html.ShouldNotContain("Use red for new projects");
        (await PostAsync(visitor, "/teams/", "/teams/default/", ("team", "water"))).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Team_OfItsOnlyAdmin_IsNotLeft()
    {
        await using var server = await StartAsync(_clock);
        var (admin, visitor) = await StartVisitAsync(server);
        using var first = admin;
        using var second = visitor;

        var answer = await PostAsync(admin, "/teams/", "/teams/leave/", ("team", "red"));

        answer.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await HtmlOf(answer)).ShouldContain("make another member admin first");
        (await admin.ReadAsync("/teams/")).ShouldContain("cannot sign in again");
    }

    private static async Task<(TestBrowser Admin, TestBrowser Visitor)> StartVisitAsync(RunningServer server)
    {
        await server.AddUserAsync("eve", "red", TeamRole.Admin);
        await server.AddUserAsync("ada");
        var (admin, visitor) = (new TestBrowser(server), new TestBrowser(server));
        (await admin.SignInAsync("eve")).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        (await visitor.SignInAsync("ada")).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        return (admin, visitor);
    }

    private static async Task<HttpResponseMessage> PostAsync(TestBrowser browser, string page, string path, params (string, string)[] fields)
        => await browser.PostAsync(path, [("form_token", TestBrowser.FormTokenOf(await browser.ReadAsync(page))), .. fields]);

    private static Task<string> HtmlOf(HttpResponseMessage response) => response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

    private static string LinkOf(string html) => Link().Match(html).Groups["link"].Value;

    private static string Invitations(string html) => string.Join('\n', Row().Matches(html).Select(match => match.Value));

    [GeneratedRegex("name=\"invitation\" value=\"(?<id>[^\"]+)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex InvitationId();

    [GeneratedRegex("<code>(?<link>http[^<]+/invitations/[^<]+)</code>", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Link();

    [GeneratedRegex("<li class=\"invitation\".*?</p>", RegexOptions.Singleline, 1000)]
    private static partial Regex Row();
}

public sealed class TeamPagesOnSqliteTests() : TeamPageTests(HostedStore.Sqlite);

public sealed class TeamPagesOnPostgresTests() : TeamPageTests(HostedStore.Postgres);
