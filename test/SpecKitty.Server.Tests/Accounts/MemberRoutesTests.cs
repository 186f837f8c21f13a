using System.Net;
using System.Text.Json;
using SpecKitty.Server.Storage;
using SpecKitty.Server.Tests.Hosting;

namespace SpecKitty.Server.Tests.Accounts;

public sealed class MemberRoutesTests
{
    private const string Members = "/api/v1/teams/tea/members/";

    [Fact]
    public async Task Me_SaysWhoAsksAndWhatTheTokenLetsThrough()
    {
        await using var server = await RunningServer.StartAsync();
        var token = await server.SignInNewAsync("ada", role: TeamRole.Admin);

        var me = (await server.GetAsync("/api/v1/me", token)).ShouldBe(HttpStatusCode.OK);

        me.Text("username").ShouldBe("ada");
        me.Text("principal_id").ShouldBe($"user/{me.Text("user_id")}");
        me.Body.GetProperty("teams").ToString().ShouldBe("""[{"team_slug":"tea","role":"admin"}]""");
        me.Body.GetProperty("rights").ToString().ShouldBe("""["read","write","account"]""");
        me.Body.GetProperty("scope").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Fact]
    public async Task Members_OfTheTeam_AreListedByPage()
    {
        await using var server = await RunningServer.StartAsync();
        await server.AddUserAsync("Cleo");
        await server.AddUserAsync("bob");
        await server.AddUserAsync("dan", "milk");
        var token = await server.SignInNewAsync("ada", role: TeamRole.Viewer);

        var first = await server.GetAsync($"{Members}?limit=2", token);
        var second = await server.GetAsync($"{Members}?limit=2&after={first.Text("next")}", token);

        Names(first).ShouldBe(["ada", "bob"]);
        Names(second).ShouldBe(["Cleo"]);
        second.Body.GetProperty("next").ValueKind.ShouldBe(JsonValueKind.Null);
        (await server.GetAsync($"{Members}?limit=501", token)).ShouldBe(HttpStatusCode.BadRequest).Text("details")!.ShouldContain("limit");
    }

    [Fact]
    public async Task Members_OfAnotherTeam_AnswerLikeThoseOfNone()
    {
        await using var server = await RunningServer.StartAsync();
        await server.AddUserAsync("dan", "milk", TeamRole.Admin);
        var token = await server.SignInNewAsync("ada", role: TeamRole.Admin);

        foreach (var send in new Func<string, Task<Answer>>[]
        {
            slug => server.GetAsync($"/api/v1/teams/{slug}/members/", token),
            slug => server.PostAsync($"/api/v1/teams/{slug}/members/", new { username = "eve", password = RunningServer.Password, role = "viewer" }, token),
            slug => server.PostAsync($"/api/v1/teams/{slug}/invitations/", new { username = "ada", role = "admin" }, token),
            slug => server.GetAsync($"/api/v1/teams/{slug}/invitations/", token),
            slug => server.DeleteAsync($"/api/v1/teams/{slug}/invitations/01KAJ0000000000000000000000/", token),
            slug => server.DeleteAsync($"/api/v1/teams/{slug}/members/ada/", token),
            slug => server.PatchAsync($"/api/v1/teams/{slug}/members/dan/", new { role = "viewer" }, token),
            slug => server.DeleteAsync($"/api/v1/teams/{slug}/members/dan/", token),
        })
        {
            var foreign = await send("milk");
            var none = await send("water");

            foreign.ShouldBe(HttpStatusCode.NotFound);
            none.ShouldBe(HttpStatusCode.NotFound);
            none.Body.ToString().ShouldBe(foreign.Body.ToString());
        }

        (await server.SignInAsync("dan")).ShouldBe(HttpStatusCode.OK);
        (await server.SignInAsync("eve")).ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Theory]
    [InlineData(TeamRole.Member)]
    [InlineData(TeamRole.Viewer)]
    public async Task Members_ChangedByWhoIsNoAdmin_AreLeftAlone(TeamRole role)
    {
        await using var server = await RunningServer.StartAsync();
        await server.AddUserAsync("bob", role: TeamRole.Admin);
        var token = await server.SignInNewAsync("ada", role: role);

        (await server.PostAsync(Members, new { username = "eve", password = RunningServer.Password, role = "admin" }, token)).ShouldBe(HttpStatusCode.Forbidden);
        (await server.PatchAsync($"{Members}ada/", new { role = "admin" }, token)).ShouldBe(HttpStatusCode.Forbidden);
        (await server.DeleteAsync($"{Members}bob/", token)).ShouldBe(HttpStatusCode.Forbidden).Text("details")!.ShouldContain("admin");
        (await server.PostAsync("/api/v1/teams/tea/invitations/", new { role = "viewer" }, token)).ShouldBe(HttpStatusCode.Forbidden);
        (await server.GetAsync("/api/v1/teams/tea/invitations/", token)).ShouldBe(HttpStatusCode.Forbidden);

        Roles(await server.GetAsync(Members, token)).ShouldBe([role.ToString().ToLowerInvariant(), "admin"]);
    }

