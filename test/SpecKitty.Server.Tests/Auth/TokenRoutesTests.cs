using System.Net;
using System.Text.Json;
using SpecKitty.Server.Tests.Hosting;

namespace SpecKitty.Server.Tests.Auth;

public sealed class TokenRoutesTests
{
    private readonly MovableClock _clock = new();

    [Fact]
    public async Task SignIn_RightPassword_GivesBothTokensWithTheirLifetimes()
    {
        await using var server = await RunningServer.StartAsync(_clock);
        await server.AddUserAsync("ada", "tea");

        var answer = await server.SignInAsync("Ada");

        answer.ShouldBe(HttpStatusCode.OK);
        answer.Body.GetProperty("access_lifetime").GetInt32().ShouldBe(900);
        answer.Body.GetProperty("refresh_lifetime").GetInt32().ShouldBe(604_800);
        answer.Text("team_slug").ShouldBe("tea");
        (await server.GetAsync("/api/v1/missions/", answer.Text("access"))).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task SignIn_WrongPasswordAndUnknownUser_AnswerAlike()
    {
        await using var server = await RunningServer.StartAsync(_clock);
        await server.AddUserAsync("ada");

        var wrong = await server.SignInAsync("ada", "wrong password");
        var unknown = await server.SignInAsync("nobody", "wrong password");

        wrong.ShouldBe(HttpStatusCode.Unauthorized);
        unknown.ShouldBe(HttpStatusCode.Unauthorized);
        unknown.Body.ToString().ShouldBe(wrong.Body.ToString());
    }

    [Fact]
    public async Task SignIn_FiveFailures_LocksForAWhileWhateverTheName()
    {
        await using var server = await RunningServer.StartAsync(_clock);
        await server.AddUserAsync("ada");
        foreach (var name in new[] { "ada", "nobody" })
        {
            for (var i = 0; i < 5; i++)
            {
                (await server.SignInAsync(name, "wrong password")).ShouldBe(HttpStatusCode.Unauthorized);
            }

            var locked = await server.SignInAsync(name);

            locked.ShouldBe(HttpStatusCode.TooManyRequests);
            locked.Message.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromMinutes(5));
        }

        _clock.Advance(TimeSpan.FromMinutes(5));

        (await server.SignInAsync("ada")).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Refresh_CurrentToken_GivesANewPair()
    {
        await using var server = await RunningServer.StartAsync(_clock);
        var first = await SignInAsync(server);
        _clock.Advance(TimeSpan.FromMinutes(16));
        (await server.GetAsync("/api/v1/missions/", first.Text("access"))).ShouldBe(HttpStatusCode.Unauthorized);

        var second = await RefreshAsync(server, first.Text("refresh")!);

        second.ShouldBe(HttpStatusCode.OK);
        second.Text("refresh").ShouldNotBe(first.Text("refresh"));
        second.Body.GetProperty("refresh_lifetime").GetInt32().ShouldBe(604_800);
        (await server.GetAsync("/api/v1/missions/", second.Text("access"))).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Refresh_SameTokenDaysLater_GivesTheSameSuccessorUntilThatIsPresented()
    {
        await using var server = await RunningServer.StartAsync(_clock);
        var first = await SignInAsync(server);
        var second = await RefreshAsync(server, first.Text("refresh")!);
        _clock.Advance(TimeSpan.FromDays(6));

        var again = await RefreshAsync(server, first.Text("refresh")!);

        again.ShouldBe(HttpStatusCode.OK);
        again.Text("refresh").ShouldBe(second.Text("refresh"));
        (await server.GetAsync("/api/v1/missions/", again.Text("access"))).ShouldBe(HttpStatusCode.OK);
        (await RefreshAsync(server, second.Text("refresh")!)).ShouldBe(HttpStatusCode.OK);
        (await RefreshAsync(server, first.Text("refresh")!)).ShouldBe(HttpStatusCode.Unauthorized);
        (await server.GetAsync("/api/v1/missions/", again.Text("access"))).ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Refresh_TwentyAtOnce_AllGetTheSameSuccessor()
    {
        await using var server = await RunningServer.StartAsync(_clock);
        var first = await SignInAsync(server);

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => RefreshAsync(server, first.Text("refresh")!)));

        answers.ShouldAllBe(answer => answer.Status == HttpStatusCode.OK);
        answers.Select(answer => answer.Text("refresh")).Distinct().Count().ShouldBe(1);
    }

    [Fact]
    public async Task Refresh_OldTokenAfterItsSuccessor_RevokesTheFamily()
    {
        await using var server = await RunningServer.StartAsync(_clock);
        var first = await SignInAsync(server);
        var second = await RefreshAsync(server, first.Text("refresh")!);
        var other = await server.SignInAsync("ada");
        var third = await RefreshAsync(server, second.Text("refresh")!);

        (await RefreshAsync(server, first.Text("refresh")!)).ShouldBe(HttpStatusCode.Unauthorized);

        (await RefreshAsync(server, second.Text("refresh")!)).ShouldBe(HttpStatusCode.Unauthorized);
        (await RefreshAsync(server, third.Text("refresh")!)).ShouldBe(HttpStatusCode.Unauthorized);
        (await RefreshAsync(server, other.Text("refresh")!)).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Refresh_AfterSevenDays_IsRefused()
    {
        await using var server = await RunningServer.StartAsync(_clock);
        var first = await SignInAsync(server);
        _clock.Advance(TimeSpan.FromDays(7));

        (await RefreshAsync(server, first.Text("refresh")!)).ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Tokens_FromTheFuture_AreAcceptedForAMinuteAndNoneAreAfterTheirEnd()
    {
        await using var server = await RunningServer.StartAsync(_clock);
        var pair = await SignInAsync(server);

        _clock.Advance(TimeSpan.FromSeconds(-60));
        (await server.GetAsync("/api/v1/me/", pair.Text("access"))).ShouldBe(HttpStatusCode.OK);
        _clock.Advance(TimeSpan.FromSeconds(-1));
        (await server.GetAsync("/api/v1/me/", pair.Text("access"))).ShouldBe(HttpStatusCode.Unauthorized);
        _clock.Advance(TimeSpan.FromSeconds(61 + 899));
        (await server.GetAsync("/api/v1/me/", pair.Text("access"))).ShouldBe(HttpStatusCode.OK);
        _clock.Advance(TimeSpan.FromSeconds(1));
        (await server.GetAsync("/api/v1/me/", pair.Text("access"))).ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Tokens_UsedForEachOther_AreRefused()
    {
        await using var server = await RunningServer.StartAsync(_clock);
        var pair = await SignInAsync(server);

        (await server.GetAsync("/api/v1/missions/", pair.Text("refresh"))).ShouldBe(HttpStatusCode.Unauthorized);
        (await RefreshAsync(server, pair.Text("access")!)).ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Tokens_AfterARestart_AreStillGood()
    {
        await using var server = await RunningServer.StartAsync(_clock);
        var pair = await SignInAsync(server);

        await server.RestartAsync();

        (await server.GetAsync("/api/v1/missions/", pair.Text("access"))).ShouldBe(HttpStatusCode.OK);
        (await RefreshAsync(server, pair.Text("refresh")!)).ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("[]", HttpStatusCode.BadRequest)]
    [InlineData("{", HttpStatusCode.BadRequest)]
    [InlineData("{\"username\": 7, \"password\": \"x\"}", HttpStatusCode.BadRequest)]
    [InlineData("{\"username\": \"\\ud800\", \"password\": \"x\"}", HttpStatusCode.BadRequest)]
    public async Task SignIn_BadBody_SaysSoAsJson(string body, HttpStatusCode status)
    {
        await using var server = await RunningServer.StartAsync(_clock);

        var answer = await server.PostAsync("/api/v1/token", body);

        answer.ShouldBe(status);
        answer.Text("error").ShouldNotBeEmpty();
        answer.Text("details").ShouldNotBeEmpty();
    }

    private static async Task<Answer> SignInAsync(RunningServer server)
    {
        await server.AddUserAsync("ada");
        return await server.SignInAsync("ada");
    }

    private static Task<Answer> RefreshAsync(RunningServer server, string refresh)
        => server.PostAsync("/api/v1/token/refresh/", JsonSerializer.Serialize(new { refresh }));
}
