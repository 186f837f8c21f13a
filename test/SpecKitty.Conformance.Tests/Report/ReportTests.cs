using System.Text;
using System.Text.Json;
using System.Xml.Linq;
using SpecKitty.Conformance.Manifest;
using SpecKitty.Conformance.Report;
using SpecKitty.Conformance.Runner;
using SpecKitty.Events.Validation;

namespace SpecKitty.Conformance.Tests.Report;

public sealed class ReportTests
{
    private static readonly ConformanceReport Small = new(
        new Version(2, 1, 0),
        new Version(2, 0, 0),
        [
            new FixtureOutcome { Fixture = Named("one", FixtureKind.Payload), Status = FixtureStatus.Passed, Expected = "valid", Actual = "valid", Layers = [ValidationLayer.Model, ValidationLayer.Schema] },
            new FixtureOutcome
            {
                Fixture = Named("two <&\"> \u0001", FixtureKind.Envelope),
                Status = FixtureStatus.Failed,
                Expected = "valid",
                Actual = "envelope TOO_SHORT at node_id",
                Differences = ["not expected: \ud83d envelope TOO_SHORT at node_id\u0000", "second"],
                Layers = [ValidationLayer.Envelope],
                Faults = [new LayerFault(3, ValidationLayer.Envelope, new ContractError(ContractErrorCode.TooShort, "node_id", "node_id must have größe."))],
            },
            new FixtureOutcome { Fixture = Named("three", FixtureKind.Payload), Status = FixtureStatus.NotApplicable, Expected = "", Actual = "for version 2.1.0 and later" },
        ]);

    [Fact]
    public void WriteJson_SmallReport_HasTheDocumentedForm()
    {
        using var stream = new MemoryStream();

        Small.WriteJson(stream);

        using var json = JsonDocument.Parse(stream.ToArray());
        var root = json.RootElement;
        root.EnumerateObject().Select(member => member.Name).ShouldBe(["manifest_version", "contract_version", "total", "passed", "failed", "not_applicable", "fixtures"]);
        root.GetProperty("total").GetInt32().ShouldBe(3);
        root.GetProperty("failed").GetInt32().ShouldBe(1);
        var second = root.GetProperty("fixtures")[1];
        second.EnumerateObject().Select(member => member.Name).ShouldBe(["id", "path", "kind", "status", "expected", "actual", "differences", "layers"]);
        second.GetProperty("status").GetString().ShouldBe("failed");
        var layer = second.GetProperty("layers")[0];
        layer.GetProperty("layer").GetString().ShouldBe("envelope");
        layer.GetProperty("valid").GetBoolean().ShouldBeFalse();
        layer.GetProperty("faults")[0].GetRawText().ReplaceLineEndings("").Replace(" ", "", StringComparison.Ordinal).ShouldBe("""{"line":3,"code":"TOO_SHORT","path":"node_id","message":"node_idmusthavegröße."}""");
        root.GetProperty("fixtures")[2].GetProperty("status").GetString().ShouldBe("not_applicable");
        Encoding.UTF8.GetString(stream.ToArray()).ShouldNotContain("\r");
    }

    [Fact]
    public void WriteJUnit_SmallReport_ParsesWithCountsFailuresAndSkips()
    {
        using var stream = new MemoryStream();

        Small.WriteJUnit(stream);

        stream.Position = 0;
        var root = XDocument.Load(stream).Root.ShouldNotBeNull();
        root.Name.LocalName.ShouldBe("testsuites");
        root.Attribute("tests")!.Value.ShouldBe("3");
        root.Attribute("failures")!.Value.ShouldBe("1");
        root.Attribute("skipped")!.Value.ShouldBe("1");
        root.Elements("testsuite").Select(suite => suite.Attribute("name")!.Value).ShouldBe(["payload", "envelope"]);
        var failed = root.Descendants("testcase").Single(item => item.Element("failure") is not null);
        failed.Attribute("name")!.Value.ShouldBe("two <&\"> \uFFFD");
        failed.Element("failure")!.Attribute("message")!.Value.ShouldBe("expected valid; came envelope TOO_SHORT at node_id");
        failed.Element("failure")!.Value.ShouldBe("not expected: \uFFFD envelope TOO_SHORT at node_id\uFFFD\nsecond");
        root.Descendants("skipped").ShouldHaveSingleItem();
    }

    [Fact]
    public void Write_WholeRun_IsTheSameEveryTime()
    {
        var kit = ConformanceKit.LoadEmbedded();

        Text(new ConformanceRunner().Run(kit).WriteJson).ShouldBe(Text(new ConformanceRunner().Run(kit).WriteJson));
        var junit = XDocument.Parse(Text(new ConformanceRunner().Run(kit).WriteJUnit));
        junit.Descendants("testcase").Count().ShouldBe(kit.Manifest.Fixtures.Count);
        junit.Descendants("failure").ShouldBeEmpty();
    }

    [Fact]
    public void Documentation_ReportExample_HasTheMembersThatAreWritten()
    {
        var page = File.ReadAllText(RepositoryFolder.Find("docs/contracts/conformance-kit.md"));
        var example = page.Split("```json")[1].Split("```")[0];

        using var documented = JsonDocument.Parse(example);
        using var written = JsonDocument.Parse(Text(Small.WriteJson));

        Names(documented.RootElement).ShouldBe(Names(written.RootElement));
        Names(documented.RootElement.GetProperty("fixtures")[0]).ShouldBe(Names(written.RootElement.GetProperty("fixtures")[0]));
        Names(documented.RootElement.GetProperty("fixtures")[0].GetProperty("layers")[0]).ShouldBe(Names(written.RootElement.GetProperty("fixtures")[0].GetProperty("layers")[0]));
    }

    private static IEnumerable<string> Names(JsonElement json) => json.EnumerateObject().Select(member => member.Name);

    private static string Text(Action<Stream> write)
    {
        using var stream = new MemoryStream();
        write(stream);
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static Fixture Named(string id, FixtureKind kind) => new()
    {
        Id = id,
        Path = "p.json",
        Kind = kind,
        Expected = ExpectedOutcome.Valid,
        Notes = "n",
        MinVersion = new Version(1, 0, 0),
    };
}