    [Fact]
    public async Task Member_MadeByAnAdmin_CanSignInAndDoAsTheRoleSays()
    {
        await using var server = await RunningServer.StartAsync();
        var admin = await server.SignInNewAsync("ada", role: TeamRole.Admin);

        // What a body has beyond its members is not taken over.
        var made = await server.PostAsync(Members, new { username = "bob", password = RunningServer.Password, role = "viewer", user_id = "mine", team_slug = "milk", is_admin = true }, admin);

        made.ShouldBe(HttpStatusCode.Created).Text("role").ShouldBe("viewer");
        made.Text("user_id").ShouldNotBe("mine");
        var bob = (await server.SignInAsync("BOB")).Text("access")!;
        var project = Guid.NewGuid();
        (await server.PostBatchAsync(bob, TestEvents.Moved(project))).ShouldBe(HttpStatusCode.Forbidden);
        (await server.PatchAsync($"{Members}bob/", new { role = "member" }, admin)).ShouldBe(HttpStatusCode.NoContent);
        (await server.PostBatchAsync(bob, TestEvents.Moved(project))).Statuses.ShouldBe(["success"]);
        (await server.GetAsync("/api/v1/me/", bob)).Body.GetProperty("teams").GetArrayLength().ShouldBe(1);
    }

    [Fact]
    public async Task Member_WhoExists_IsNeverAdded()
    {
        await using var server = await RunningServer.StartAsync();
        var dan = await server.SignInNewAsync("dan", "milk");
        var admin = await server.SignInNewAsync("ada", role: TeamRole.Admin);

        var taken = await server.PostAsync(Members, new { username = "DAN", password = RunningServer.Password, role = "member" }, admin);
        var own = await server.PostAsync(Members, new { username = "ada", password = RunningServer.Password, role = "member" }, admin);

        taken.ShouldBe(HttpStatusCode.Conflict).Text("details")!.ShouldContain("invite them");
        own.ShouldBe(HttpStatusCode.Conflict).Body.ToString().ShouldBe(taken.Body.ToString());
        Names(await server.GetAsync(Members, admin)).ShouldBe(["ada"]);
        (await server.GetAsync("/api/v1/me/", dan)).Body.GetProperty("teams").GetArrayLength().ShouldBe(1);
        (await server.GetAsync("/api/v1/invitations/", dan)).Body.GetProperty("invitations").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task Member_NamesTriedByAnAdmin_AreSlowedDown()
    {
        var clock = new MovableClock();
        await using var server = await RunningServer.StartAsync(clock);
        await server.AddUserAsync("dan", "milk");
        var admin = await server.SignInNewAsync("ada", role: TeamRole.Admin);

        (await server.PostAsync(Members, new { username = "first", password = RunningServer.Password, role = "member" }, admin)).ShouldBe(HttpStatusCode.Created);
        for (var count = 0; count < 5; count++)
        {
            (await server.PostAsync(Members, new { username = "dan", password = RunningServer.Password, role = "member" }, admin)).ShouldBe(HttpStatusCode.Conflict);
        }

        var slowed = await server.PostAsync(Members, new { username = "free", password = RunningServer.Password, role = "member" }, admin);

        slowed.ShouldBe(HttpStatusCode.TooManyRequests).Message.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromMinutes(5));
        clock.Advance(TimeSpan.FromMinutes(5));
        (await server.PostAsync(Members, new { username = "free", password = RunningServer.Password, role = "member" }, admin)).ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task Member_OfAnyRole_MayLeave()
    {
        await using var server = await RunningServer.StartAsync();
        await server.AddUserAsync("ada", role: TeamRole.Admin);
        var bob = await server.SignInNewAsync("bob", "milk");
        await server.AddToTeamAsync("bob", "tea", TeamRole.Viewer);
        var ci = (await server.PostAsync("/api/v1/tokens/", new { name = "ci", rights = new[] { "read", "write" } }, bob)).Text("token");

        (await server.DeleteAsync($"{Members}bob/", ci)).ShouldBe(HttpStatusCode.Forbidden).Text("details")!.ShouldContain("account");
        (await server.DeleteAsync($"{Members}BOB/", bob)).ShouldBe(HttpStatusCode.NoContent);

        (await server.GetAsync(Members, bob)).ShouldBe(HttpStatusCode.NotFound);
        (await server.DeleteAsync($"{Members}bob/", bob)).ShouldBe(HttpStatusCode.NotFound);
        (await server.GetAsync("/api/v1/me/", bob)).Body.GetProperty("teams").ToString().ShouldBe("""[{"team_slug":"milk","role":"member"}]""");
    }

    [Fact]
    public async Task Member_WhoLeavesTheLastTeam_IsSignedOut()
    {
        await using var server = await RunningServer.StartAsync();
        var bob = await server.SignInNewAsync("bob", "milk");

        (await server.DeleteAsync("/api/v1/teams/milk/members/bob/", bob)).ShouldBe(HttpStatusCode.NoContent);

        (await server.GetAsync("/api/v1/me/", bob)).ShouldBe(HttpStatusCode.Unauthorized);
        (await server.SignInAsync("bob")).ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Theory]
    [InlineData("""{"username": "eve", "password": "a long one"}""", "role")]
    [InlineData("""{"username": "eve", "password": "a long one", "role": "boss"}""", "role")]
    [InlineData("""{"username": "eve", "password": "a long one", "role": 2}""", "role")]
    [InlineData("""{"username": 7, "password": "a long one", "role": "member"}""", "username")]
    [InlineData("""{"username": "e e", "password": "a long one", "role": "member"}""", "username")]
    [InlineData("""{"username": "eve\n", "password": "a long one", "role": "member"}""", "username")]
    [InlineData("""{"username": "eve", "role": "member"}""", "password")]
    [InlineData("""{"username": "eve", "role": "member", "password": "short"}""", "password")]
    public async Task Member_BadBody_IsToldByField(string body, string field)
    {
        await using var server = await RunningServer.StartAsync();
        var admin = await server.SignInNewAsync("ada", role: TeamRole.Admin);

        (await server.PostAsync(Members, body, admin)).ShouldBe(HttpStatusCode.BadRequest).Text("details")!.ShouldStartWith(field);
    }

    [Fact]
    public async Task Member_WhoIsRemoved_IsOutAtOnce()
    {
        await using var server = await RunningServer.StartAsync();
        var admin = await server.SignInNewAsync("ada", role: TeamRole.Admin);
        await server.AddUserAsync("bob");
        var bob = await server.SignInAsync("bob");
        var mission = await TestMission.CreateAsync(server, bob.Text("access")!);

        (await server.DeleteAsync($"{Members}bob/", admin)).ShouldBe(HttpStatusCode.NoContent);

        (await server.GetAsync("/api/v1/me/", bob.Text("access"))).ShouldBe(HttpStatusCode.Unauthorized);
        (await server.PostBatchAsync(bob.Text("access")!, TestEvents.Moved(mission.Project))).ShouldBe(HttpStatusCode.Unauthorized);
        (await server.PostAsync("/api/v1/token/refresh/", new { refresh = bob.Text("refresh") })).ShouldBe(HttpStatusCode.Unauthorized);
        var signIn = await server.SignInAsync("bob");
        var wrong = await server.SignInAsync("bob", "wrong password");
        signIn.ShouldBe(HttpStatusCode.Unauthorized).Body.ToString().ShouldBe(wrong.Body.ToString());
        (await server.DeleteAsync($"{Members}bob/", admin)).ShouldBe(HttpStatusCode.NotFound);

        await server.AddToTeamAsync("bob", "tea");
        (await server.GetAsync("/api/v1/me/", bob.Text("access"))).ShouldBe(HttpStatusCode.Unauthorized);
        (await server.SignInAsync("bob")).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Member_WhoIsTheLastAdmin_Stays()
    {
        await using var server = await RunningServer.StartAsync();
        var admin = await server.SignInNewAsync("ada", role: TeamRole.Admin);
        await server.AddUserAsync("bob");

        (await server.DeleteAsync($"{Members}ada/", admin)).ShouldBe(HttpStatusCode.Conflict);
        (await server.PatchAsync($"{Members}ADA/", new { role = "member" }, admin)).ShouldBe(HttpStatusCode.Conflict).Text("details")!.ShouldContain("admin");
        (await server.PatchAsync($"{Members}bob/", new { role = "admin" }, admin)).ShouldBe(HttpStatusCode.NoContent);
        (await server.DeleteAsync($"{Members}ada/", admin)).ShouldBe(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task Password_ChangedByItsUser_EndsEveryOtherSignInAndNoTokenForAutomation()
    {
        await using var server = await RunningServer.StartAsync();
        await server.AddUserAsync("ada");
        var here = await server.SignInAsync("ada");
        var there = await server.SignInAsync("ada");
        var personal = (await server.PostAsync("/api/v1/tokens/", new { name = "ci" }, there.Text("access"))).Text("token");

        var wrong = await server.PostAsync("/api/v1/me/password/", new { current = "another password", @new = "a new password" }, here.Text("access"));
        var weak = await server.PostAsync("/api/v1/me/password/", new { current = RunningServer.Password, @new = "short" }, here.Text("access"));
        (await server.GetAsync("/api/v1/me/", there.Text("access"))).ShouldBe(HttpStatusCode.OK);
        var changed = await server.PostAsync("/api/v1/me/password/", new { current = RunningServer.Password, @new = "a new password" }, here.Text("access"));

        wrong.ShouldBe(HttpStatusCode.Forbidden).Text("details")!.ShouldStartWith("current");
        weak.ShouldBe(HttpStatusCode.BadRequest).Text("details")!.ShouldStartWith("new");
        changed.ShouldBe(HttpStatusCode.NoContent);
        (await server.GetAsync("/api/v1/me/", there.Text("access"))).ShouldBe(HttpStatusCode.Unauthorized);
        (await server.PostAsync("/api/v1/token/refresh/", new { refresh = there.Text("refresh") })).ShouldBe(HttpStatusCode.Unauthorized);
        (await server.GetAsync("/api/v1/me/", here.Text("access"))).ShouldBe(HttpStatusCode.OK);
        (await server.PostAsync("/api/v1/token/refresh/", new { refresh = here.Text("refresh") })).ShouldBe(HttpStatusCode.OK);
        (await server.GetAsync("/api/v1/me/", personal)).ShouldBe(HttpStatusCode.OK);
        (await server.SignInAsync("ada")).ShouldBe(HttpStatusCode.Unauthorized);
        (await server.SignInAsync("ada", "a new password")).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Password_GuessedWithAStolenToken_LocksLikeTheSignIn()
    {
        await using var server = await RunningServer.StartAsync();
        var token = await server.SignInNewAsync("ada");

        var guesses = await Task.WhenAll(Enumerable.Range(0, 30).Select(number
            => server.PostAsync("/api/v1/me/password/", new { current = $"guess number {number}", @new = "a new password" }, token)));

        guesses.Count(guess => guess.Status == HttpStatusCode.Forbidden).ShouldBe(5);
        guesses.Count(guess => guess.Status == HttpStatusCode.TooManyRequests).ShouldBe(25);
        (await server.SignInAsync("ada")).ShouldBe(HttpStatusCode.TooManyRequests);
    }

    private static string[] Names(Answer answer) => Column(answer, "username");

    private static string[] Roles(Answer answer) => Column(answer, "role");

    private static string[] Column(Answer answer, string member)
        => [.. answer.ShouldBe(HttpStatusCode.OK).Body.GetProperty("members").EnumerateArray().Select(element => element.GetProperty(member).GetString()!)];
}
