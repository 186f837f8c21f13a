using SpecKitty.Cli.Tests.Support;

namespace SpecKitty.Cli.Tests.Commands;

public sealed class ErrorTests : IDisposable
{
    private const string Project = "550e8400-e29b-41d4-a716-446655440000";

    private readonly CommandLine _line = new();

    public void Dispose() => _line.Dispose();

    [Theory]
    [InlineData("unknown-command", "snyc", "now")]
    [InlineData("unknown-subcommand", "sync", "nwo")]
    [InlineData("unknown-option", "sync", "now", "--forse")]
    [InlineData("missing-subcommand", "sync")]
    [InlineData("missing-options", "mission", "join")]
    [InlineData("wrong-choice", "mission", "join", "M1", "--type", "robot", "--name", "R")]
    [InlineData("no-project", "emit", "PresenceHeartbeat", "--payload", "{}")]
    [InlineData("not-signed-in", "sync", "now")]
    [InlineData("not-signed-in-status", "auth", "status")]
    [InlineData("no-server", "auth", "login", "--username", "ada", "--password-stdin")]
    [InlineData("plain-http", "auth", "login", "--server", "http://kitty.example", "--username", "ada", "--password-stdin")]
    [InlineData("no-terminal", "auth", "login", "--server", "https://kitty.example", "--username", "ada")]
    [InlineData("empty-password", "auth", "login", "--server", "https://kitty.example", "--username", "ada", "--password-stdin")]
    public async Task Error_OutsideAProject_IsTheApprovedText(string name, params string[] words) =>
        Approval.Match($"Error.{name}", (await _line.RunAsync(words)).Transcript);

    [Theory]
    [InlineData("unknown-type", "emit", "Nonsense", "--payload", "{}")]
    [InlineData("not-json", "emit", "PresenceHeartbeat", "--payload", "{oops}")]
    [InlineData("twice-the-same-member", "emit", "PresenceHeartbeat", "--payload", """{"a":1,"a":2}""")]
    [InlineData("all-faults", "emit", "WPStatusChanged", "--payload", """{"wp_id":"wp1","previous_status":"planned","new_status":"doin"}""")]
    [InlineData("no-mission", "emit", "FocusChanged", "--payload", """{"focus_target":{"target_type":"wp","target_id":"WP01"}}""")]
    [InlineData("missing-file", "emit", "PresenceHeartbeat", "--payload", "@nowhere.json")]
    [InlineData("bad-causation", "emit", "PresenceHeartbeat", "--payload", "{}", "--causation", "x")]
    [InlineData("no-mission-used", "mission", "state")]
    [InlineData("nobody-joined", "mission", "leave", "M1")]
    [InlineData("bad-uuid", "init", "--project-uuid", "x")]
    [InlineData("other-project", "init", "--project-uuid", "550e8400-e29b-41d4-a716-446655440001")]
    public async Task Error_InAProject_IsTheApprovedText(string name, params string[] words)
    {
        (await _line.RunAsync("init", "--project-uuid", Project, "--slug", "kitty")).ShouldEnd(ExitCodes.Fine);

        Approval.Match($"Error.{name}", (await _line.RunAsync(words)).Transcript);
    }

    [Fact]
    public async Task Error_AServerThatIsNotThere_HasItsOwnExitCode()
    {
        using var unused = new System.Net.Sockets.Socket(System.Net.Sockets.SocketType.Stream, System.Net.Sockets.ProtocolType.Tcp);
        unused.Bind(new System.Net.IPEndPoint(System.Net.IPAddress.Loopback, 0));
        var port = ((System.Net.IPEndPoint)unused.LocalEndPoint!).Port;

        var outcome = await _line.RunAsync(["auth", "login", "--server", $"http://127.0.0.1:{port}", "--username", "ada", "--password-stdin"], "hunter2\n");

        outcome.ShouldEnd(ExitCodes.ServerUnreachable);
        outcome.Error.ShouldContain("could not be reached");
        outcome.Error.ShouldContain("  fix: ");
        outcome.Error.ShouldNotContain("hunter2");
        outcome.Error.ShouldNotContain("   at ");
    }

    [Fact]
    public async Task Error_LooseCredentials_AreNamedWithTheRemedy()
    {
        Directory.CreateDirectory(_line.Home, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        await File.WriteAllTextAsync(Path.Join(_line.Home, "credentials"), "");
        File.SetUnixFileMode(Path.Join(_line.Home, "credentials"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead);

        Approval.Match("Error.loose-credentials", (await _line.RunAsync("auth", "status")).Transcript);
    }

    [Fact]
    public async Task Error_ARelativeHome_IsMisuse()
    {
        using var elsewhere = new CommandLine();
        Directory.Delete(elsewhere.WorkingDirectory);
        File.WriteAllText(elsewhere.WorkingDirectory, "");

        (await elsewhere.RunAsync("sync", "status")).ShouldEnd(ExitCodes.Fine);
        (await elsewhere.RunAsync("mission", "state")).ShouldEnd(ExitCodes.Misuse);
    }

    [Theory]
    [InlineData("sync", "now", "--limit", "x")]
    [InlineData("sync", "status", "--limit", "99999999999")]
    [InlineData("sync", "watch", "--interval", "1.5")]
    [InlineData("mission", "list", "--limit", "many")]
    public async Task Parse_ANumberThatIsNone_SaysSoWithoutNamesOfTheProgram(params string[] words)
    {
        var refused = (await _line.RunAsync(words)).ShouldEnd(ExitCodes.Misuse);

        refused.Error.ShouldContain($"'{words[^1]}'");
        refused.Error.ShouldContain("not an integer");
        refused.Error.ShouldNotContain("System.");
    }
}
