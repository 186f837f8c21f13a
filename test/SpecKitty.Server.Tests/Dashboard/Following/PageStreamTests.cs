using System.Net;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using SpecKitty.Server.Live;
using SpecKitty.Server.Live.Streams;
using SpecKitty.Server.Storage;
using SpecKitty.Server.Tests.Hosting;
using SpecKitty.Server.Tests.Storage.Postgres;

namespace SpecKitty.Server.Tests.Dashboard.Following;

/// <summary>What holds for every page that somebody keeps open.</summary>
public sealed class PageStreamTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    private readonly MovableClock _clock = new();

    [Fact]
    public async Task Streams_OfOneUserBeyondTheCap_AreRefusedAndOthersAreNot()
    {
        await using var server = await RunningServer.StartAsync(_clock, adjust: options => options with { Streams = new StreamLimits { StreamsPerPrincipal = 1 } });
        var mission = await TestMission.CreateAsync(server, await server.SignInNewAsync("ada"));
        await server.AddUserAsync("grace");
        using var ada = await SignInAsync(server, "ada");
        using var grace = await SignInAsync(server, "grace");
        using var first = await OpenAsync(ada, $"{PageOf(mission)}live/");

        var (refused, _) = await ada.OpenAsync($"/projects/{mission.Project}/live/", "text/event-stream");
        using var other = await OpenAsync(grace, $"{PageOf(mission)}live/");

        refused.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        refused.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(15));
    }

    [Fact]
    public async Task Streams_OfStrangersAndGuests_AreCountedByWhereTheyComeFrom()
    {
        await using var server = await RunningServer.StartAsync(_clock, adjust: options => options with { Streams = new StreamLimits { StreamsPerPrincipal = 2 } });
        var demo = await TestDemo.OpenAsync(server);
        var live = $"/projects/{demo.ProjectId}/missions/{demo.MissionId}/live/";
        using var stranger = new TestBrowser(server);
        using var guest = new TestBrowser(server);
        await guest.PostAsync("/demo/enter/", []);
        using var first = await OpenAsync(stranger, live);
        using var second = await OpenAsync(guest, live);

        (await stranger.OpenAsync(live, "text/event-stream")).Response.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        (await guest.OpenAsync(live, "text/event-stream")).Response.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
    }

    [Fact]
    public async Task Streams_BeyondTheNodesPlaces_AreRefusedForAWhile()
    {
        await using var server = await RunningServer.StartAsync(_clock, adjust: options => options with { Streams = new StreamLimits { SubscribersPerNode = 1 } });
        var mission = await TestMission.CreateAsync(server, await server.SignInNewAsync("ada"));
        using var browser = await SignInAsync(server, "ada");
        using var first = await OpenAsync(browser, $"{PageOf(mission)}live/");

        var (refused, _) = await browser.OpenAsync($"{PageOf(mission)}live/", "text/event-stream");

        refused.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        refused.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(15));
    }

    [Fact]
    public async Task Stream_WhileTheStorageIsAway_StaysAndGoesOn()
    {
        var database = await PostgresCluster.CreateDatabaseAsync();
        var name = new NpgsqlConnectionStringBuilder(database).Database!;
        await using var server = await RunningServer.StartAsync(_clock, adjust: options => options with { Database = database });
        var mission = await TestMission.CreateAsync(server, await server.SignInNewAsync("ada"));
        using var browser = await SignInAsync(server, "ada");
        using var lines = await OpenAsync(browser, $"{PageOf(mission)}live/");
        (await ReadTurnAsync(lines)).ShouldContain("event: part");

        await PostgresCluster.ExecuteInAsync("postgres", $"ALTER DATABASE {name} ALLOW_CONNECTIONS false");
        await PostgresCluster.ExecuteInAsync("postgres", $"SELECT pg_terminate_backend(pid, 60000) FROM pg_stat_activity WHERE datname = '{name}'");
        _clock.Advance(TimeSpan.FromSeconds(3));
        server.Services.GetRequiredService<ProjectSignals>().AllChanged();
        var away = await ReadTurnAsync(lines);
        var (refused, _) = await browser.OpenAsync($"{PageOf(mission)}live/", "text/event-stream");
        await PostgresCluster.ExecuteInAsync("postgres", $"ALTER DATABASE {name} ALLOW_CONNECTIONS true");
        await mission.JoinAsync("Zebra");

        away.ShouldNotContain("event: part");
        refused.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        refused.Headers.RetryAfter.ShouldNotBeNull();
        (await ReadTurnWithAsync(lines, "Zebra")).ShouldContain("event: part");
    }

    [Fact]
    public async Task Stream_OfAMemberWhoBecomesAViewer_TakesTheButtonsAway()
    {
        await using var server = await RunningServer.StartAsync(_clock);
        var admin = await server.SignInNewAsync("root", role: TeamRole.Admin);
        var mission = await TestMission.CreateAsync(server, await server.SignInNewAsync("ada"));
        await mission.JoinAsync("Ada");
        using var browser = await SignInAsync(server, "ada");
        using var lines = await OpenAsync(browser, $"{PageOf(mission)}live/");
        (await ReadTurnAsync(lines)).ShouldContain("leave/?as=");

        (await server.PatchAsync("/api/v1/teams/tea/members/ada/", new { role = "viewer" }, admin)).ShouldBe(HttpStatusCode.NoContent);
        _clock.Advance(TimeSpan.FromSeconds(3));
        server.Services.GetRequiredService<ProjectSignals>().Changed(mission.Project);

        (await ReadTurnWithAsync(lines, "You may read.")).ShouldNotContain("leave/?as=");
    }

    private static string PageOf(TestMission mission) => $"/projects/{mission.Project}/missions/{mission.MissionId}/";

    private static async Task<TestBrowser> SignInAsync(RunningServer server, string name)
    {
        var browser = new TestBrowser(server);
        (await browser.SignInAsync(name)).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        return browser;
    }

    private static async Task<StreamReader> OpenAsync(TestBrowser browser, string path)
    {
        var (response, _) = await browser.OpenAsync(path, "text/event-stream");
        response.StatusCode.ShouldBe(HttpStatusCode.OK, path);
        return new StreamReader(await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken));
    }

    // A turn that only shows that the line is alive may come before.
    private static async Task<string> ReadTurnWithAsync(StreamReader lines, string text)
    {
        using var limit = new CancellationTokenSource(Patience);
        while (true)
        {
            var turn = await ReadTurnAsync(lines);
            if (turn.Contains(text, StringComparison.Ordinal))
            {
                return turn;
            }

            limit.IsCancellationRequested.ShouldBeFalse(turn);
        }
    }

    // Each turn ends with the server's clock.
    private static async Task<string> ReadTurnAsync(StreamReader lines)
    {
        using var limit = new CancellationTokenSource(Patience);
        var read = new StringBuilder();
        var isEnding = false;
        while (await lines.ReadLineAsync(limit.Token) is { } line)
        {
            read.AppendLine(line);
            isEnding |= line == "event: clock";
            if (isEnding && line.Length == 0)
            {
                return read.ToString();
            }
        }

        throw new InvalidOperationException("The stream ended.");
    }
}
