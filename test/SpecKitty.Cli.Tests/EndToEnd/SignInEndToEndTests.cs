using System.Text.Json;
using SpecKitty.Cli.Tests.Support;

namespace SpecKitty.Cli.Tests.EndToEnd;

public sealed class SignInEndToEndTests : IAsyncLifetime
{
    private readonly CommandLine _line = new();
    private RealServer _server = null!;

    private string CredentialsPath => Path.Join(_line.Home, "credentials");

    public async ValueTask InitializeAsync() => _server = await RealServer.StartAsync(("ada", "tea"));

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _line.Dispose();
    }

    [Fact]
    public async Task Login_AtATerminal_AsksForThePasswordAndStaysUntilLogout()
    {
        _line.InputIsTerminal = true;
        _line.Secret = RealServer.Password;

        var login = await _line.RunAsync("auth", "login", "--server", _server.Url, "--username", "ada");

        login.ShouldEnd(ExitCodes.Fine).Error.ShouldStartWith($"Password for ada at {_server.Url}/: \nSigned in");
        login.Error.ShouldNotContain(RealServer.Password);
        using var status = JsonDocument.Parse((await _line.RunAsync("auth", "status", "--json")).ShouldEnd(ExitCodes.Fine).Output);
        status.RootElement.GetProperty("username").GetString().ShouldBe("ada");
        status.RootElement.GetProperty("team_slug").GetString().ShouldBe("tea");
        (await _line.RunAsync("auth", "status")).ShouldEnd(ExitCodes.Fine).Output.ShouldContain("username  ada");
        (await _line.RunAsync("auth", "logout")).ShouldEnd(ExitCodes.Fine).Error.ShouldBe("Signed out.\n");
        (await _line.RunAsync("auth", "logout")).ShouldEnd(ExitCodes.Fine).Error.ShouldBe("Nobody was signed in.\n");
        (await _line.RunAsync("auth", "status")).ShouldEnd(ExitCodes.NotSignedIn);
    }

    [Fact]
    public async Task Login_TheServerOfTheSettings_NeedNotBeNamed()
    {
        Directory.CreateDirectory(_line.Home, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        await File.WriteAllTextAsync(Path.Join(_line.Home, "config.toml"), $"[sync]\nserver_url = \"{_server.Url}\"\n");

        (await _line.RunAsync(["auth", "login", "--username", "ada", "--password-stdin"], RealServer.Password)).ShouldEnd(ExitCodes.Fine);
    }

    [Fact]
    public async Task Request_WithATokenThatTheServerDoesNotTake_IsRenewedOnTheWay()
    {
        await LoginAsync();
        (await _line.RunAsync("init")).ShouldEnd(ExitCodes.Fine);
        await SpoilAsync("access");

        (await _line.RunAsync("mission", "list")).ShouldEnd(ExitCodes.Fine).Output.ShouldBe("[]\n");

        (await File.ReadAllTextAsync(CredentialsPath)).ShouldNotContain("spoilt");
        (await _line.RunAsync("sync", "now")).ShouldEnd(ExitCodes.Fine);
    }

    [Fact]
    public async Task Request_WhenTheRefreshTokenIsNoGoodEither_AsksToSignInAgain()
    {
        await LoginAsync();
        (await _line.RunAsync("init")).ShouldEnd(ExitCodes.Fine);
        await SpoilAsync("access");
        await SpoilAsync("refresh");

        var outcome = await _line.RunAsync("mission", "list");

        outcome.ShouldEnd(ExitCodes.NotSignedIn).Error.ShouldContain("spec-kitty auth login");
        outcome.Error.ShouldNotContain("spoilt");
    }

    private async Task LoginAsync() =>
        (await _line.RunAsync(["auth", "login", "--server", _server.Url, "--username", "ada", "--password-stdin"], RealServer.Password)).ShouldEnd(ExitCodes.Fine);

    private async Task SpoilAsync(string token)
    {
        var lines = await File.ReadAllLinesAsync(CredentialsPath);
        await File.WriteAllLinesAsync(CredentialsPath, lines.Select(line => line.StartsWith(token + " =", StringComparison.Ordinal) ? $"{token} = \"spoilt\"" : line));
    }
}
