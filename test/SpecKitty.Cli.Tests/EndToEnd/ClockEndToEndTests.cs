using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using SpecKitty.Cli.Tests.Support;

namespace SpecKitty.Cli.Tests.EndToEnd;

/// <summary>Two people on two machines: whatever the server shows one of them, the next event made there sorts after it.</summary>
public sealed class ClockEndToEndTests : IAsyncLifetime
{
    private readonly CommandLine _ada = new();
    private readonly CommandLine _bob = new();
    private RealServer _server = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await RealServer.StartAsync(("ada", "tea"), ("bob", "tea"));
        await SetUpAsync(_ada, "ada", "init");
        await SetUpAsync(_bob, "bob", "init", "--project-uuid", (await RunAsync(_ada, "init")).Line);
        await RunAsync(_ada, "mission", "create", "--title", "t", "--id", "M1");
        await RunAsync(_ada, "mission", "join", "M1", "--type", "human", "--name", "Ada");
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _ada.Dispose();
        _bob.Dispose();
    }

    [Fact]
    public async Task State_OfAMission_AdvancesTheClockOfWhoLooks()
    {
        var shown = await AdaEmitsAsync(5);

        await RunAsync(_bob, "mission", "state", "M1");

        ClockOf(_bob).ShouldBeGreaterThan(shown);
        (await EmitAsync(_bob, "error", "log", "--type", "auth", "--message", "m")).ShouldBeGreaterThan(shown + 1);
    }

    [Fact]
    public async Task JoinAndLeave_OfAMission_AdvanceTheClock()
    {
        var shown = await AdaEmitsAsync(5);

        await RunAsync(_bob, "mission", "join", "M1", "--type", "human", "--name", "Bob");

        var joined = ClockOf(_bob);
        joined.ShouldBeGreaterThan(shown);
        await AdaEmitsAsync(9);
        await RunAsync(_bob, "mission", "leave", "M1");
        ClockOf(_bob).ShouldBeGreaterThan(joined + 9);
    }

    [Fact]
    public async Task Sync_OfABatch_AdvancesTheClock()
    {
        await RunAsync(_bob, "mission", "join", "M1", "--type", "human", "--name", "Bob");
        await EmitAsync(_bob, "emit", "PresenceHeartbeat", "--payload", "{}");
        var shown = await AdaEmitsAsync(9);

        await RunAsync(_bob, "sync", "now");

        ClockOf(_bob).ShouldBeGreaterThan(shown);
    }

    [Fact]
    public async Task Move_OfAWorkPackage_IsTakenInByTheServer()
    {
        await RunAsync(_ada, "wp", "create", "WP01", "--title", "T", "--feature", "042-importer");
        await RunAsync(_ada, "wp", "assign", "WP01", "--agent", "claude", "--phase", "implementation");
        await RunAsync(_ada, "wp", "move", "WP01", "--to", "claimed");
        await RunAsync(_ada, "wp", "move", "WP01", "--to", "doing");
        await RunAsync(_ada, "wp", "note", "WP01", "--type", "note", "--content", "begun");
        await RunAsync(_ada, "wp", "resolve", "WP02", "--on", "WP01", "--as", "skipped");
        await RunAsync(_ada, "feature", "create", "042-importer", "--number", "042", "--target-branch", "main", "--wps", "2");
        await RunAsync(_ada, "feature", "complete", "042-importer", "--wps", "2");
        await RunAsync(_ada, "error", "log", "--type", "runtime", "--message", "m", "--wp", "WP01");

        (await RunAsync(_ada, "sync", "now")).Output.ShouldStartWith("Synced: 8, Duplicates: 0, Failed: 0");
    }

    // Its clock begins at nothing, and its queue is empty: only what the project shows can tell it.
    [Fact]
    public async Task Sync_OfAnEmptyQueueOnANewMachine_TakesTheProjectsClockIn()
    {
        await AdaMovesAsync();

        await RunAsync(_bob, "sync", "now");
        await RunAsync(_bob, "wp", "move", "WP01", "--from", "doing", "--to", "for_review", "--feature", "042-importer");
        (await RunAsync(_bob, "sync", "now")).Output.ShouldStartWith("Synced: 1, ");

        (await LaneAsync()).ShouldBe("for_review");
        ClockOf(_bob).ShouldBeGreaterThan(ClockOf(_ada) - 1);
    }

    // The lane that the move leaves tells that it came later.
    [Fact]
    public async Task Move_OnANewMachineThatNeverAskedTheServer_ShowsOnTheBoard()
    {
        await AdaMovesAsync();

        await RunAsync(_bob, "wp", "move", "WP01", "--from", "doing", "--to", "for_review", "--feature", "042-importer");
        await RunAsync(_bob, "sync", "now");

        (await LaneAsync()).ShouldBe("for_review");
    }

    [Fact]
    public async Task Leave_WithEventsInTheQueue_DeliversThemFirst()
    {
        await RunAsync(_bob, "mission", "join", "M1", "--type", "llm_context", "--name", "Bot");
        await EmitAsync(_bob, "emit", "PresenceHeartbeat", "--payload", "{}");

        var left = await RunAsync(_bob, "mission", "leave", "M1");

        left.Error.ShouldNotContain("still in the queue");
        (await RunAsync(_bob, "sync", "now")).Output.ShouldStartWith("Synced: 0, ");
    }

    [Fact]
    public async Task Leave_OfAProjectThatIsNotLinked_SaysWhatWaitsAndItIsAcceptedLater()
    {
        await RunAsync(_bob, "mission", "join", "M1", "--type", "llm_context", "--name", "Bot");
        await RunAsync(_bob, "project", "unlink");
        await EmitAsync(_bob, "emit", "CommentPosted", "--payload", """{"comment_id":"c1","content":"Before I left."}""");

        (await RunAsync(_bob, "mission", "leave", "M1")).Error.ShouldContain("1 events are still in the queue");

        await RunAsync(_bob, "project", "link");
        (await RunAsync(_bob, "sync", "now")).Output.ShouldStartWith("Synced: 1, Duplicates: 0, Failed: 0");
    }

    [Fact]
    public async Task Join_TwiceByOneName_IsOneParticipant()
    {
        var first = (await RunAsync(_bob, "mission", "join", "M1", "--type", "llm_context", "--name", "Bot")).Line;

        (await RunAsync(_bob, "mission", "join", "M1", "--type", "llm_context", "--name", "Bot")).Line.ShouldBe(first);
        await RunAsync(_bob, "mission", "leave", "M1");
        (await RunAsync(_bob, "mission", "join", "M1", "--type", "llm_context", "--name", "Bot", "--participant", first)).Line.ShouldBe(first);
        await EmitAsync(_bob, "emit", "PresenceHeartbeat", "--payload", "{}");
        (await RunAsync(_bob, "sync", "now")).Output.ShouldStartWith("Synced: 1, Duplicates: 0, Failed: 0");
    }

    private async Task AdaMovesAsync()
    {
        await RunAsync(_ada, "wp", "create", "WP01", "--title", "T", "--feature", "042-importer");
        await RunAsync(_ada, "wp", "move", "WP01", "--to", "claimed");
        await RunAsync(_ada, "wp", "move", "WP01", "--to", "doing");
        await RunAsync(_ada, "sync", "now");
    }

    private async Task<string> LaneAsync()
    {
        using var http = new HttpClient { BaseAddress = new Uri(_server.Url) };
        using var signedIn = await http.PostAsJsonAsync("/api/v1/token/", new { username = "ada", password = RealServer.Password });
        using var tokens = JsonDocument.Parse(await signedIn.Content.ReadAsStringAsync());
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", tokens.RootElement.GetProperty("access").GetString());
        using var board = JsonDocument.Parse(await http.GetStringAsync($"/api/v1/projects/{(await RunAsync(_ada, "init")).Line}/board/"));
        return board.RootElement.GetProperty("board").GetProperty("work_packages")[0].GetProperty("lane").GetString()!;
    }

    private async Task<long> AdaEmitsAsync(int count)
    {
        var clock = 0L;
        for (var number = 0; number < count; number++)
        {
            clock = await EmitAsync(_ada, "emit", "PresenceHeartbeat", "--payload", "{}");
        }

        await RunAsync(_ada, "sync", "now");
        return clock;
    }

    private async Task SetUpAsync(CommandLine line, string name, params string[] init)
    {
        (await line.RunAsync(["auth", "login", "--server", _server.Url, "--username", name, "--password-stdin"], RealServer.Password + "\n")).ShouldEnd(ExitCodes.Fine);
        await RunAsync(line, init);
        await RunAsync(line, "project", "link");
    }

    private static async Task<long> EmitAsync(CommandLine line, params string[] words)
    {
        using var envelope = JsonDocument.Parse((await RunAsync(line, [.. words, "--json"])).Output);
        return envelope.RootElement.GetProperty("lamport_clock").GetInt64();
    }

    private static long ClockOf(CommandLine line)
    {
        using var clock = JsonDocument.Parse(File.ReadAllText(Path.Join(line.Home, "clock.json")));
        return clock.RootElement.GetProperty("value").GetInt64();
    }

    private static async Task<Outcome> RunAsync(CommandLine line, params string[] words) => (await line.RunAsync(words)).ShouldEnd(ExitCodes.Fine);
}
