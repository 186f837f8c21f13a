using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using SpecKitty.Events.Tests;
using SpecKitty.Events.Tests.Documents;
using SpecKitty.Server.Hosting.Configuration;
using SpecKitty.Server.Telemetry;
using SpecKitty.Server.Tests.Hosting;

namespace SpecKitty.Server.Tests.Documents;

/// <summary>docs/guide/operations.md says what the server does.</summary>
public sealed partial class OperationsGuideTests
{
    private const string Document = "docs/guide/operations.md";

    [Fact]
    public async Task Guide_Metrics_AreTheInstrumentsOfTheMeter()
    {
        var instruments = new ConcurrentBag<Instrument>();
        await using var server = await RunningServer.StartAsync();
        var factory = server.Services.GetRequiredService<IMeterFactory>();
        server.Services.GetRequiredService<ServerMetrics>().ShouldNotBeNull();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, _) =>
            {
                if (instrument.Meter.Name == ServerMetrics.MeterName && ReferenceEquals(instrument.Meter.Scope, factory))
                {
                    instruments.Add(instrument);
                }
            },
        };
        listener.Start();

        var table = new StringBuilder("| name | kind | unit | meaning |\n|---|---|---|---|\n");
        foreach (var instrument in instruments.OrderBy(instrument => instrument.Name, StringComparer.Ordinal))
        {
            var kind = instrument.GetType().Name.Split('`')[0] switch
            {
                "Counter" => "counter",
                "UpDownCounter" => "counter that rises and falls",
                "Histogram" => "histogram",
                "ObservableGauge" => "gauge",
                var other => other,
            };
            table.Append($"| `{instrument.Name}` | {kind} | `{instrument.Unit}` | {instrument.Description} |\n");
        }

        instruments.Count.ShouldBeGreaterThan(8);
        GeneratedBlocks.ShouldStandIn(Document, "metrics", table.ToString());
    }

    [Fact]
    public void Guide_KeysAndVariables_AreOnesThatThereAre()
    {
        var text = File.ReadAllText(RepositoryFolder.Find(Document));

        Key().Matches(text).Select(match => match.Groups["key"].Value).Except(ConfigurationKeys.All.Select(key => key.Name)).ShouldBeEmpty();
        Variable().Matches(text).Select(match => match.Value).Except(ConfigurationKeys.All.Select(key => key.Variable)).ShouldBeEmpty();
    }

    [GeneratedRegex("`(?<key>(server|limits|telemetry|logging|retention|cache|auth|projects|live|webhooks|demo)\\.[a-z_]+)`", RegexOptions.ExplicitCapture, 60_000)]
    private static partial Regex Key();

    [GeneratedRegex("SPECKITTY_[A-Z_]+", RegexOptions.None, 60_000)]
    private static partial Regex Variable();
}
