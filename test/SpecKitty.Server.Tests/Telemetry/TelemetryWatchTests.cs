using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using SpecKitty.Server.Commands;
using SpecKitty.Server.Tests.Commands;

namespace SpecKitty.Server.Tests.Telemetry;

/// <summary>What the log says of a collector that does not take what is exported to it.</summary>
public sealed class TelemetryWatchTests : IDisposable
{
    private const string Fails = "Telemetry cannot be exported to ";
    private const string Works = "Telemetry is exported to ";

    private readonly string _folder = Directory.CreateTempSubdirectory("speckitty-telemetry-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact(Timeout = 180_000)]
    public async Task Export_CollectorFailsAndRecovers_IsLoggedOnceEach()
    {
        var exports = 0;
        using var recovered = new SemaphoreSlim(0);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        await using var collector = builder.Build();
        collector.Urls.Add("http://127.0.0.1:0");
        collector.MapPost("/v1/metrics", () =>
        {
            var export = Interlocked.Increment(ref exports);
            if (export > 5)
            {
                recovered.Release();
            }

            return Results.StatusCode(export <= 3 ? (int)HttpStatusCode.InternalServerError : (int)HttpStatusCode.OK);
        });
        await collector.StartAsync(TestContext.Current.CancellationToken);
        var environment = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["OTEL_EXPORTER_OTLP_METRICS_ENDPOINT"] = $"{collector.Urls.First()}/v1/metrics",
            ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
            ["OTEL_METRIC_EXPORT_INTERVAL"] = "200",
        };

        await using var server = ServerProcess.Start(["--data", _folder, "--urls", "http://127.0.0.1:0"], environment);
        await server.AddressAsync();
        await recovered.WaitAsync(TestContext.Current.CancellationToken);
        server.Terminate();

        (await server.WaitAsync()).ShouldBe(ExitCodes.Fine, server.Errors);
        server.Errors.Split(Fails).Length.ShouldBe(2, server.Errors);
        server.Errors.Split(Works).Length.ShouldBe(2, server.Errors);
    }

    [Theory(Timeout = 180_000)]
    [InlineData("grpc")]
    [InlineData("http/protobuf")]
    public async Task Export_NoCollector_IsLoggedOnce(string protocol)
    {
        var environment = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["OTEL_EXPORTER_OTLP_METRICS_ENDPOINT"] = "http://secret:word@127.0.0.1:9/v1/metrics",
            ["OTEL_EXPORTER_OTLP_PROTOCOL"] = protocol,
            ["OTEL_METRIC_EXPORT_INTERVAL"] = "100",
        };

        await using var server = ServerProcess.Start(["--data", _folder, "--urls", "http://127.0.0.1:0"], environment);
        using (var http = new HttpClient { BaseAddress = await server.AddressAsync() })
        {
            for (var request = 0; request < 50; request++)
            {
                (await http.GetAsync("/readyz", TestContext.Current.CancellationToken)).StatusCode.ShouldBe(HttpStatusCode.OK);
            }
        }

        server.Terminate();
        (await server.WaitAsync()).ShouldBe(ExitCodes.Fine, server.Errors);
        server.Errors.Split(Fails).Length.ShouldBe(2, server.Errors);
        server.Errors.ShouldContain("127.0.0.1:9");
        server.Errors.ShouldNotContain("secret:word");
    }
}
