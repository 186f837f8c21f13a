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
