using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Net;
using System.Threading.Channels;
using Microsoft.Extensions.DependencyInjection;
using SpecKitty.Server.Telemetry;
using SpecKitty.Server.Tests.Hosting;
using SpecKitty.Server.Tests.Live.Streams;

namespace SpecKitty.Server.Tests.Telemetry;

public sealed class ServerMetricsTests
{
    [Fact]
    public async Task Metrics_OfBatches_CountEventsByResultAndRejectionsByCode()
    {
        await using var server = await RunningServer.StartAsync();
        var token = await server.SignInNewAsync("ada");
        using var heard = new Heard(server);
        var known = TestEvents.Moved(Guid.NewGuid());

        (await server.PostBatchAsync(token, known, known, TestEvents.Moved(Guid.NewGuid(), type: "NoSuchType"))).ShouldBe(HttpStatusCode.OK);

        heard.Sum("speckitty.ingest.events", "result", "success").ShouldBe(1);
        heard.Sum("speckitty.ingest.events", "result", "duplicate").ShouldBe(1);
        heard.Sum("speckitty.ingest.events", "result", "rejected").ShouldBe(1);
        heard.Sum("speckitty.ingest.rejections", "code", "UNKNOWN_EVENT_TYPE").ShouldBe(1);
        heard.Sum("speckitty.ingest.batch.size").ShouldBe(3);
        foreach (var stage in new[] { IngestStages.Receive, IngestStages.Check, IngestStages.Append })
        {
            heard.Sum("speckitty.ingest.duration", "stage", stage).ShouldBeGreaterThan(0);
        }
    }

    [Fact]
    public async Task Metrics_OfSigningIn_CountFailuresByReason()
    {
        await using var server = await RunningServer.StartAsync(adjust: options => options with { SignIn = options.SignIn with { Failures = 2 } });
        await server.AddUserAsync("ada");
        using var heard = new Heard(server);

        await server.SignInAsync("ada", "wrong password");
        await server.SignInAsync("ada", "wrong password");
        (await server.SignInAsync("ada", "wrong password")).ShouldBe(HttpStatusCode.TooManyRequests);

        heard.Sum("speckitty.sign_in.failures", "reason", "credentials").ShouldBe(2);
        heard.Sum("speckitty.sign_in.failures", "reason", "locked").ShouldBe(1);
    }

    [Fact]
    public async Task Metrics_OfLiveStreams_RiseAndFall()
    {
        await using var server = await RunningServer.StartAsync();
        using var heard = new Heard(server);
        await TestDemo.OpenAsync(server);

        using (var response = await server.Http.GetAsync(await TestDemo.StreamAsync(server.Http), HttpCompletionOption.ResponseHeadersRead))
        {
            using var lines = new StreamReader(await response.Content.ReadAsStreamAsync());
            (await lines.ReadLineAsync()).ShouldNotBeNull();
            heard.Sum("speckitty.live.subscribers", "kind", "page").ShouldBe(1);
        }

        await heard.UntilAsync(() => heard.Sum("speckitty.live.subscribers", "kind", "page") == 0);
    }

    [Fact]
    public async Task Metrics_OfAStream_CountItAndTheLagOfWhatItIsSent()
    {
        await using var server = await RunningServer.StartAsync(TimeProvider.System);
        using var heard = new Heard(server);
        var token = await server.SignInNewAsync("ada");
        var project = Guid.NewGuid();
        await server.PostBatchAsync(token, TestEvents.Moved(project));

        using (var stream = await TestStream.OpenAsync(server, token, $"/api/v1/projects/{project}/stream/"))
        {
            await stream.ReceiveAsync("snapshot");
            heard.Sum("speckitty.live.subscribers", "kind", "stream").ShouldBe(1);
            heard.Sum("speckitty.live.lag").ShouldBe(0);
            await server.PostBatchAsync(token, TestEvents.Moved(project));
            await stream.ReceiveAsync("event");
            await heard.UntilAsync(() => heard.Sum("speckitty.live.lag", "kind", "stream") > 0);
        }

        await heard.UntilAsync(() => heard.Sum("speckitty.live.subscribers", "kind", "stream") == 0);
    }

    /// <summary>What one server measures, and no other of the same process.</summary>
    private sealed class Heard : IDisposable
    {
        private readonly MeterListener _listener = new();
        private readonly ConcurrentQueue<(string Name, double Value, KeyValuePair<string, object?>[] Tags)> _measured = new();
        private readonly Channel<bool> _changed = Channel.CreateUnbounded<bool>();

        public Heard(RunningServer server)
        {
            var factory = server.Services.GetRequiredService<IMeterFactory>();
            _listener.InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Name == ServerMetrics.MeterName && ReferenceEquals(instrument.Meter.Scope, factory))
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            };
            _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument, value, tags));
            _listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Add(instrument, value, tags));
            _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Add(instrument, value, tags));
            _listener.Start();
        }

        public double Sum(string name, string? tag = null, string? value = null) => _measured
            .Where(one => one.Name == name && (tag is null || one.Tags.Any(pair => pair.Key == tag && (string?)pair.Value == value)))
            .Sum(one => one.Value);

        public async Task UntilAsync(Func<bool> condition)
        {
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(120));
            while (!condition())
            {
                await _changed.Reader.ReadAsync(limit.Token);
            }
        }

        public void Dispose() => _listener.Dispose();

        private void Add(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            _measured.Enqueue((instrument.Name, value, tags.ToArray()));
            _changed.Writer.TryWrite(true);
        }
    }
}
