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
