using System.Text.Json;
using SpecKitty.Cli.Tests.Support;

namespace SpecKitty.Cli.Tests.Commands;

public sealed class EmitCommandTests : IAsyncLifetime
{
    private const string Moved = """{"wp_id":"WP01","previous_status":"planned","new_status":"doing"}""";

    private readonly CommandLine _line = new();

    public async ValueTask InitializeAsync() => (await _line.RunAsync("init", "--slug", "kitty")).ShouldEnd(ExitCodes.Fine);

    public ValueTask DisposeAsync()
    {
        _line.Dispose();
        return ValueTask.CompletedTask;
    }

    [Theory]
    [InlineData("argument")]
    [InlineData("file")]
    [InlineData("input")]
    public async Task Emit_APayloadFromAnywhere_PrintsTheIdThatIsQueued(string from)
    {
        await File.WriteAllTextAsync(Path.Join(_line.WorkingDirectory, "moved.json"), Moved);
        var payload = from switch { "argument" => Moved, "file" => "@moved.json", _ => "-" };

        var outcome = await _line.RunAsync(["emit", "WPStatusChanged", "--payload", payload], from == "input" ? Moved : "");

        outcome.ShouldEnd(ExitCodes.Fine).Error.ShouldBe("");
        outcome.Line.ShouldMatch("^[0-9A-HJKMNP-TV-Z]{26}$");
        (await StatusAsync()).GetProperty("pending").GetInt32().ShouldBe(1);
    }

    [Fact]
    public async Task Emit_WithJson_PrintsTheWholeEnvelope()
    {
        var outcome = await _line.RunAsync("emit", "WPStatusChanged", "--payload", Moved, "--causation", "01KGS81910AY9FDY2WX7S8D345", "--json");

        using var envelope = JsonDocument.Parse(outcome.ShouldEnd(ExitCodes.Fine).Output);
        envelope.RootElement.GetProperty("aggregate_id").GetString().ShouldBe("WP01");
        envelope.RootElement.GetProperty("causation_id").GetString().ShouldBe("01KGS81910AY9FDY2WX7S8D345");
        envelope.RootElement.GetProperty("project_slug").GetString().ShouldBe("kitty");
    }

    [Fact]
    public async Task Emit_InARepositoryOfItsOwnInsideTheProject_IsRefusedWithItsTop()
    {
        using var line = new CommandLine();
        var top = Path.GetDirectoryName(line.WorkingDirectory)!;
        Directory.CreateDirectory(Path.Join(top, ".spec-kitty"));
        await File.WriteAllTextAsync(Path.Join(top, ".spec-kitty/project.toml"), "[project]\nuuid = \"550e8400-e29b-41d4-a716-446655440000\"\n");
        Directory.CreateDirectory(Path.Join(line.WorkingDirectory, ".git"));
        await File.WriteAllTextAsync(Path.Join(line.WorkingDirectory, ".git/HEAD"), "ref: refs/heads/main\n");

        var refused = (await line.RunAsync("emit", "WPStatusChanged", "--payload", Moved)).ShouldEnd(ExitCodes.Misuse);

        refused.Error.ShouldContain("Each repository is its own project");
        refused.Error.ShouldContain("spec-kitty init");
    }

    [Fact]
    public async Task Emit_InALinkedWorkingTree_CarriesItsBranch()
    {
        foreach (var (name, text) in new[]
        {
            (".git/HEAD", "ref: refs/heads/main\n"),
            (".git/worktrees/side/HEAD", "ref: refs/heads/side\n"),
            (".git/worktrees/side/commondir", "../..\n"),
            (".worktrees/side/.git", "gitdir: ../../.git/worktrees/side\n"),
        })
        {
            var path = Path.Join(_line.WorkingDirectory, name);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await File.WriteAllTextAsync(path, text);
        }

        _line.Below = ".worktrees/side";
        var outcome = await _line.RunAsync("emit", "WPStatusChanged", "--payload", Moved, "--json");

        using var envelope = JsonDocument.Parse(outcome.ShouldEnd(ExitCodes.Fine).Output);
        envelope.RootElement.GetProperty("git_branch").GetString().ShouldBe("side");
        envelope.RootElement.GetProperty("project_slug").GetString().ShouldBe("kitty");
    }

    [Fact]
    public async Task Emit_ABadPayload_QueuesNothing()
    {
        (await _line.RunAsync("emit", "WPStatusChanged", "--payload", "{}")).ShouldEnd(ExitCodes.ContractBroken).Output.ShouldBe("");

        (await StatusAsync()).GetProperty("pending").GetInt32().ShouldBe(0);
    }

    [Fact]
    public async Task Emit_TheParticipantOfTheEnvironment_Acts()
    {
        _line.Environment["SPEC_KITTY_PARTICIPANT"] = "P7";

        var outcome = await _line.RunAsync("emit", "PresenceHeartbeat", "--payload", "{}", "--mission", "M1", "--json");

        using var envelope = JsonDocument.Parse(outcome.ShouldEnd(ExitCodes.Fine).Output);
        envelope.RootElement.GetProperty("payload").GetProperty("participant_id").GetString().ShouldBe("P7");
    }

    [Fact]
    public async Task Init_Again_IsTheSameProject()
    {
        var first = await _line.RunAsync("init");

        (await _line.RunAsync("init")).Output.ShouldBe(first.Output);
        Guid.TryParseExact(first.Line, "D", out _).ShouldBeTrue();
    }

    private async Task<JsonElement> StatusAsync()
    {
        using var status = JsonDocument.Parse((await _line.RunAsync("sync", "status", "--json")).ShouldEnd(ExitCodes.Fine).Output);
        return status.RootElement.Clone();
    }
}
