using System.Net;
using System.Text.Json;
using SpecKitty.Server.Storage;
using SpecKitty.Server.Tests.Hosting;

namespace SpecKitty.Server.Tests.Accounts;

/// <summary>Joining a team takes the consent of the user.</summary>
public abstract class InvitationTests(HostedStore store) : HostedTests(store)
{
    private const string OfRed = "/api/v1/teams/red/invitations/";
    private const string Own = "/api/v1/invitations/";

    private readonly MovableClock _clock = new();

    [Fact]
    public async Task Admin_OfAnyTeam_PullsNoOneIn()
    {
        await using var server = await StartAsync(_clock);
        var ada = await server.SignInNewAsync("ada");
        var mission = await TestMission.CreateAsync(server, ada);
        var mallory = await server.SignInNewAsync("mallory", "red", TeamRole.Admin);
        await TestMission.CreateAsync(server, mallory, mission.MissionId);

        await server.PostAsync("/api/v1/teams/red/members/", new { username = "ada", role = "member" }, mallory);
        await server.PostAsync("/api/v1/teams/red/members/", new { username = "ada", password = RunningServer.Password, role = "member" }, mallory);
        (await InviteAsync(server, mallory, new { username = "ada", role = "member" })).ShouldBe(HttpStatusCode.Created);

        Teams(await server.GetAsync("/api/v1/me/", ada)).ShouldBe(["tea"]);
        (await server.GetAsync($"/api/v1/missions/{mission.MissionId}/", ada)).ShouldBe(HttpStatusCode.OK).Text("project_uuid").ShouldBe($"{mission.Project}");
        var project = Guid.NewGuid();
        (await server.PostBatchAsync(ada, TestEvents.Moved(project))).Statuses.ShouldBe(["success"]);
        (await server.GetAsync($"/api/v1/projects/{project}/", ada)).Text("team_slug").ShouldBe("tea");
        (await server.GetAsync($"/api/v1/projects/{project}/", mallory)).ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Invitation_ThatNamesAUser_IsAcceptedByHer()
    {
        await using var server = await StartAsync(_clock);
        var ada = await server.SignInNewAsync("ada");
        var bob = await server.SignInNewAsync("bob");
        var eve = await server.SignInNewAsync("eve", "red", TeamRole.Admin);
        var created = await InviteAsync(server, eve, new { username = "ADA", role = "viewer", expires_in_days = 2 });
        var id = created.Body.GetProperty("invitation").GetProperty("invitation_id").GetString();

        var pending = (await server.GetAsync(Own, ada)).ShouldBe(HttpStatusCode.OK).Body.GetProperty("invitations").EnumerateArray().ShouldHaveSingleItem();
        pending.GetProperty("team_slug").GetString().ShouldBe("red");
        pending.GetProperty("created_by").GetString().ShouldBe("eve");
        pending.GetProperty("expires_at").GetString().ShouldBe("2026-02-17T10:00:00Z");
        pending.TryGetProperty("secret", out _).ShouldBeFalse();
        (await server.GetAsync(Own, bob)).Body.GetProperty("invitations").GetArrayLength().ShouldBe(0);
        (await server.PostAsync($"{Own}{id}/accept/", "{}", bob)).ShouldBe(HttpStatusCode.NotFound);
        (await server.PostAsync($"{Own}accept/", new { secret = created.Text("secret") }, bob)).ShouldBe(HttpStatusCode.NotFound);

        (await server.PostAsync($"{Own}{id}/accept/", "{}", ada)).ShouldBe(HttpStatusCode.OK).Body.ToString().ShouldBe("""{"team_slug":"red","role":"viewer"}""");

        Teams(await server.GetAsync("/api/v1/me/", ada)).ShouldBe(["tea", "red"]);
        (await server.PostAsync($"{Own}{id}/accept/", "{}", ada)).ShouldBe(HttpStatusCode.NotFound);
        (await server.GetAsync(OfRed, eve)).Body.GetProperty("invitations").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task Invitation_ByLink_IsAcceptedOnceByAnyUser()
    {
        await using var server = await StartAsync(_clock);
        var ada = await server.SignInNewAsync("ada");
        var bob = await server.SignInNewAsync("bob");
        var eve = await server.SignInNewAsync("eve", "red", TeamRole.Admin);
        var created = await InviteAsync(server, eve, new { role = "member" });
        var secret = created.Text("secret")!;

        secret.ShouldStartWith("ski_");
        Convert.FromBase64String(secret[4..].Replace('-', '+').Replace('_', '/') + "=").Length.ShouldBeGreaterThanOrEqualTo(16);
        created.Text("link").ShouldBe($"{server.Http.BaseAddress}invitations/{secret}/");
        (await server.GetAsync(OfRed, eve)).Body.ToString().ShouldNotContain(secret);
        (await server.PostAsync($"{Own}accept/", new { secret }, ada)).ShouldBe(HttpStatusCode.OK).Text("team_slug").ShouldBe("red");
        var used = await server.PostAsync($"{Own}accept/", new { secret }, bob);
        var unknown = await server.PostAsync($"{Own}accept/", new { secret = "ski_nonsense" }, bob);

        used.ShouldBe(HttpStatusCode.NotFound).Body.ToString().ShouldBe(unknown.ShouldBe(HttpStatusCode.NotFound).Body.ToString());
        Teams(await server.GetAsync("/api/v1/me/", bob)).ShouldBe(["tea"]);
    }

    [Fact]
    public async Task Invitation_ForMany_EndsWhenItIsRevokedOrExpires()
    {
        await using var server = await StartAsync(_clock);
        var eve = await server.SignInNewAsync("eve", "red", TeamRole.Admin);
        var secret = (await InviteAsync(server, eve, new { role = "member", single_use = false, expires_in_days = 1 })).Text("secret");
        var other = await InviteAsync(server, eve, new { role = "member", single_use = false });

        foreach (var name in new[] { "ada", "bob" })
        {
            (await server.PostAsync($"{Own}accept/", new { secret }, await server.SignInNewAsync(name))).ShouldBe(HttpStatusCode.OK);
        }

        (await server.DeleteAsync($"{OfRed}{other.Body.GetProperty("invitation").GetProperty("invitation_id").GetString()}/", eve)).ShouldBe(HttpStatusCode.NoContent);
        (await server.PostAsync($"{Own}accept/", new { secret = other.Text("secret") }, await server.SignInNewAsync("cleo"))).ShouldBe(HttpStatusCode.NotFound);
        _clock.Advance(TimeSpan.FromDays(1));
        (await server.PostAsync($"{Own}accept/", new { secret }, await server.SignInNewAsync("dan"))).ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Invitation_OfANameThatExistsAndOfOneThatDoesNot_LookAlikeToTheAdmin()
    {
        await using var server = await StartAsync(_clock);
        var ada = await server.SignInNewAsync("ada");
        var eve = await server.SignInNewAsync("eve", "red", TeamRole.Admin);

        var known = await InviteAsync(server, eve, new { username = "aDa", role = "member" });
        var unknown = await InviteAsync(server, eve, new { username = "oDa", role = "member" });
        var id = known.Body.GetProperty("invitation").GetProperty("invitation_id").GetString();
        (await server.PostAsync($"{Own}{id}/decline/", "{}", ada)).ShouldBe(HttpStatusCode.NoContent);

        ShapeOf(known).ShouldBe(ShapeOf(unknown));
        var list = (await server.GetAsync(OfRed, eve)).Body.GetProperty("invitations").EnumerateArray().Select(one => Shape(one, one.GetProperty("invitation_id").GetString()!)).ToList();
        list.Count.ShouldBe(2);
        list[0].ShouldBe(list[1]);
        (await server.GetAsync(Own, ada)).Body.GetProperty("invitations").GetArrayLength().ShouldBe(0);
        Answer[] others =
        [
            await server.PatchAsync("/api/v1/teams/red/members/ada/", new { role = "admin" }, eve),
            await server.PatchAsync("/api/v1/teams/red/members/oda/", new { role = "admin" }, eve),
            await server.DeleteAsync("/api/v1/teams/red/members/ada/", eve),
            await server.DeleteAsync("/api/v1/teams/red/members/oda/", eve),
        ];
        others.ShouldAllBe(answer => answer.Status == HttpStatusCode.NotFound);
        others.Select(answer => answer.Body.ToString()).Distinct().ShouldHaveSingleItem();

        static string ShapeOf(Answer created)
            => Shape(created.ShouldBe(HttpStatusCode.Created).Body, created.Body.GetProperty("invitation").GetProperty("invitation_id").GetString()!, created.Text("secret")!);
    }

    [Fact]
    public async Task Secrets_TriedByAUser_AreSlowedDown()
    {
        await using var server = await StartAsync(_clock);
        var ada = await server.SignInNewAsync("ada");
        var eve = await server.SignInNewAsync("eve", "red", TeamRole.Admin);
        var secret = (await InviteAsync(server, eve, new { role = "member" })).Text("secret");

        for (var count = 0; count < 5; count++)
        {
            (await server.PostAsync($"{Own}accept/", new { secret = $"ski_{count}" }, ada)).ShouldBe(HttpStatusCode.NotFound);
        }

        (await server.PostAsync($"{Own}accept/", new { secret }, ada)).ShouldBe(HttpStatusCode.TooManyRequests).Message.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromMinutes(5));
        _clock.Advance(TimeSpan.FromMinutes(5));
        (await server.PostAsync($"{Own}accept/", new { secret }, ada)).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Invitations_OfATeam_AreBounded()
    {
        await using var server = await StartAsync(_clock);
        var eve = await server.SignInNewAsync("eve", "red", TeamRole.Admin);
        for (var count = 0; count < 100; count++)
        {
            (await InviteAsync(server, eve, new { role = "viewer" })).ShouldBe(HttpStatusCode.Created);
        }

        (await InviteAsync(server, eve, new { role = "viewer" })).ShouldBe(HttpStatusCode.Conflict).Text("details")!.ShouldContain("revoke");
    }

    [Fact]
    public async Task Invitations_OfAnAdminWhoWasRemoved_AreWorthNothing()
    {
        await using var server = await StartAsync(_clock);
        var eve = await server.SignInNewAsync("eve", "red", TeamRole.Admin);
        var max = await server.SignInNewAsync("max", "milk");
        await server.AddToTeamAsync("max", "red", TeamRole.Admin);
        var secret = (await InviteAsync(server, max, new { role = "admin", single_use = false })).Text("secret");

        (await server.DeleteAsync("/api/v1/teams/red/members/max/", eve)).ShouldBe(HttpStatusCode.NoContent);

        (await server.PostAsync($"{Own}accept/", new { secret }, max)).ShouldBe(HttpStatusCode.NotFound);
        (await server.GetAsync(OfRed, max)).ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("""{}""", "role")]
    [InlineData("""{"role": "boss"}""", "role")]
    [InlineData("""{"role": "member", "username": "a b"}""", "username")]
    [InlineData("""{"role": "member", "username": ""}""", "username")]
    [InlineData("""{"role": "member", "expires_in_days": 0}""", "expires_in_days")]
    [InlineData("""{"role": "member", "expires_in_days": 31}""", "expires_in_days")]
    [InlineData("""{"role": "member", "single_use": "yes"}""", "single_use")]
    public async Task Invitation_BadBody_IsReportedByField(string body, string field)
    {
        await using var server = await StartAsync(_clock);
        var eve = await server.SignInNewAsync("eve", "red", TeamRole.Admin);

        (await server.PostAsync(OfRed, body, eve)).ShouldBe(HttpStatusCode.BadRequest).Text("details")!.ShouldStartWith(field);
    }

    [Fact]
    public async Task NewProject_OfAUserInSeveralTeams_GoesToTheOneSheChose()
    {
        await using var server = await StartAsync(_clock);
        var ada = await server.SignInNewAsync("ada", role: TeamRole.Viewer);
        await server.AddToTeamAsync("ada", "red");
        var foreign = Guid.NewGuid();
        await server.PostBatchAsync(await server.SignInNewAsync("dan", "milk"), TestEvents.Moved(foreign));

        // Who runs the server put her in red, and she has chosen nothing: no guess.
        var unchosen = await server.PostBatchAsync(ada, TestEvents.Moved(Guid.NewGuid()));
        var other = await server.PostBatchAsync(ada, TestEvents.Moved(foreign));
        unchosen.ShouldBe(HttpStatusCode.Forbidden).Text("details")!.ShouldContain("default_team");
        other.ShouldBe(HttpStatusCode.Forbidden).Body.ToString().ShouldBe(unchosen.Body.ToString());
        (await server.PostAsync("/api/v1/missions/", new { project_uuid = Guid.NewGuid(), title = "Tea" }, ada)).ShouldBe(HttpStatusCode.Forbidden).Text("details")!.ShouldContain("default_team");
        (await server.PostAsync("/api/v1/projects/", new { project_uuid = Guid.NewGuid() }, ada)).ShouldBe(HttpStatusCode.Forbidden).Text("details")!.ShouldContain("team_slug");
        (await server.GetAsync("/api/v1/me/", ada)).Body.GetProperty("default_team").ValueKind.ShouldBe(JsonValueKind.Null);

        // For one project, or for all.
        var named = Guid.NewGuid();
        (await server.PostAsync("/api/v1/projects/", new { project_uuid = named, team_slug = "red" }, ada)).ShouldBe(HttpStatusCode.Created);
        (await server.PostAsync("/api/v1/projects/", new { project_uuid = named }, ada)).ShouldBe(HttpStatusCode.OK).Text("team_slug").ShouldBe("red");
        (await server.PostBatchAsync(ada, TestEvents.Moved(named))).Statuses.ShouldBe(["success"]);
        (await server.PatchAsync("/api/v1/me/", new { default_team = "tea" }, ada)).ShouldBe(HttpStatusCode.Forbidden).Text("details")!.ShouldContain("viewer");
        (await server.PatchAsync("/api/v1/me/", new { default_team = "milk" }, ada)).ShouldBe(HttpStatusCode.NotFound);
        (await server.PatchAsync("/api/v1/me/", new { default_team = "red" }, ada)).ShouldBe(HttpStatusCode.NoContent);
        (await server.GetAsync("/api/v1/me/", ada)).Text("default_team").ShouldBe("red");
        var project = Guid.NewGuid();
        (await server.PostBatchAsync(ada, TestEvents.Moved(project))).Statuses.ShouldBe(["success"]);
        (await server.GetAsync($"/api/v1/projects/{project}/", ada)).Text("team_slug").ShouldBe("red");
        (await server.SignInAsync("ada")).Text("team_slug").ShouldBe("red");
    }

    [Fact]
    public async Task NewProject_AfterAnAcceptance_StaysWithTheTeamChosenBefore()
    {
        await using var server = await StartAsync(_clock);
        var ada = await server.SignInNewAsync("ada", "zebra");
        var eve = await server.SignInNewAsync("eve", "red", TeamRole.Admin);
        await server.PostAsync($"{Own}accept/", new { secret = (await InviteAsync(server, eve, new { role = "member" })).Text("secret") }, ada);
        var (before, after) = (Guid.NewGuid(), Guid.NewGuid());

        await server.PostBatchAsync(ada, TestEvents.Moved(before));
        (await server.DeleteAsync("/api/v1/teams/zebra/members/ada/", ada)).ShouldBe(HttpStatusCode.NoContent);
        await server.PostBatchAsync(ada, TestEvents.Moved(after));

        (await server.GetAsync($"/api/v1/projects/{before}/", ada)).ShouldBe(HttpStatusCode.NotFound);
        (await server.GetAsync($"/api/v1/projects/{after}/", ada)).Text("team_slug").ShouldBe("red");
    }

    private static Task<Answer> InviteAsync(RunningServer server, string token, object body) => server.PostAsync(OfRed, body, token);

    private static string[] Teams(Answer me) => [.. me.ShouldBe(HttpStatusCode.OK).Body.GetProperty("teams").EnumerateArray().Select(team => team.GetProperty("team_slug").GetString()!)];

    // What is random, and the name that the admin wrote, differs between any two.
    private static string Shape(JsonElement body, params string[] random)
        => random.Aggregate(body.ToString(), (text, one) => text.Replace(one, "*", StringComparison.Ordinal)).Replace("aDa", "*", StringComparison.Ordinal).Replace("oDa", "*", StringComparison.Ordinal);
}

public sealed class InvitationsOnSqliteTests() : InvitationTests(HostedStore.Sqlite);

public sealed class InvitationsOnPostgresTests() : InvitationTests(HostedStore.Postgres);
