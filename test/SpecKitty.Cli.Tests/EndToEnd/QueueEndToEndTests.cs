using System.Text.Json;
using SpecKitty.Cli.Tests.Support;

namespace SpecKitty.Cli.Tests.EndToEnd;

/// <summary>The queue between two real servers.</summary>
public sealed class QueueEndToEndTests : IAsyncLifetime
{
    private readonly CommandLine _line = new();
    private RealServer _first = null!;

    public async ValueTask InitializeAsync()
    {
        _first = await RealServer.StartAsync(("ada", "tea"));
        await RunAsync("init");
        await LoginAsync(_first);
        await RunAsync("project", "link");
    }

    public async ValueTask DisposeAsync()
    {
        await _first.DisposeAsync();
        _line.Dispose();
    }

    [Fact]
    public async Task Status_Checked_TellsServerSignInAndQueueApart()
    {
        var well = await _line.RunAsync("sync", "status", "--check", "--json");
        await File.WriteAllTextAsync(Path.Join(_line.Home, "credentials"), (await File.ReadAllTextAsync(Path.Join(_line.Home, "credentials"))).Replace("access = \"", "access = \"x", StringComparison.Ordinal).Replace("refresh = \"", "refresh = \"x", StringComparison.Ordinal));
        var spoilt = await _line.RunAsync("sync", "status", "--check", "--json");
        await LoginAsync(_first);
        await RunAsync("emit", "PresenceHeartbeat", "--payload", """{"participant_id":"nobody"}""", "--mission", "M1");
        (await _line.RunAsync("sync", "now")).ShouldEnd(ExitCodes.Rejected);
        var rejected = await _line.RunAsync("sync", "status", "--check");
        await _first.KillAsync();
        var gone = await _line.RunAsync("sync", "status", "--check");
        await _first.StartAgainAsync();

        var check = Check(well.ShouldEnd(ExitCodes.Fine));
        check.GetProperty("reachable").GetBoolean().ShouldBeTrue();
        check.GetProperty("username").GetString().ShouldBe("ada");
        check.GetProperty("status").GetString().ShouldBe("ok");
        Math.Abs(check.GetProperty("clock_difference_seconds").GetDouble()).ShouldBeLessThan(30);
        Check(spoilt.ShouldEnd(ExitCodes.NotSignedIn)).GetProperty("signed_in").GetBoolean().ShouldBeFalse();
        rejected.ShouldEnd(ExitCodes.Rejected).Error.ShouldContain("sync diagnose");
        rejected.Output.ShouldContain("server     ok");
        gone.ShouldEnd(ExitCodes.ServerUnreachable).Output.ShouldContain("not reached");
    }

    [Fact]
    public async Task Requeue_ToASecondServer_HasTheSameEventsThere()
    {
        await EmitAsync();
        await EmitAsync();
        (await RunAsync("sync", "now")).Output.ShouldStartWith("Synced: 2,");
        var sent = (await RunAsync("sync", "export", "--state", "delivered")).Output;
        await using var second = await RealServer.StartAsync(("ada", "tea"));
        (await _line.RunAsync("sync", "requeue", "--to", second.Url)).ShouldEnd(ExitCodes.Misuse);
        await LoginAsync(second);
        await RunAsync("project", "link");

        (await RunAsync("sync", "requeue", "--to", second.Url)).Output.ShouldStartWith("Requeued: 2\n");
        (await RunAsync("sync", "now")).Output.ShouldStartWith("Synced: 2,");

        (await RunAsync("sync", "requeue", "--to", second.Url)).Output.ShouldStartWith("Requeued: 0\n");
        (await RunAsync("sync", "requeue", "--to", second.Url, "--again")).Output.ShouldStartWith("Requeued: 2\n");
        (await RunAsync("sync", "now")).Output.ShouldBe("Synced: 0, Duplicates: 2, Failed: 0\n");
        (await RunAsync("sync", "export", "--state", "delivered")).Output.ShouldBe(sent);
        (await RunAsync("sync", "diagnose")).Error.ShouldContain("Nothing is wrong");
    }

    private static JsonElement Check(Outcome outcome)
    {
        using var json = JsonDocument.Parse(outcome.Output);
        return json.RootElement.GetProperty("check").Clone();
    }

    private async Task EmitAsync() => await RunAsync("emit", "WPStatusChanged", "--payload", """{"wp_id":"WP01","previous_status":"planned","new_status":"doing"}""");

    private async Task LoginAsync(RealServer server) =>
        (await _line.RunAsync(["auth", "login", "--server", server.Url, "--username", "ada", "--password-stdin"], RealServer.Password)).ShouldEnd(ExitCodes.Fine);

    private async Task<Outcome> RunAsync(params string[] words) => (await _line.RunAsync(words)).ShouldEnd(ExitCodes.Fine);
}
