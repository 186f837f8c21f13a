using System.Net;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using SpecKitty.Events.Envelope;
using SpecKitty.Server.Auth;
using SpecKitty.Server.Storage;
using SpecKitty.Server.Tests.Hosting;

namespace SpecKitty.Server.Tests.Auth;

public sealed class SignOutTests
{
    private const string Refresh = "/api/v1/token/refresh/";
    private const string SignOut = "/api/v1/token/logout/";

    private readonly MovableClock _clock = new();

    [Fact]
    public async Task SignOut_EndsTheSignInAtOnceAndNoOther()
    {
        await using var server = await RunningServer.StartAsync(_clock);
        await server.AddUserAsync("ada");
        var (here, there) = (await server.SignInAsync("ada"), await server.SignInAsync("ada"));
        var next = await server.PostAsync(Refresh, new { refresh = here.Text("refresh") });

        (await server.PostAsync(SignOut, new { refresh = next.Text("refresh") })).ShouldBe(HttpStatusCode.NoContent);

        foreach (var access in new[] { here.Text("access"), next.Text("access") })
        {
            (await server.GetAsync("/api/v1/me/", access)).ShouldBe(HttpStatusCode.Unauthorized);
        }

        foreach (var refresh in new[] { here.Text("refresh"), next.Text("refresh") })
        {
            (await server.PostAsync(Refresh, new { refresh })).ShouldBe(HttpStatusCode.Unauthorized);
        }

        (await server.GetAsync("/api/v1/me/", there.Text("access"))).ShouldBe(HttpStatusCode.OK);
        (await server.PostAsync(Refresh, new { refresh = there.Text("refresh") })).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task SignOut_WithWhateverToken_AnswersAlikeAndHarmsNothing()
    {
        await using var server = await RunningServer.StartAsync(_clock);
        await server.AddUserAsync("ada");
        var pair = await server.SignInAsync("ada");

        foreach (var refresh in new[] { "nonsense", pair.Text("access"), $"{pair.Text("refresh")}x", "a.b.c" })
        {
            (await server.PostAsync(SignOut, new { refresh })).ShouldBe(HttpStatusCode.NoContent);
        }

        (await server.GetAsync("/api/v1/me/", pair.Text("access"))).ShouldBe(HttpStatusCode.OK);
        (await server.PostAsync(SignOut, new { refresh = 7 })).ShouldBe(HttpStatusCode.BadRequest).Text("details")!.ShouldStartWith("refresh");
    }

    [Fact]
    public async Task AccessToken_OfAFamilyRevokedByReuse_IsRefused()
    {
        await using var server = await RunningServer.StartAsync(_clock);
        await server.AddUserAsync("ada");
        var first = await server.SignInAsync("ada");
        var second = await server.PostAsync(Refresh, new { refresh = first.Text("refresh") });
        var third = await server.PostAsync(Refresh, new { refresh = second.Text("refresh") });

        (await server.PostAsync(Refresh, new { refresh = first.Text("refresh") })).ShouldBe(HttpStatusCode.Unauthorized);

        (await server.GetAsync("/api/v1/me/", second.Text("access"))).ShouldBe(HttpStatusCode.Unauthorized);
        (await server.GetAsync("/api/v1/me/", third.Text("access"))).ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Tokens_OfOneUse_NeverPassForAnother()
    {
        await using var server = await RunningServer.StartAsync(_clock);
        await server.AddUserAsync("ada");
        var pair = await server.SignInAsync("ada");
        var mission = await TestMission.CreateAsync(server, pair.Text("access")!);
        var llm = await mission.JoinAsync("Claude", "llm_context");
        var personal = (await server.PostAsync("/api/v1/tokens/", new { name = "ci" }, pair.Text("access"))).Text("token")!;
        var participant = (await server.PostAsync($"/api/v1/missions/{mission.MissionId}/participants/{llm}/token/", "{}", pair.Text("access"))).Text("token")!;
        var socket = (await server.PostAsync("/api/v1/ws-token/", "{}", pair.Text("access"))).Text("ws_token")!;
        var resolver = server.Services.GetRequiredService<PrincipalResolver>();

        foreach (var wrong in new[] { pair.Text("refresh")!, socket, "skp_", "skx_", $"skx_{personal[4..]}", $"skp_{participant[4..]}", $"{personal}=", $"{personal[..^1]}" })
        {
            (await server.GetAsync("/api/v1/me/", wrong)).ShouldBe(HttpStatusCode.Unauthorized);
        }

        foreach (var wrong in new[] { pair.Text("access")!, socket, personal, participant })
        {
            (await server.PostAsync(Refresh, new { refresh = wrong })).ShouldBe(HttpStatusCode.Unauthorized);
        }

        foreach (var wrong in new[] { pair.Text("access")!, pair.Text("refresh")!, personal, participant })
        {
            (await resolver.FindAsync($"Bearer {wrong}", TokenUse.Socket)).ShouldBeNull();
        }

        (await server.GetAsync("/api/v1/me/", pair.Text("access"))).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task SocketToken_StandsForWhoAskedForItAsTheyAreThen()
    {
        await using var server = await RunningServer.StartAsync(_clock);
        await server.AddUserAsync("ada");
        var pair = await server.SignInAsync("ada");
        var mission = await TestMission.CreateAsync(server, pair.Text("access")!);
        var llm = await mission.JoinAsync("Claude", "llm_context");
        var personal = await server.PostAsync("/api/v1/tokens/", new { name = "ci", rights = new[] { "read" } }, pair.Text("access"));
        var participant = (await server.PostAsync($"/api/v1/missions/{mission.MissionId}/participants/{llm}/token/", "{}", pair.Text("access"))).Text("token")!;
        var resolver = server.Services.GetRequiredService<PrincipalResolver>();
        var sockets = new List<string>();
        foreach (var token in new[] { pair.Text("access"), personal.Text("token"), participant })
        {
            var made = (await server.PostAsync("/api/v1/ws-token/", "", token)).ShouldBe(HttpStatusCode.OK);
            made.Body.GetProperty("lifetime").GetInt32().ShouldBe(60);
            sockets.Add($"Bearer {made.Text("ws_token")}");
        }

        var signedIn = (await resolver.FindAsync(sockets[0], TokenUse.Socket))!;
        var automation = (await resolver.FindAsync(sockets[1], TokenUse.Socket))!;
        var context = (await resolver.FindAsync(sockets[2], TokenUse.Socket))!;

        signedIn.Rights.ShouldBe(TokenRights.Read | TokenRights.Write | TokenRights.Account);
        automation.Rights.ShouldBe(TokenRights.Read);
        context.Scope.ShouldBe(new ParticipantScope(mission.Project, mission.MissionId, llm));
        var project = (await server.Services.GetRequiredService<IEventLog>().FindProjectAsync(mission.Project))!;
        (context.CanReadMission(project, mission.MissionId), context.CanReadMission(project, "M404"), context.CanReadProject(project), context.CanWrite("tea")).ShouldBe((true, false, false, false));
        (automation.CanReadProject(project), automation.CanWriteProject(project)).ShouldBe((true, false));
        await server.DeleteAsync($"/api/v1/tokens/{personal.Text("token_id")}/", pair.Text("access"));
        (await resolver.FindAsync(sockets[1], TokenUse.Socket)).ShouldBeNull();
        (await resolver.FindByCredentialAsync(automation.Credential!)).ShouldBeNull();
        (await resolver.FindByCredentialAsync(signedIn.Credential!)).ShouldNotBeNull();
        await server.PostAsync(SignOut, new { refresh = pair.Text("refresh") });
        (await resolver.FindAsync(sockets[0], TokenUse.Socket)).ShouldBeNull();
        _clock.Advance(TimeSpan.FromSeconds(59));
        (await resolver.FindAsync(sockets[2], TokenUse.Socket)).ShouldNotBeNull();
        _clock.Advance(TimeSpan.FromSeconds(1));
        (await resolver.FindAsync(sockets[2], TokenUse.Socket)).ShouldBeNull();
    }

    [Fact]
    public async Task SignIn_WithAHashOfAnOlderWay_HashesAnew()
    {
        await using var server = await RunningServer.StartAsync(_clock);
        var store = server.Services.GetRequiredService<IServerStore>();
        var older = new PasswordHasher<UserRecord>(Options.Create(new PasswordHasherOptions { IterationCount = 1000 }));
        var user = new UserRecord(new UlidFactory(_clock).Next().ToString(), "ada", older.HashPassword(null!, RunningServer.Password), [new TeamMembership("tea", TeamRole.Member)]);
        await store.Accounts.AddUserAsync(user, _clock.GetUtcNow());

        (await server.SignInAsync("ada", "wrong password")).ShouldBe(HttpStatusCode.Unauthorized);
        (await store.Accounts.FindByNameAsync("ada"))!.PasswordHash.ShouldBe(user.PasswordHash);
        var first = (await server.SignInAsync("ada")).ShouldBe(HttpStatusCode.OK);
        var hash = (await store.Accounts.FindByNameAsync("ada"))!.PasswordHash;
        var second = (await server.SignInAsync("ada")).ShouldBe(HttpStatusCode.OK);

        hash.ShouldNotBe(user.PasswordHash);
        (await store.Accounts.FindByNameAsync("ada"))!.PasswordHash.ShouldBe(hash);
        (await server.GetAsync("/api/v1/me/", first.Text("access"))).ShouldBe(HttpStatusCode.OK);
        (await server.GetAsync("/api/v1/me/", second.Text("access"))).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task SignIn_ManyGuessesAtOnce_AreNoMoreThanOneByOne()
    {
        await using var server = await RunningServer.StartAsync(_clock);
        await server.AddUserAsync("ada");

        var guesses = await Task.WhenAll(Enumerable.Range(0, 40).Select(number => server.SignInAsync("ada", $"guess number {number}")));

        guesses.Count(guess => guess.Status == HttpStatusCode.Unauthorized).ShouldBe(5);
        guesses.Count(guess => guess.Status == HttpStatusCode.TooManyRequests).ShouldBe(35);
    }
}
