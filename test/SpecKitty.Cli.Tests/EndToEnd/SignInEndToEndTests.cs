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
    public async Task Login_WithoutAName_AsksForItAndKeepsTheServer()
    {
        await LoginAsync();
        _line.InputIsTerminal = true;
        _line.Typed = "ada";
        _line.Secret = RealServer.Password;

        var again = await _line.RunAsync("auth", "login");

        again.ShouldEnd(ExitCodes.Fine).Error.ShouldStartWith($"User name at {_server.Url}/: Password for ada at {_server.Url}/: \nSigned in");
    }

    [Theory]
    [InlineData(false, "auth", "login")]
    [InlineData(true, "auth", "login", "--password-stdin")]
    public async Task Login_WithoutANameWhereNobodyCanBeAsked_SaysWhatToGive(bool isTerminal, params string[] words)
    {
        await LoginAsync();
        _line.InputIsTerminal = isTerminal;

        (await _line.RunAsync(words)).ShouldEnd(ExitCodes.Misuse).Error.ShouldContain("--username NAME");
    }

    [Fact]
    public async Task WhoAmI_SignedIn_ShowsWhatTheServerSays()
    {
        await LoginAsync();

        var shown = (await _line.RunAsync("auth", "whoami")).ShouldEnd(ExitCodes.Fine).Output;
        shown.ShouldStartWith($"server    {_server.Url}/\nusername  ada\nteam      tea as admin\ntoken     sign-in: read, write, ");
        using var me = JsonDocument.Parse((await _line.RunAsync("auth", "whoami", "--json")).ShouldEnd(ExitCodes.Fine).Output);
        me.RootElement.GetProperty("username").GetString().ShouldBe("ada");
        me.RootElement.GetProperty("token_kind").GetString().ShouldBe("sign-in");
        me.RootElement.GetProperty("teams")[0].GetProperty("team_slug").GetString().ShouldBe("tea");
    }

    [Fact]
    public async Task Logout_WithTheServer_EndsTheSignInThere()
    {
        await LoginAsync();
        var kept = await File.ReadAllTextAsync(CredentialsPath);

        (await _line.RunAsync("auth", "logout")).ShouldEnd(ExitCodes.Fine).Error.ShouldBe("Signed out.\n");

        // A copy of the tokens is worth nothing any more.
        await File.WriteAllTextAsync(CredentialsPath, kept);
        File.SetUnixFileMode(CredentialsPath, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        await StoredSignIn.ExpireAccessAsync(_line.Home);
        (await _line.RunAsync("auth", "whoami")).ShouldEnd(ExitCodes.NotSignedIn);
    }

    [Fact]
    public async Task Logout_Offline_ForgetsAndSaysThatTheServerWasNotTold()
    {
        await LoginAsync();
        await _server.KillAsync();

        var logout = await _line.RunAsync("auth", "logout");

        logout.ShouldEnd(ExitCodes.Fine).Error.ShouldStartWith("Signed out.\nThe server was not told: ");
        File.Exists(CredentialsPath).ShouldBeFalse();
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

    [Fact]
    public async Task Login_APasswordWithAByteOrderMark_IsThePasswordWithoutIt() =>
        (await _line.RunAsync(["auth", "login", "--server", _server.Url, "--username", "ada", "--password-stdin"], $"\uFEFF{RealServer.Password}\r\n")).ShouldEnd(ExitCodes.Fine);
}
