using System.Net;
using System.Text.Json;
using SpecKitty.Server.Storage;
using SpecKitty.Server.Tests.Hosting;

namespace SpecKitty.Server.Tests.Accounts;

public sealed class PersonalTokenTests
{
    private const string Tokens = "/api/v1/tokens/";

    private readonly MovableClock _clock = new();

    [Fact]
    public async Task Token_ActsAsItsUserUntilItEnds()
    {
        await using var server = await RunningServer.StartAsync(_clock);
        var ada = await server.SignInNewAsync("ada");

        var made = await MakeAsync(server, ada, new { name = "ci", expires_in_days = 1 });

        var token = made.Text("token")!;
        token.ShouldMatch("^skp_[A-Za-z0-9_-]{43}$");
        made.Text("expires_at").ShouldBe("2026-02-16T10:00:00Z");
        (await server.PostBatchAsync(token, TestEvents.Moved(Guid.NewGuid()))).Statuses.ShouldBe(["success"]);
        var me = await server.GetAsync("/api/v1/me/", token);
        me.Text("username").ShouldBe("ada");
        me.Body.GetProperty("rights").ToString().ShouldBe("""["read","write"]""");
        _clock.Advance(TimeSpan.FromDays(1) - TimeSpan.FromSeconds(1));
        (await server.GetAsync("/api/v1/me/", token)).ShouldBe(HttpStatusCode.OK);
        _clock.Advance(TimeSpan.FromSeconds(1));
        (await server.GetAsync("/api/v1/me/", token)).ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Theory]
    [InlineData("read", HttpStatusCode.OK, HttpStatusCode.Forbidden)]
    [InlineData("write", HttpStatusCode.Forbidden, HttpStatusCode.OK)]
    [InlineData("import", HttpStatusCode.Forbidden, HttpStatusCode.OK)]
    public async Task Token_WithOneRight_HasNoOther(string right, HttpStatusCode reads, HttpStatusCode writes)
    {
        await using var server = await RunningServer.StartAsync(_clock);
        var ada = await server.SignInNewAsync("ada", role: TeamRole.Admin);
        var token = (await MakeAsync(server, ada, new { name = "ci", rights = new[] { right } })).Text("token")!;

        (await server.GetAsync("/api/v1/missions/", token)).ShouldBe(reads);
        (await server.GetAsync("/api/v1/projects/", token)).ShouldBe(reads);
        (await server.PostBatchAsync(token, TestEvents.Moved(Guid.NewGuid()))).ShouldBe(writes);
        (await server.GetAsync("/api/v1/me/", token)).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Token_NeverLooksAfterAccounts()
    {
        await using var server = await RunningServer.StartAsync(_clock);
        var ada = await server.SignInNewAsync("ada", role: TeamRole.Admin);
        await server.AddUserAsync("bob");
        var made = await MakeAsync(server, ada, new { name = "ci", rights = new[] { "read", "write", "import" } });
        var token = made.Text("token")!;

        Answer[] refused =
        [
            await server.PostAsync(Tokens, new { name = "another" }, token),
            await server.GetAsync(Tokens, token),
            await server.DeleteAsync($"{Tokens}{made.Text("token_id")}/", token),
            await server.PostAsync("/api/v1/me/password/", new { current = RunningServer.Password, @new = "a new password" }, token),
            await server.PostAsync("/api/v1/teams/tea/members/", new { username = "eve", password = RunningServer.Password, role = "admin" }, token),
            await server.PatchAsync("/api/v1/teams/tea/members/bob/", new { role = "admin" }, token),
            await server.DeleteAsync("/api/v1/teams/tea/members/bob/", token),
        ];

        refused.Select(answer => answer.Status).Distinct().ShouldBe([HttpStatusCode.Forbidden]);
        (await server.GetAsync("/api/v1/teams/tea/members/", token)).ShouldBe(HttpStatusCode.OK);
        (await server.SignInAsync("bob")).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Token_OfWhoIsNoAdmin_CannotImport()
    {
        await using var server = await RunningServer.StartAsync(_clock);
        var ada = await server.SignInNewAsync("ada");

        (await server.PostAsync(Tokens, new { name = "ci", rights = new[] { "import" } }, ada)).ShouldBe(HttpStatusCode.Forbidden).Text("details")!.ShouldStartWith("rights");
    }

    [Fact]
    public async Task Token_AfterRevocation_IsGoodForNothing()
    {
        await using var server = await RunningServer.StartAsync(_clock);
        var ada = await server.SignInNewAsync("ada");
        var bob = await server.SignInNewAsync("bob");
        var made = await MakeAsync(server, ada, new { name = "ci" });
        var id = made.Text("token_id");

        (await server.DeleteAsync($"{Tokens}{id}/", bob)).ShouldBe(HttpStatusCode.NotFound);
        (await server.GetAsync("/api/v1/me/", made.Text("token"))).ShouldBe(HttpStatusCode.OK);
        (await server.DeleteAsync($"{Tokens}{id}/", ada)).ShouldBe(HttpStatusCode.NoContent);

        (await server.GetAsync("/api/v1/me/", made.Text("token"))).ShouldBe(HttpStatusCode.Unauthorized);
        (await server.DeleteAsync($"{Tokens}{id}/", ada)).ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Token_FollowsWhatItsUserMay()
    {
        await using var server = await RunningServer.StartAsync(_clock);
        var admin = await server.SignInNewAsync("ada", role: TeamRole.Admin);
        var token = (await MakeAsync(server, await server.SignInNewAsync("bob"), new { name = "ci" })).Text("token")!;
        var project = Guid.NewGuid();
        (await server.PostBatchAsync(token, TestEvents.Moved(project))).Statuses.ShouldBe(["success"]);

        await server.PatchAsync("/api/v1/teams/tea/members/bob/", new { role = "viewer" }, admin);
        (await server.PostBatchAsync(token, TestEvents.Moved(project))).ShouldBe(HttpStatusCode.Forbidden);
        (await server.GetAsync($"/api/v1/events/?project={project}", token)).ShouldBe(HttpStatusCode.OK);
        await server.DeleteAsync("/api/v1/teams/tea/members/bob/", admin);

        (await server.GetAsync("/api/v1/me/", token)).ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Tokens_AreListedWithoutTheirSecrets()
    {
        await using var server = await RunningServer.StartAsync(_clock);
        var ada = await server.SignInNewAsync("ada");
        var first = await MakeAsync(server, ada, new { name = "first" });
        _clock.Advance(TimeSpan.FromSeconds(1));
        var second = await MakeAsync(server, ada, new { name = "second", rights = new[] { "read" } });
        await MakeAsync(server, await server.SignInNewAsync("bob"), new { name = "not hers" });
        await server.GetAsync("/api/v1/me/", first.Text("token"));
        _clock.Advance(TimeSpan.FromMinutes(10));
        await server.GetAsync("/api/v1/me/", first.Text("token"));

        var listed = (await server.GetAsync(Tokens, ada)).ShouldBe(HttpStatusCode.OK);

        var tokens = listed.Body.GetProperty("tokens").EnumerateArray().ToList();
        tokens.Select(token => token.GetProperty("name").GetString()).ShouldBe(["first", "second"]);
        tokens[0].GetProperty("last_used_at").GetString().ShouldBe("2026-02-15T10:00:01Z", "Within an hour the first use stands.");
        tokens[1].GetProperty("last_used_at").ValueKind.ShouldBe(JsonValueKind.Null);
        listed.Body.ToString().ShouldNotContain("skp_");
        (await server.GetAsync($"{Tokens}?limit=1&after={tokens[0].GetProperty("token_id").GetString()}", ada))
            .Body.GetProperty("tokens")[0].GetProperty("token_id").GetString().ShouldBe(second.Text("token_id"));
        _clock.Advance(TimeSpan.FromMinutes(51));
        await server.GetAsync("/api/v1/me/", first.Text("token"));
        var later = (await server.SignInAsync("ada")).Text("access");
        (await server.GetAsync(Tokens, later)).Body.GetProperty("tokens")[0].GetProperty("last_used_at").GetString().ShouldBe("2026-02-15T11:01:01Z");
    }

    [Theory]
    [InlineData("{}", "name")]
    [InlineData("""{"name": ""}""", "name")]
    [InlineData("""{"name": "a\u0007b"}""", "name")]
    [InlineData("""{"name": "ci", "expires_in_days": 0}""", "expires_in_days")]
    [InlineData("""{"name": "ci", "expires_in_days": 367}""", "expires_in_days")]
    [InlineData("""{"name": "ci", "expires_in_days": "90"}""", "expires_in_days")]
    [InlineData("""{"name": "ci", "rights": []}""", "rights")]
    [InlineData("""{"name": "ci", "rights": "read"}""", "rights")]
    [InlineData("""{"name": "ci", "rights": ["everything"]}""", "rights[0]")]
    [InlineData("""{"name": "ci", "rights": ["account"]}""", "rights")]
    public async Task Token_BadBody_IsToldByField(string body, string field)
    {
        await using var server = await RunningServer.StartAsync(_clock);

        (await server.PostAsync(Tokens, body, await server.SignInNewAsync("ada", role: TeamRole.Admin))).ShouldBe(HttpStatusCode.BadRequest).Text("details")!.ShouldStartWith(field);
    }

    [Fact]
    public async Task Tokens_PastTheMost_AreRefused()
    {
        await using var server = await RunningServer.StartAsync(_clock);
        var ada = await server.SignInNewAsync("ada");
        for (var number = 0; number < 100; number++)
        {
            await MakeAsync(server, ada, new { name = $"token {number}" });
        }

        (await server.PostAsync(Tokens, new { name = "one more" }, ada)).ShouldBe(HttpStatusCode.Conflict).Text("details")!.ShouldContain("100");
    }

    private static async Task<Answer> MakeAsync(RunningServer server, string access, object body)
        => (await server.PostAsync(Tokens, body, access)).ShouldBe(HttpStatusCode.Created);
}
