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
            slug => server.PostAsync($"/api/v1/teams/{slug}/members/", new { username = "ada", role = "admin" }, token),
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
    public async Task Member_WhoExists_IsAddedOnce()
    {
        await using var server = await RunningServer.StartAsync();
        await server.AddUserAsync("dan", "milk");
        var admin = await server.SignInNewAsync("ada", role: TeamRole.Admin);

        (await server.PostAsync(Members, new { username = "DAN", role = "member" }, admin)).ShouldBe(HttpStatusCode.Created).Text("username").ShouldBe("dan");
        (await server.PostAsync(Members, new { username = "dan", role = "member" }, admin)).ShouldBe(HttpStatusCode.Conflict);
        (await server.PostAsync(Members, new { username = "Dan", password = RunningServer.Password, role = "member" }, admin)).ShouldBe(HttpStatusCode.Conflict);
        (await server.PostAsync(Members, new { username = "nobody", role = "member" }, admin)).ShouldBe(HttpStatusCode.NotFound);

        var dan = (await server.SignInAsync("dan")).Text("access")!;
        Names(await server.GetAsync(Members, dan)).ShouldBe(["ada", "dan"]);
    }

    [Theory]
    [InlineData("""{"username": "eve"}""", "role")]
    [InlineData("""{"username": "eve", "role": "boss"}""", "role")]
    [InlineData("""{"username": "eve", "role": 2}""", "role")]
    [InlineData("""{"username": 7, "role": "member"}""", "username")]
    [InlineData("""{"username": "e e", "role": "member"}""", "username")]
    [InlineData("""{"username": "eve\n", "role": "member"}""", "username")]
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

        (await server.PostAsync(Members, new { username = "bob", role = "member" }, admin)).ShouldBe(HttpStatusCode.Created);
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
