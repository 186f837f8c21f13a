using System.Net;
using SpecKitty.Server.Telemetry;
using SpecKitty.Server.Tests.Hosting;

namespace SpecKitty.Server.Tests.Telemetry;

public sealed class TelemetryExportTests
{
    [Fact]
    public async Task Export_AfterABatch_SendsMetricsAndTracesWithoutContents()
    {
        const string Canary = "canary-in-the-mine";
        await using var collector = await Collector.StartAsync();
        await using (var server = await RunningServer.StartAsync(adjust: options => options with
        {
            Telemetry = new TelemetryOptions { Endpoint = collector.Address, Protocol = TelemetryProtocol.HttpProtobuf, LastExportWithin = TimeSpan.FromSeconds(120) },
        }))
        {
            var token = await server.SignInNewAsync("ada");
            await server.SignInAsync("ada", Canary);
            var known = TestEvents.Moved(Guid.NewGuid());
            var answer = await server.PostAsync($"/api/v1/events/batch/?secret={Canary}", RunningServer.Batch(known, known, TestEvents.Moved(Guid.NewGuid(), to: Canary)), token);
            answer.ShouldBe(HttpStatusCode.OK).Statuses.ShouldBe(["success", "duplicate", "rejected"]);
        }

        // The last of it is sent when the server stops.
        var metrics = collector.Received("/v1/metrics");
        foreach (var text in new[] { "speckitty.ingest.events", "success", "duplicate", "rejected", "speckitty.ingest.batch.size", "speckitty.ingest.duration", "speckitty.ingest.rejections", "speckitty.append.queue", "speckitty.projections.open", "speckitty.sign_in.failures", "http.server.request.duration", "speckitty-server" })
        {
            metrics.ShouldContain(text);
        }

        var traces = collector.Received("/v1/traces");
        foreach (var text in new[] { "ingest", "append", "SpecKitty.Server", "speckitty.events", "/api/v1/events/batch/" })
        {
            traces.ShouldContain(text);
        }

        collector.All.ShouldNotContain(Canary);
    }

    [Fact]
    public async Task Export_WithoutACollector_ListensToNothing()
    {
        await using var server = await RunningServer.StartAsync();

        ServerActivities.StartIngest(1).ShouldBeNull();
        (await server.GetAsync("/healthz")).ShouldBe(HttpStatusCode.OK);
    }
}
