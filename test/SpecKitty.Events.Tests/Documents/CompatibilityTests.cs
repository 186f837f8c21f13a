using System.Text.Json;
using SpecKitty.Events.Json;
using SpecKitty.Events.Lanes;
using SpecKitty.Events.Validation;

namespace SpecKitty.Events.Tests.Documents;

/// <summary>The tables of COMPATIBILITY.md say what the code does.</summary>
public sealed class CompatibilityTests
{
    private const string Document = "COMPATIBILITY.md";

    [Fact]
    public void Envelope_Table_IsWhatTheShapesSay() => GeneratedBlocks.ShouldStandIn(Document, "envelope", PayloadTables.Envelope());

    [Fact]
    public void ContractPayloads_Tables_AreWhatTheShapesSay() => GeneratedBlocks.ShouldStandIn(Document, "contract-payloads", PayloadTables.Of(PayloadCatalogue.Contract));

    [Fact]
    public void WirePayloads_Tables_AreWhatTheShapesSay() => GeneratedBlocks.ShouldStandIn(Document, "wire-payloads", PayloadTables.Of(PayloadCatalogue.Wire));

    [Fact]
    public void Models_Tables_AreWhatTheShapesSay() => GeneratedBlocks.ShouldStandIn(Document, "models", PayloadTables.InnerModels());

    [Theory]
    [InlineData("collaboration-state")]
    [InlineData("lifecycle-state")]
    [InlineData("status-state")]
    [InlineData("board-state")]
    [InlineData("violation")]
    public void States_Tables_AreWhatTheRecordsSay(string name) => GeneratedBlocks.ShouldStandIn(Document, name, StateTables.Of(StateTables.Records[name]));

    [Fact]
    public void Lanes_Table_IsWhatTheMappingSays()
    {
        var rows = LaneMapping.CanonicalToSyncV1.Select(lane => $"| `{lane.Key.ToText()}` | `{lane.Value.ToText()}` | {(lane.Key.IsTerminal() ? "yes" : "no")} |\n");

        GeneratedBlocks.ShouldStandIn(Document, "lanes", $"| lane | on the wire | terminal |\n|---|---|---|\n{string.Concat(rows)}");
    }

    [Fact]
    public void States_NamesInTables_AreTheNamesInJson()
    {
        foreach (var record in StateTables.Records.Values.SelectMany(records => records))
        {
            var written = StateJsonContext.Default.GetTypeInfo(record)!.Properties.Select(property => property.Name);

            written.ShouldBe(record.GetProperties().Select(property => JsonNamingPolicy.SnakeCaseLower.ConvertName(property.Name)), ignoreOrder: true);
        }
    }
}
