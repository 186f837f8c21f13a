using SpecKitty.Cli.Tests.Support;

namespace SpecKitty.Cli.Tests.Manners;

public sealed class SecretTests : IAsyncLifetime
{
    private const string Password = "p4ssword-that-nobody-may-see";
    private const string Event = """{"wp_id":"WP01","title":"Brew","feature_slug":"001-tea"}""";

    private static readonly string[][] Lines =
    [
        ["auth", "status"], ["auth", "status", "--json"], ["auth", "whoami"], ["auth", "whoami", "--json"],
        ["project", "link"], ["project", "list"], ["project", "list", "--json"],
        ["emit", "WPCreated", "--payload", Event], ["emit", "WPCreated", "--payload", Event, "--json"],
        ["sync", "now"], ["sync", "now", "--json"], ["sync", "status"], ["sync", "status", "--json"],
        ["mission", "create", "--title", "T", "--id", "M1"], ["mission", "create", "--title", "T", "--json"],
        ["mission", "join", "M1", "--type", "human", "--name", "Ada"], ["mission", "list"], ["mission", "list", "--json"],
        ["mission", "state", "M1"], ["mission", "state", "M1", "--json"],
    ];

    private readonly CommandLine _line = new();
    private readonly EchoingServer _server = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _line.Dispose();
    }

    [Theory]
    [InlineData(400, false)]
    [InlineData(401, false)]
    [InlineData(403, false)]
    [InlineData(404, false)]
    [InlineData(409, false)]
    [InlineData(418, false)]
    [InlineData(500, false)]
    [InlineData(200, true)]
    public async Task NoCommand_AgainstAServerThatEchoesWhatItIsSent_PrintsASecret(int status, bool answersWell)
    {
        (await _line.RunAsync("init", "--slug", "kitty")).ShouldEnd(ExitCodes.Fine);
        var login = await _line.RunAsync(["auth", "login", "--server", _server.Url, "--username", "ada", "--password-stdin"], Password);
        ShouldHoldNoSecret(login.ShouldEnd(ExitCodes.Fine));
        _server.Status = status;
        _server.AnswersWell = answersWell;

        foreach (var words in Lines)
        {
            ShouldHoldNoSecret(await _line.RunAsync(words));
        }

        ShouldHoldNoSecret(await _line.RunAsync("auth", "logout"));
    }

    [Fact]
    public async Task Login_WhenTheServerEchoesThePassword_DoesNotPrintIt()
    {
        var outcome = await _line.RunAsync(["auth", "login", "--server", _server.Url, "--username", "wrong", "--password-stdin"], Password);

        outcome.ShouldEnd(ExitCodes.Rejected).Error.ShouldContain("[secret]");
        ShouldHoldNoSecret(outcome);
    }

    [Fact]
    public async Task Refresh_WhenTheServerEchoesTheToken_DoesNotPrintIt()
    {
        (await _line.RunAsync(["auth", "login", "--server", _server.Url, "--username", "ada", "--password-stdin"], Password)).ShouldEnd(ExitCodes.Fine);
        await StoredSignIn.ExpireAccessAsync(_line.Home);

        var outcome = await _line.RunAsync("auth", "whoami");

        outcome.ShouldEnd(ExitCodes.Rejected).Error.ShouldContain("[secret]");
        ShouldHoldNoSecret(outcome);
    }

    [Fact]
    public async Task Password_AsAnArgument_IsNoOption()
    {
        var outcome = await _line.RunAsync("auth", "login", "--username", "ada", "--password", "x");

        outcome.ShouldEnd(ExitCodes.Misuse);
    }

    private static void ShouldHoldNoSecret(Outcome outcome)
    {
        foreach (var secret in new[] { EchoingServer.Access, EchoingServer.Refresh, Password })
        {
            outcome.Transcript.ShouldNotContain(secret);
        }
    }
}
