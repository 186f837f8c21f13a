using System.Text.Json.Nodes;
using System.Xml.Linq;
using SpecKitty.Cli.Tests.Support;

namespace SpecKitty.Cli.Tests.Commands;

public sealed class ConformanceRunCommandTests : IDisposable
{
    private readonly CommandLine _line = new();

    public void Dispose() => _line.Dispose();

    [Fact]
    public async Task Run_AKitThatHolds_EndsWellWithASummary()
    {
        await WriteKitAsync("valid", "{}");
        await File.WriteAllTextAsync(InWork("kit/heartbeat.json"), """{"participant_id":"p","mission_id":"m"}""", TestContext.Current.CancellationToken);

        var outcome = await _line.RunAsync("conformance", "run", "--manifest", "kit/manifest.json");

        outcome.ShouldEnd(ExitCodes.Fine).Error.ShouldBe("1 fixture: 1 passed, 0 failed.\n");
        outcome.Output.ShouldContain("payload");
    }

    [Fact]
    public async Task Run_AFailedFixture_IsInTheTableAndInTheExitCode()
    {
        await WriteKitAsync("valid", "{}");

        Approval.Match("Error.conformance-failed", (await _line.RunAsync("conformance", "run", "--manifest", "kit/manifest.json")).Transcript);
    }

    [Fact]
    public async Task Run_AJsonReport_StandsOnStandardOutput()
    {
        await WriteKitAsync("valid", "{}");

        var outcome = await _line.RunAsync("conformance", "run", "--manifest", "kit/manifest.json", "--report", "json");

        var report = JsonNode.Parse(outcome.ShouldEnd(ExitCodes.ContractBroken).Output)!;
        ((int)report["failed"]!).ShouldBe(1);
        ((string?)report["fixtures"]![0]!["id"]).ShouldBe("heartbeat");
    }

    [Fact]
    public async Task Run_AJUnitReport_GoesToTheFile()
    {
        await WriteKitAsync("valid", "{}");

        var outcome = await _line.RunAsync("conformance", "run", "--manifest", "kit/manifest.json", "--report", "junit", "--out", "report.xml");

        outcome.ShouldEnd(ExitCodes.ContractBroken).Output.ShouldBe("");
        XDocument.Load(InWork("report.xml")).Root!.Attribute("failures")!.Value.ShouldBe("1");
    }

    [Theory]
    [InlineData("conformance-missing", "conformance", "run", "--manifest", "nowhere.json")]
    [InlineData("conformance-stdin", "conformance", "run", "--manifest", "-")]
    [InlineData("conformance-out-alone", "conformance", "run", "--manifest", "kit/manifest.json", "--out", "report.xml")]
    [InlineData("conformance-out-unwritable", "conformance", "run", "--manifest", "kit/manifest.json", "--report", "json", "--out", "nowhere/report.json")]
    [InlineData("conformance-faulty", "conformance", "run", "--manifest", "kit/faulty.json")]
    public async Task Error_OfEveryKind_IsTheApprovedText(string name, params string[] words)
    {
        await WriteKitAsync("valid", "{}");
        await File.WriteAllTextAsync(InWork("kit/faulty.json"), """{"version":"2.1","fixtures":[{"id":"a","path":"nowhere.json","kind":"payload"}]}""", TestContext.Current.CancellationToken);

        Approval.Match($"Error.{name}", (await _line.RunAsync(words)).Transcript);
    }

    private string InWork(string path) => Path.Join(_line.WorkingDirectory, path);

    private async Task WriteKitAsync(string expected, string payload)
    {
        Directory.CreateDirectory(InWork("kit"));
        await File.WriteAllTextAsync(InWork("kit/heartbeat.json"), payload);
        await File.WriteAllTextAsync(InWork("kit/manifest.json"), $$"""
            {"version":"2.1.0","fixtures":[{"id":"heartbeat","path":"heartbeat.json","kind":"payload","event_type":"PresenceHeartbeat","surface":"contract","expected":"{{expected}}","notes":"A sign of life.","min_version":"2.0.0"}]}
            """);
    }
}
