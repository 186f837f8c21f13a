using System.Net;
using SpecKitty.Client;
using SpecKitty.Client.Credentials;
using SpecKitty.Client.Home;
using SpecKitty.Client.Http;
using SpecKitty.Server.Tests.Hosting;

namespace SpecKitty.Server.Tests.Auth;

/// <summary>The project's own client behind a network that loses the responses to its refreshes.</summary>
public abstract class LostRefreshTests(HostedStore store) : HostedTests(store)
{
    private static readonly ServerChannelOptions AtOnce = new() { FirstPause = TimeSpan.Zero, LongestPause = TimeSpan.FromMilliseconds(1) };

    [Fact]
    public async Task Client_WithoutAnyResponseForHours_StaysSignedIn()
    {
        var clock = new MovableClock();
        await using var server = await StartAsync(clock);
        await server.AddUserAsync("ada");
        await using var proxy = await LosingProxy.StartAsync(server.Http.BaseAddress!);
        var home = Directory.CreateTempSubdirectory("spec-kitty-test-").FullName;
        var credentials = new CredentialStore(SpecKittyHome.Find(name => name == SpecKittyHome.EnvironmentVariable ? Path.Join(home, "home") : null));
        await ServerConnection.SignInAsync(credentials, proxy.Address, "ada", RunningServer.Password, AtOnce, clock, TestContext.Current.CancellationToken);
        var before = credentials.Load()!;
        proxy.Loses = true;
        foreach (var minutes in new[] { 15, 1, 1, 5, 60, 600 })
        {
            clock.Advance(TimeSpan.FromMinutes(minutes));
            using var connection = ServerConnection.Open(credentials, AtOnce, clock);
            (await Should.ThrowAsync<ClientException>(connection.EnsureSignedInAsync(TestContext.Current.CancellationToken))).Failure.ShouldBe(ClientFailure.ServerUnreachable);
            credentials.Load().ShouldBe(before);
        }

        proxy.Lost.ShouldBeGreaterThan(6);
        proxy.Loses = false;
        clock.Advance(TimeSpan.FromMinutes(1));
        var processes = Enumerable.Range(0, 4).Select(_ => ServerConnection.Open(credentials, AtOnce, clock)).ToList();
        var signIns = await Task.WhenAll(processes.Select(process => process.EnsureSignedInAsync(TestContext.Current.CancellationToken)));

        signIns.Select(signIn => signIn.RefreshToken).Distinct().ShouldHaveSingleItem().ShouldNotBe(before.RefreshToken);
        (await server.GetAsync("/api/v1/me/", signIns[0].AccessToken)).ShouldBe(HttpStatusCode.OK);
        processes.ForEach(process => process.Dispose());
        Directory.Delete(home, recursive: true);
    }

    [Fact]
    public async Task Processes_ThatShareNothingButTheToken_GetTheSameSuccessorHoursApart()
    {
        var clock = new MovableClock();
        await using var server = await StartAsync(clock);
        await server.AddUserAsync("ada");
        var first = (await server.SignInAsync("ada")).Text("refresh");
        var successors = new List<string?>();
        for (var i = 0; i < 5; i++)
        {
            successors.Add((await server.PostAsync("/api/v1/token/refresh/", new { refresh = first })).ShouldBe(HttpStatusCode.OK).Text("refresh"));
            clock.Advance(TimeSpan.FromHours(3));
        }

        var successor = successors.Distinct().ShouldHaveSingleItem();
        await server.RestartAsync();
        (await server.PostAsync("/api/v1/token/refresh/", new { refresh = first })).ShouldBe(HttpStatusCode.OK).Text("refresh").ShouldBe(successor);
        (await server.PostAsync("/api/v1/token/refresh/", new { refresh = successor })).ShouldBe(HttpStatusCode.OK);
        (await server.PostAsync("/api/v1/token/refresh/", new { refresh = first })).ShouldBe(HttpStatusCode.Unauthorized);
        (await server.PostAsync("/api/v1/token/refresh/", new { refresh = successor })).ShouldBe(HttpStatusCode.Unauthorized);
    }
}
