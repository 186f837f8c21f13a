using System.Text.Json;
using System.Text.Json.Nodes;
using SpecKitty.Cli.Tests.Support;
using SpecKitty.Events.Schemas;

namespace SpecKitty.Cli.Tests.Commands;

public sealed class SchemaCommandTests : IDisposable
{
    private readonly CommandLine _line = new();

    public void Dispose() => _line.Dispose();

    [Fact]
    public async Task List_ByItself_IsOneNameALine() =>
        (await _line.RunAsync("schema", "list")).ShouldEnd(ExitCodes.Fine).Line.Split('\n').ShouldBe(ContractSchemas.Names);

    [Fact]
    public async Task List_AsJson_HasNameIdAndTitle()
    {
        var list = JsonNode.Parse((await _line.RunAsync("schema", "list", "--json")).ShouldEnd(ExitCodes.Fine).Output)!.AsArray();

        list.Select(schema => (string)schema!["name"]!).ShouldBe(ContractSchemas.Names);
        list.ShouldAllBe(schema => (string?)schema!["id"] == SchemaGenerator.IdPrefix + (string?)schema["name"] && ((string?)schema["title"])!.Length > 0);
    }

    [Fact]
    public async Task Show_EveryName_IsTheSchemaToTheByte()
    {
        foreach (var (name, text) in SchemaGenerator.Generate())
        {
            (await _line.RunAsync("schema", "show", name)).ShouldEnd(ExitCodes.Fine).Output.ShouldBe(text);
        }
    }

    [Fact]
    public async Task Check_AFreshFolder_IsAsGenerated()
    {
        (await _line.RunAsync("schema", "generate", "--out", "schemas")).ShouldEnd(ExitCodes.Fine).Output.ShouldBe("");

        var check = await _line.RunAsync("schema", "generate", "--check", "--dir", "schemas", "--json");

        JsonSerializer.Serialize(JsonNode.Parse(check.ShouldEnd(ExitCodes.Fine).Output)).ShouldBe("""{"missing":[],"different":[],"orphaned":[]}""");
    }

    [Fact]
    public async Task Generate_OverADriftedFolder_WritesWhatDiffersAndLeavesTheRest()
    {
        (await _line.RunAsync("schema", "generate", "--out", "schemas")).ShouldEnd(ExitCodes.Fine);
        await DriftAsync();

        var outcome = await _line.RunAsync("schema", "generate", "--out", "schemas", "--json");

        outcome.ShouldEnd(ExitCodes.Fine).Error.ShouldContain("old/gone.schema.json");
        JsonNode.Parse(outcome.Output)!["written"]!.AsArray().Select(name => (string)name!).ShouldBe(["lane.schema.json", "wire/wp_created_payload.schema.json"]);
        File.Delete(Path.Join(_line.WorkingDirectory, "schemas", "old", "gone.schema.json"));
        (await _line.RunAsync("schema", "generate", "--check", "--dir", "schemas")).ShouldEnd(ExitCodes.Fine);
    }

    [Fact]
    public async Task Check_InsideTheRepository_LooksAtItsOwnFiles()
    {
        var home = Directory.CreateDirectory(Path.Join(_line.WorkingDirectory, "src", "SpecKitty.Events", "Schemas", "Files"));

        (await _line.RunAsync("schema", "generate")).ShouldEnd(ExitCodes.Fine).Error.ShouldContain(home.FullName);
        (await _line.RunAsync("schema", "generate", "--check")).ShouldEnd(ExitCodes.Fine);

        home.EnumerateFiles("*.schema.json", SearchOption.AllDirectories).Count().ShouldBe(ContractSchemas.Names.Count);
    }

    [Fact]
    public async Task Check_ADriftedFolder_NamesEachFile()
    {
        (await _line.RunAsync("schema", "generate", "--out", "schemas")).ShouldEnd(ExitCodes.Fine);
        await DriftAsync();

        Approval.Match("Error.schema-drift", (await _line.RunAsync("schema", "generate", "--check", "--dir", "schemas", "--json")).Transcript);
    }

    [Theory]
    [InlineData("schema-unknown", "schema", "show", "nonsense")]
    [InlineData("schema-near", "schema", "show", "FocusChanged")]
    [InlineData("schema-no-folder", "schema", "generate")]
    [InlineData("schema-check-no-folder", "schema", "generate", "--check")]
    [InlineData("schema-check-missing", "schema", "generate", "--check", "--dir", "nowhere")]
    [InlineData("schema-check-out", "schema", "generate", "--check", "--out", "schemas")]
    [InlineData("schema-dir-alone", "schema", "generate", "--dir", "schemas")]
    [InlineData("schema-out-is-file", "schema", "generate", "--out", "file/schemas")]
    public async Task Error_OfEveryKind_IsTheApprovedText(string name, params string[] words)
    {
        await File.WriteAllTextAsync(Path.Join(_line.WorkingDirectory, "file"), "", TestContext.Current.CancellationToken);

        Approval.Match($"Error.{name}", (await _line.RunAsync(words)).Transcript);
    }

    private async Task DriftAsync()
    {
        var schemas = Path.Join(_line.WorkingDirectory, "schemas");
        File.Delete(Path.Join(schemas, "lane.schema.json"));
        await File.AppendAllTextAsync(Path.Join(schemas, "wire", "wp_created_payload.schema.json"), "\n");
        Directory.CreateDirectory(Path.Join(schemas, "old"));
        await File.WriteAllTextAsync(Path.Join(schemas, "old", "gone.schema.json"), "{}");
    }
}
