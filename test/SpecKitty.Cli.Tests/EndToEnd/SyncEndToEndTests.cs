using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using SpecKitty.Cli.Tests.Support;

namespace SpecKitty.Cli.Tests.EndToEnd;

public sealed class SyncEndToEndTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private readonly CommandLine _line = new();
    private RealServer _server = null!;

    private string ReportPath => Path.Join(_line.WorkingDirectory, "report.json");

    public async ValueTask InitializeAsync()
    {
        _server = await RealServer.StartAsync(("ada", "tea"));
        await LoginAsync();
        (await _line.RunAsync("init")).ShouldEnd(ExitCodes.Fine);
        (await _line.RunAsync("project", "link")).ShouldEnd(ExitCodes.Fine);
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _line.Dispose();
    }

    [Fact]
    public async Task Now_DryRunLimitAndReport_SayWhatIsAndWhatWas()
    {
        await EmitAsync(3);

        var preview = (await _line.RunAsync("sync", "now", "--dry-run")).ShouldEnd(ExitCodes.Fine);
        preview.Output.ShouldStartWith("Would send 3 events, ");
        preview.Output.ShouldContain($"to {_server.Url}/ as ada.\n  WPStatusChanged: 3\n");
        using (var json = JsonDocument.Parse((await _line.RunAsync("sync", "now", "--dry-run", "--limit", "2", "--json")).ShouldEnd(ExitCodes.Fine).Output))
        {
            json.RootElement.GetProperty("events").GetInt32().ShouldBe(2);
        }

        (await _line.RunAsync("sync", "now", "--limit", "2", "--report", "report.json")).ShouldEnd(ExitCodes.Fine).Output.ShouldBe("Synced: 2, Duplicates: 0, Failed: 0\n");
        using var report = JsonDocument.Parse(await File.ReadAllTextAsync(ReportPath));
        report.RootElement.GetProperty("summary").GetProperty("synced").GetInt32().ShouldBe(2);
        (await _line.RunAsync("sync", "now")).Output.ShouldBe("Synced: 1, Duplicates: 0, Failed: 0\n");
    }

    [Fact]
    public async Task Now_AtATerminal_DrawsABarThatNeverGetsIntoTheData()
    {
        await EmitAsync(3);
        _line.ErrorIsTerminal = true;

        var outcome = (await _line.RunAsync("sync", "now", "--json")).ShouldEnd(ExitCodes.Fine);

        outcome.Error.ShouldContain("3 of 3 events");
        outcome.Error.ShouldContain("/s");
        JsonDocument.Parse(outcome.Output).RootElement.GetProperty("summary").GetProperty("synced").GetInt32().ShouldBe(3);
        _line.Environment["TERM"] = "dumb";
        await EmitAsync(1);
        (await _line.RunAsync("sync", "now")).ShouldEnd(ExitCodes.Fine).Error.ShouldBe("");
        _line.Environment.Remove("TERM");
        _line.ErrorIsTerminal = false;
        await EmitAsync(1);
        (await _line.RunAsync("sync", "now")).ShouldEnd(ExitCodes.Fine).Error.ShouldBe("");
    }

    [Fact]
    public async Task Now_ThatCannotBeMade_TellsTheCauseByItsCodeAndStillWritesTheReport()
    {
        await EmitAsync(1);
        await _server.KillAsync();

        var away = await _line.RunAsync("sync", "now", "--report", "report.json");

        away.ShouldEnd(ExitCodes.ServerUnreachable).Error.ShouldContain("What is queued stays queued");
        (await File.ReadAllTextAsync(ReportPath)).ShouldContain("could not be reached");

        (await _line.RunAsync("auth", "logout")).ShouldEnd(ExitCodes.Fine);
        (await _line.RunAsync("sync", "now", "--report", "report.json")).ShouldEnd(ExitCodes.NotSignedIn);
        using var report = JsonDocument.Parse(await File.ReadAllTextAsync(ReportPath));
        report.RootElement.GetProperty("stopped").GetString().ShouldBe("Nobody is signed in.");
        report.RootElement.GetProperty("summary").GetProperty("total_events").GetInt32().ShouldBe(0);
        await _server.StartAgainAsync();
    }

    [Fact]
    public async Task Now_InterruptedWhileTheServerSaysNothing_KeepsTheEventsAndStillWritesTheReport()
    {
        await using var proxy = new FaultyProxy(_server.Url);
        await LoginAsync(proxy.Url);
        (await _line.RunAsync("project", "link")).ShouldEnd(ExitCodes.Fine);
        await EmitAsync(2);
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        proxy.Faults = () =>
        {
            asked.TrySetResult();
            return new Fault(FaultKind.Mute, 0, 0, TimeSpan.Zero);
        };
        using var sync = CliProcess.Start(_line.Home, _line.WorkingDirectory, "sync", "now", "--report", "report.json");
        await asked.Task.WaitAsync(Patience);

        await EndAsync(sync, "-INT");

        sync.ExitCode.ShouldBe(ExitCodes.Interrupted);
        (await File.ReadAllTextAsync(ReportPath)).ShouldContain("\"stopped\": \"Interrupted.\"");
        proxy.Faults = () => Fault.None;
        (await _line.RunAsync("sync", "now")).ShouldEnd(ExitCodes.Fine).Output.ShouldBe("Synced: 2, Duplicates: 0, Failed: 0\n");
    }

    [Fact]
    public async Task Now_WithASignInThatOthersCanRead_IsAFileInTheWay()
    {
        File.SetUnixFileMode(Path.Join(_line.Home, "credentials"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead);

        (await _line.RunAsync("sync", "now", "--report", "report.json")).ShouldEnd(ExitCodes.LocalFile).Error.ShouldContain("chmod 600");

        (await File.ReadAllTextAsync(ReportPath)).ShouldContain("others on this machine");
    }

    [Theory]
    [InlineData("--limit", "0")]
    [InlineData("--report", "no/such/folder/report.json")]
    public async Task Now_WithAnOptionThatCannotBe_IsMisuseBeforeAnythingIsSent(string option, string value)
    {
        await EmitAsync(1);

        (await _line.RunAsync("sync", "now", option, value)).ShouldEnd(ExitCodes.Misuse);

        (await _line.RunAsync("sync", "now")).Output.ShouldStartWith("Synced: 1,");
    }

    [Fact]
    public async Task Watch_AsAService_SendsWhatComesWaitsOutTheServerAndEndsFineWhenToldTo()
    {
        await EmitAsync(2);
        using var watch = CliProcess.Start(_line.Home, _line.WorkingDirectory, "sync", "watch", "--interval", "1");

        (await LineAsync(watch, watch.StandardOutput)).ShouldEndWith(" Synced: 2, Duplicates: 0, Failed: 0");
        await _server.KillAsync();
        await EmitAsync(1);
        (await LineAsync(watch, watch.StandardError)).ShouldContain("could not be reached");
        await _server.StartAgainAsync();
        (await LineAsync(watch, watch.StandardOutput)).ShouldEndWith(" Synced: 1, Duplicates: 0, Failed: 0");

        await EndAsync(watch);

        watch.ExitCode.ShouldBe(ExitCodes.Fine);
    }

    [Fact]
    public async Task Watch_NobodySignedIn_WaitsForTheSignInAndWritesALineOfJsonForEachRound()
    {
        (await _line.RunAsync("auth", "logout")).ShouldEnd(ExitCodes.Fine);
        await EmitAsync(1);
        using var watch = CliProcess.Start(_line.Home, _line.WorkingDirectory, "sync", "watch", "--json", "--interval", "1");

        using (var first = JsonDocument.Parse(await LineAsync(watch, watch.StandardOutput)))
        {
            first.RootElement.GetProperty("stopped").GetString().ShouldBe("Nobody is signed in.");
        }

        await LoginAsync();
        using var second = JsonDocument.Parse(await LineAsync(watch, watch.StandardOutput));
        second.RootElement.GetProperty("summary").GetProperty("synced").GetInt32().ShouldBe(1);

        await EndAsync(watch);

        watch.ExitCode.ShouldBe(ExitCodes.Fine);
    }

    private static async Task<string> LineAsync(Process process, StreamReader reader)
    {
        if (await reader.ReadLineAsync().WaitAsync(Patience) is { } line)
        {
            return line;
        }

        Assert.Fail($"It ended before it wrote a line: {await process.StandardError.ReadToEndAsync()}");
        return "";
    }

    /// <summary>Tells it as a service manager does.</summary>
    private static async Task EndAsync(Process process, string signal = "-TERM")
    {
        using var kill = Process.Start("kill", [signal, process.Id.ToString(CultureInfo.InvariantCulture)]);
        await process.WaitForExitAsync().WaitAsync(Patience);
    }

    [Fact]
    public async Task Link_WithATeam_RegistersTheProjectToItOrLinksNothing()
    {
        using (var role = ServerProcess.Start(_server.DataFolder, "user", "role", "ada", "--team", "red", "--role", "member", "--data", _server.DataFolder))
        {
            var talk = await role.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            await role.WaitForExitAsync(TestContext.Current.CancellationToken);
            role.ExitCode.ShouldBe(0, talk);
        }

        (await _line.RunAsync("project", "unlink")).ShouldEnd(ExitCodes.Fine);
        (await _line.RunAsync("project", "link", "--team", "milk")).ShouldEnd(ExitCodes.Rejected).Error.ShouldContain("to register the project to team milk");
        (await _line.RunAsync("project", "link", "--team", "red", "--server", "https://kitty.example", "--username", "ada")).ShouldEnd(ExitCodes.Misuse).Error.ShouldContain("--team needs a sign-in");
        (await _line.RunAsync("project", "list", "--json")).ShouldEnd(ExitCodes.Fine).Output.ShouldNotContain("linked_at");

        (await _line.RunAsync("project", "link", "--team", "red")).ShouldEnd(ExitCodes.Fine).Error.ShouldContain("The project is registered to team red.");
        (await _line.RunAsync("project", "link", "--team", "tea")).ShouldEnd(ExitCodes.Rejected).Error.ShouldContain("\"red\"");
        await EmitAsync(1);
        (await _line.RunAsync("sync", "now")).ShouldEnd(ExitCodes.Fine).Output.ShouldBe("Synced: 1, Duplicates: 0, Failed: 0\n");
    }

    private async Task LoginAsync(string? url = null) =>
        (await _line.RunAsync(["auth", "login", "--server", url ?? _server.Url, "--username", "ada", "--password-stdin"], RealServer.Password)).ShouldEnd(ExitCodes.Fine);

    private async Task EmitAsync(int count)
    {
        for (var number = 0; number < count; number++)
        {
            (await _line.RunAsync("emit", "WPStatusChanged", "--payload", """{"wp_id":"WP01","previous_status":"planned","new_status":"doing"}""")).ShouldEnd(ExitCodes.Fine);
        }
    }
}
