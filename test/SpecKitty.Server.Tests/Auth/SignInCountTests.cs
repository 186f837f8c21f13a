using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using SpecKitty.Server.Auth;
using SpecKitty.Server.Storage;
using SpecKitty.Server.Tests.Dashboard;
using SpecKitty.Server.Tests.Hosting;
using SpecKitty.Server.Tests.Storage.Postgres;

namespace SpecKitty.Server.Tests.Auth;

/// <summary>What a running server counts as a failed attempt to sign in, and what it does not.</summary>
public sealed class SignInCountTests
{
    private const string Refresh = "/api/v1/token/refresh/";
    private const string ChangePassword = "/api/v1/me/password/";

    private readonly MovableClock _clock = new();

    [Fact]
    public async Task SignIn_SixteenRightOnesAtOnce_AllSucceed()
    {
        await using var server = await RunningServer.StartAsync(_clock);
        await server.AddUserAsync("ada");

        var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => server.SignInAsync("ada")));

        answers.ShouldAllBe(answer => answer.Status == HttpStatusCode.OK);
    }

    [Fact]
    public async Task Refresh_HundredAndTwentyGoodTokensAtOnce_AllSucceed()
    {
        await using var server = await RunningServer.StartAsync(_clock);
        await server.AddUserAsync("ada");
        var tokens = server.Services.GetRequiredService<TokenService>();
        var user = (await server.Services.GetRequiredService<IServerStore>().Accounts.FindByNameAsync("ada", TestContext.Current.CancellationToken))!;
        var pairs = new List<TokenPair>();
        for (var i = 0; i < 120; i++)
        {
            pairs.Add(await tokens.SignInAsync(user, TestContext.Current.CancellationToken));
        }

        var answers = await Task.WhenAll(pairs.Select(pair => server.PostAsync(Refresh, new { refresh = pair.Refresh })));

        answers.ShouldAllBe(answer => answer.Status == HttpStatusCode.OK);
    }

    [Fact]
    public async Task Refresh_GarbageFromTheSameAddress_RefusesGarbageAlone()
    {
        await using var server = await RunningServer.StartAsync(_clock);
        await server.AddUserAsync("ada");
        var pair = await server.SignInAsync("ada");
        var ended = await server.SignInAsync("ada");
        await server.PostAsync("/api/v1/token/logout/", new { refresh = ended.Text("refresh") });
        for (var i = 0; i < 50; i++)
        {
            (await server.PostAsync(Refresh, new { refresh = $"nonsense {i}" })).ShouldBe(HttpStatusCode.Unauthorized);
            _clock.Advance(TimeSpan.FromSeconds(1));
        }

        var garbage = await server.PostAsync(Refresh, new { refresh = "nonsense" });

        garbage.ShouldBe(HttpStatusCode.TooManyRequests).Message.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(250));
        (await server.PostAsync(Refresh, new { refresh = pair.Text("refresh") })).ShouldBe(HttpStatusCode.OK);
        (await server.PostAsync(Refresh, new { refresh = ended.Text("refresh") })).ShouldBe(HttpStatusCode.Unauthorized);
        (await server.SignInAsync("ada")).ShouldBe(HttpStatusCode.OK);
        _clock.Advance(TimeSpan.FromSeconds(250));
        (await server.PostAsync(Refresh, new { refresh = "nonsense" })).ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Refresh_TokenOfThisServerThatIsNotGood_IsNeverCounted()
    {
        await using var server = await RunningServer.StartAsync(_clock);
        await server.AddUserAsync("ada");
        var pair = await server.SignInAsync("ada");
        await server.PostAsync("/api/v1/token/logout/", new { refresh = pair.Text("refresh") });

        for (var i = 0; i < 60; i++)
        {
            (await server.PostAsync(Refresh, new { refresh = pair.Text("refresh") })).ShouldBe(HttpStatusCode.Unauthorized);
        }

        (await server.PostAsync(Refresh, new { refresh = "nonsense" })).ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task SignIn_CallerHangsUp_IsNotCounted()
    {
        await using var server = await RunningServer.StartAsync(_clock);
        await server.AddUserAsync("ada");
        var signIn = server.Services.GetRequiredService<PasswordSignIn>();
        for (var i = 0; i < 20; i++)
        {
            await Should.ThrowAsync<OperationCanceledException>(signIn.TryAsync("ada", RunningServer.Password, "127.0.0.1", new CancellationToken(canceled: true)));
        }

        (await server.SignInAsync("ada")).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task SignIn_StorageFails_IsNotCountedByApiOrPage()
    {
        await using var server = await RunningServer.StartAsync(_clock);
        var token = await server.SignInNewAsync("ada");
        using var browser = new TestBrowser(server);
        await BrokenTable.TakeAwayAsync(server, "memberships");
        for (var i = 0; i < 8; i++)
        {
            ((int)(await server.SignInAsync("ada")).Status).ShouldBeGreaterThanOrEqualTo(500);
            ((int)(await browser.SignInAsync("ada")).StatusCode).ShouldBeGreaterThanOrEqualTo(500);
        }

        await BrokenTable.PutBackAsync(server, "memberships");

        (await server.SignInAsync("ada")).ShouldBe(HttpStatusCode.OK);
        (await browser.SignInAsync("ada")).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        (await server.PostAsync(ChangePassword, new { current = RunningServer.Password, @new = "a new password" }, token)).ShouldBe(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task SignIn_DatabaseAway_IsNotCountedAndGoesOnAfterwards()
    {
        var database = await PostgresCluster.CreateMigratedAsync();
        var name = new NpgsqlConnectionStringBuilder(database).Database!;
        await using (var server = await RunningServer.StartAsync(_clock, adjust: options => options with { Database = database }))
        {
            await server.AddUserAsync("ada");
            await PostgresCluster.ExecuteInAsync("postgres", $"ALTER DATABASE {name} WITH ALLOW_CONNECTIONS false");
            await PostgresCluster.ExecuteInAsync("postgres", $"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'");
            for (var i = 0; i < 8; i++)
            {
                ((int)(await server.SignInAsync("ada")).Status).ShouldBeGreaterThanOrEqualTo(500);
            }

            await PostgresCluster.ExecuteInAsync("postgres", $"ALTER DATABASE {name} WITH ALLOW_CONNECTIONS true");

            (await server.SignInAsync("ada")).ShouldBe(HttpStatusCode.OK);
        }

        await PostgresCluster.DropDatabaseAsync(database);
    }

    [Fact]
    public async Task ChangePassword_RefusedForAnotherReason_ForgetsNoFailures()
    {
        await using var server = await RunningServer.StartAsync(_clock);
        var token = await server.SignInNewAsync("ada");
        var personal = (await server.PostAsync("/api/v1/tokens/", new { name = "ci" }, token)).Text("token");
        for (var i = 0; i < 5; i++)
        {
            (await server.PostAsync(ChangePassword, new { current = "another password", @new = "a new password" }, token)).ShouldBe(HttpStatusCode.Forbidden);
            await server.PostAsync(ChangePassword, new { current = "another password", @new = "a new password" }, personal);
        }

        (await server.PostAsync(ChangePassword, new { current = RunningServer.Password, @new = "a new password" }, token)).ShouldBe(HttpStatusCode.TooManyRequests);
    }
}
