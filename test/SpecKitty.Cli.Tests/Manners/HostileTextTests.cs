using System.Text.Json;
using SpecKitty.Cli.Tests.Support;

namespace SpecKitty.Cli.Tests.Manners;

/// <summary>What a teammate or a server wrote never acts on the terminal, whichever command shows it.</summary>
public sealed class HostileTextTests : IAsyncLifetime
{
    private const string Hostile = "Land \u001b[31mit\u001b]0;pwn\a\u202Eevil\u009b2J\u200B\U000E0041\r\nerror: forged";

    private readonly CommandLine _line = new();
    private readonly EchoingServer _server = new();

    public async ValueTask InitializeAsync()
    {
        (await _line.RunAsync("init", "--slug", "kitty")).ShouldEnd(ExitCodes.Fine);
        (await _line.RunAsync(["auth", "login", "--server", _server.Url, "--username", "ada", "--password-stdin"], "hunter2")).ShouldEnd(ExitCodes.Fine);
        (await _line.RunAsync("project", "link")).ShouldEnd(ExitCodes.Fine);
        _server.Text = Hostile;
        var file = await File.ReadAllTextAsync(Path.Join(_line.WorkingDirectory, ".spec-kitty", "project.toml"), TestContext.Current.CancellationToken);
        _server.ProjectUuid = file.Split("uuid = \"")[1][..36];
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _line.Dispose();
    }

    [Theory]
    [InlineData(true, "mission", "state", "M1")]
    [InlineData(true, "mission", "list")]
    [InlineData(true, "mission", "create", "--title", "x")]
    [InlineData(true, "auth", "whoami")]
    [InlineData(false, "mission", "state", "M1")]
    [InlineData(false, "mission", "list")]
    [InlineData(false, "auth", "whoami")]
    [InlineData(false, "mission", "join", "M1", "--type", "human", "--name", Hostile)]
    [InlineData(false, "sync", "status", "--check")]
    public async Task Command_ThatShowsWhatAServerSays_WritesNothingThatActs(bool answersWell, params string[] words)
    {
        _server.AnswersWell = answersWell;
        _line.OutputIsTerminal = true;
        _line.ErrorIsTerminal = true;
        _line.Environment["NO_COLOR"] = "1";

        var outcome = await _line.RunAsync(words);

        (outcome.Output + outcome.Error).ShouldContain("pwn");
        ShouldBeHarmless(outcome.Output);
        ShouldBeHarmless(outcome.Error);
    }

    [Theory]
    [InlineData("mission", "state", "M1", "--json")]
    [InlineData("mission", "list", "--json")]
    [InlineData("auth", "whoami", "--json")]
    public async Task Command_ThatPrintsJson_EscapesWhatActs(params string[] words)
    {
        _server.AnswersWell = true;

        var outcome = (await _line.RunAsync(words)).ShouldEnd(ExitCodes.Fine);

        ShouldBeHarmless(outcome.Output);
        JsonDocument.Parse(outcome.Output).RootElement.GetRawText().ShouldContain("pwn");
    }

    [Fact]
    public async Task Reduce_ALogWithEscapeSequencesInAnId_ShowsNoneOfThem()
    {
        var log = JsonSerializer.Serialize(new { event_id = Hostile, event_type = Hostile }) + "\n";

        var outcome = (await _line.RunAsync(["events", "reduce", "-"], log)).ShouldEnd(ExitCodes.ContractBroken);

        ShouldBeHarmless(outcome.Error);
    }

    [Fact]
    public async Task Emit_ATextWithEscapeSequences_PrintsTheEnvelopeEscaped()
    {
        var outcome = (await _line.RunAsync("wp", "create", "WP01", "--title", "x\u202Ey", "--feature", "001-tea", "--json")).ShouldEnd(ExitCodes.Fine);

        ShouldBeHarmless(outcome.Output);
        JsonDocument.Parse(outcome.Output).RootElement.GetProperty("payload").GetProperty("title").GetString().ShouldBe("x\u202Ey");
    }

    private static void ShouldBeHarmless(string text)
    {
        text.ShouldNotContain("\nerror: forged");
        text.Where(one => (char.IsControl(one) && one != '\n') || one is '\u202E' or '\u200B' or '\uDB40').ShouldBeEmpty();
    }
}
