using Microsoft.AspNetCore.Http;
using SpecKitty.Client.Credentials;
using SpecKitty.Client.Http;
using SpecKitty.Client.Tests.Support;

namespace SpecKitty.Client.Tests.Http;

public sealed class ServerConnectionTests : IAsyncLifetime
{
    private static readonly ServerChannelOptions AtOnce = new() { FirstPause = TimeSpan.Zero, LongestPause = TimeSpan.FromMilliseconds(1) };

    private readonly TempHome _temp = new();
    private readonly PinnedClock _clock = new();
    private ContractListener _server = null!;

    private CredentialStore Store => new(_temp.Home);

    public async ValueTask InitializeAsync() => _server = await ContractListener.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _temp.Dispose();
    }

    [Fact]
    public async Task SignIn_AGoodPassword_StoresTokensWithTheirEnd()
    {
        await SignInAsync();

        var stored = Store.Load().ShouldNotBeNull();
        (stored.Username, stored.TeamSlug, stored.Server).ShouldBe(("ada", "acme", _server.Address));
        stored.AccessExpiresAt.ShouldBe(_clock.Now.AddSeconds(900));
        stored.RefreshExpiresAt.ShouldBe(_clock.Now.AddSeconds(604800));
    }

    [Fact]
    public async Task SignIn_ABadPassword_IsRefusedAndStoresNothing()
    {
        var refusal = await Should.ThrowAsync<ClientException>(() => ServerConnection.SignInAsync(Store, _server.Address, "ada", "hunter2", AtOnce, _clock));

        refusal.Failure.ShouldBe(ClientFailure.NotSignedIn);
        refusal.ToString().ShouldNotContain("hunter2");
        Store.Load().ShouldBeNull();
    }

    [Fact]
    public void Open_NobodySignedIn_SaysHowToSignIn() =>
        Should.Throw<ClientException>(() => ServerConnection.Open(Store)).Remedy.ShouldContain("auth login");

    [Fact]
    public async Task Request_ShortlyBeforeTheTokenEnds_RenewsItFirst()
    {
        await SignInAsync();
        _clock.Now += TimeSpan.FromSeconds(850);
        using var connection = Open();

        await connection.ListMissionsAsync(Queued.Kitty);

        _server.Requests.ShouldBe(["POST /api/v1/token/", "POST /api/v1/token/refresh/", "GET /api/v1/missions/"]);
        Store.Load()!.AccessToken.ShouldBe("access-2");
        Store.Load()!.RefreshToken.ShouldBe("refresh-2");
    }

    [Fact]
    public async Task Request_ATokenThatTheServerNoLongerTakes_IsRenewedOnceAndAskedAgain()
    {
        await SignInAsync();
        _server.GoodTokens.Clear();
        using var connection = Open();

        await connection.ListMissionsAsync(Queued.Kitty);

        _server.Requests.ShouldBe(["POST /api/v1/token/", "GET /api/v1/missions/", "POST /api/v1/token/refresh/", "GET /api/v1/missions/"]);
    }

    [Fact]
    public async Task Request_ARefreshThatTheServerRefuses_AsksToSignInAgainAndKeepsTheFile()
    {
        await SignInAsync();
        _server.GoodTokens.Clear();
        _server.GoodRefreshTokens.Clear();
        using var connection = Open();

        var refusal = await Should.ThrowAsync<ClientException>(() => connection.ListMissionsAsync(Queued.Kitty));

        refusal.Failure.ShouldBe(ClientFailure.NotSignedIn);
        refusal.ToString().ShouldNotContain("access-1");
        refusal.ToString().ShouldNotContain("refresh-1");
        Store.Load().ShouldNotBeNull();
    }

    [Fact]
    public async Task Request_TheRefreshTokenHasEnded_AsksToSignInAgainWithoutARequest()
    {
        await SignInAsync();
        _clock.Now += TimeSpan.FromDays(8);
        using var connection = Open();

        (await Should.ThrowAsync<ClientException>(() => connection.ListMissionsAsync(Queued.Kitty))).Failure.ShouldBe(ClientFailure.NotSignedIn);

        _server.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Request_ManyAtOnceWhenTheTokenEnds_RenewOnceAndAllGoOn()
    {
        await SignInAsync();
        _clock.Now += TimeSpan.FromSeconds(900);
        var connections = Enumerable.Range(0, 16).Select(_ => Open()).ToList();

        await Task.WhenAll(connections.Select(connection => Task.Run(() => connection.ListMissionsAsync(Queued.Kitty))));

        _server.Requests.Count(request => request.EndsWith("/refresh/", StringComparison.Ordinal)).ShouldBe(1);
        _server.Requests.Count(request => request == "GET /api/v1/missions/").ShouldBe(16);
        connections.ForEach(connection => connection.Dispose());
    }

    [Theory]
    [InlineData(429)]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(504)]
    public async Task Request_AServerThatIsBusyForAMoment_IsAskedAgain(int status)
    {
        await SignInAsync();
        FailFor(2, status);
        using var connection = Open();

        await connection.ListMissionsAsync(Queued.Kitty);

        _server.Requests.Count(request => request == "GET /api/v1/missions/").ShouldBe(3);
    }

    [Fact]
    public async Task Request_AServerThatStaysBroken_IsUnreachable()
    {
        await SignInAsync();
        FailFor(100, 500);
        using var connection = Open();

        var failure = await Should.ThrowAsync<ClientException>(() => connection.ListMissionsAsync(Queued.Kitty));

        failure.Failure.ShouldBe(ClientFailure.ServerUnreachable);
        failure.Message.ShouldContain("500");
    }

    [Fact]
    public async Task CreateMission_ABrokenGatewayOnTheWay_IsNotAskedTwice()
    {
        await SignInAsync();
        FailFor(1, 502);
        using var connection = Open();

        await Should.ThrowAsync<ClientException>(() => connection.CreateMissionAsync(Queued.Kitty, "t"));

        _server.Requests.Count(request => request == "POST /api/v1/missions/").ShouldBe(1);
    }

    [Fact]
    public async Task Request_ARedirect_IsNotFollowed()
    {
        await SignInAsync();
        _server.Instead = context =>
        {
            context.Response.Redirect("https://elsewhere.example/");
            return Task.FromResult(true);
        };
        using var connection = Open();

        (await Should.ThrowAsync<ClientException>(() => connection.ListMissionsAsync(Queued.Kitty))).Remedy.ShouldContain("redirect");
    }

    [Fact]
    public async Task Request_SomethingElseThatAnswers_IsNamedAsSuch()
    {
        await SignInAsync();
        _server.Instead = async context =>
        {
            await context.Response.WriteAsync("<html>Welcome to the airport</html>");
            return true;
        };
        using var connection = Open();

        (await Should.ThrowAsync<ClientException>(() => connection.ListMissionsAsync(Queued.Kitty))).Message.ShouldContain("not a SpecKitty server");
    }

    [Fact]
    public async Task Request_AReasonFullOfControlCharacters_ComesOutTame()
    {
        await SignInAsync();
        _server.Instead = async context =>
        {
            context.Response.StatusCode = 404;
            await context.Response.WriteAsJsonAsync(new { error = "no\u001b[2Jsuch\nmission" });
            return true;
        };
        using var connection = Open();

        (await Should.ThrowAsync<ClientException>(() => connection.MissionStateAsync(Queued.Kitty, "M1"))).Message.ShouldContain("no [2Jsuch mission");
    }

    [Fact]
    public async Task Send_AServerThatNeverAnswers_EndsAtTheDeadline()
    {
        var clock = new DeadlineClock();
        _server.Instead = async context =>
        {
            var gone = new TaskCompletionSource();
            await using var registration = context.RequestAborted.Register(gone.SetResult);
            clock.Pass();
            await gone.Task;
            return true;
        };
        using var channel = new ServerChannel(_server.Address, AtOnce, clock);
        var call = new ServerCall(HttpMethod.Get, "slow/") { Repeatable = true, Deadline = TimeSpan.FromSeconds(7) };

        var failure = await Should.ThrowAsync<ClientException>(() => channel.SendAsync(call, CancellationToken.None));

        failure.Failure.ShouldBe(ClientFailure.ServerUnreachable);
        failure.Message.ShouldContain("did not answer GET slow/ within 7 s");
        _server.Requests.Count.ShouldBe(1);
    }

    private ServerConnection Open() => ServerConnection.Open(Store, AtOnce, _clock);

    private Task<SignIn> SignInAsync() => ServerConnection.SignInAsync(Store, _server.Address, "ada", "good", AtOnce, _clock);

    private void FailFor(int times, int status)
    {
        var left = times;
        _server.Instead = context =>
        {
            if (Interlocked.Decrement(ref left) < 0)
            {
                return Task.FromResult(false);
            }

            context.Response.StatusCode = status;
            return Task.FromResult(true);
        };
    }

    [Fact]
    public async Task ListMissions_MoreThanAPage_FollowsTheCursorToTheEnd()
    {
        await SignInAsync();
        using var connection = ServerConnection.Open(Store, AtOnce, _clock);
        _server.Instead = ServePages;

        (await connection.ListMissionsAsync(Queued.Kitty)).Select(mission => mission.MissionId).ShouldBe(["M5", "M4", "M3", "M2", "M1"]);
        (await connection.ListMissionsAsync(Queued.Kitty, limit: 3)).Select(mission => mission.MissionId).ShouldBe(["M5", "M4", "M3"]);
    }

    [Fact]
    public async Task SignIn_AtWhatIsNoServer_AdvisesAboutTheAddress()
    {
        _server.Instead = context =>
        {
            context.Response.StatusCode = 404;
            return Task.FromResult(true);
        };

        var refusal = await Should.ThrowAsync<ClientException>(() => ServerConnection.SignInAsync(Store, _server.Address, "ada", "good", AtOnce, _clock));

        refusal.Remedy.ShouldContain("Check the address");
        refusal.Remedy.ShouldNotContain("mission");
    }

    [Theory]
    [InlineData("0001-01-01T00:00:00Z")]
    [InlineData("0001-01-01T00:00:30Z")]
    public async Task WhoAmI_ATokenThatEndedInTheYearOne_IsRenewed(string end)
    {
        await SignInAsync();
        var text = File.ReadAllText(_temp.Home.CredentialsPath);
        File.WriteAllText(_temp.Home.CredentialsPath, System.Text.RegularExpressions.Regex.Replace(text, "access_expires_at = \".*\"", $"access_expires_at = \"{end}\""));
        using var connection = ServerConnection.Open(Store, AtOnce, _clock);

        (await connection.EnsureSignedInAsync()).AccessToken.ShouldBe("access-2");
    }

    private static async Task<bool> ServePages(HttpContext context)
    {
        if (context.Request.Path != "/api/v1/missions/")
        {
            return false;
        }

        context.Request.Query["project"].ToString().ShouldBe(Queued.Kitty.ToString("D"));
        var after = context.Request.Query["after"].ToString();
        var last = after.Length == 0 ? 5 : int.Parse(after, System.Globalization.CultureInfo.InvariantCulture);
        var count = Math.Min(2, int.Parse(context.Request.Query["limit"].ToString(), System.Globalization.CultureInfo.InvariantCulture));
        var ids = Enumerable.Range(0, count).Select(number => last - number).Where(number => number > 0).ToList();
        await context.Response.WriteAsJsonAsync(new
        {
            missions = ids.Select(number => new { mission_id = $"M{number}", project_uuid = Queued.Kitty }),
            next_after = ids[^1] > 1 ? $"{ids[^1] - 1}" : null,
        });
        return true;
    }
}
