using System.Diagnostics.Metrics;
using SpecKitty.Events.Collaboration;
using SpecKitty.Events.Collaboration.Warnings;
using SpecKitty.Server.Ingest;
using SpecKitty.Server.Projections;
using SpecKitty.Server.Storage;

namespace SpecKitty.Server.Telemetry;

/// <summary>What the server counts and measures. Names and units are promised to dashboards and alerts; docs/guide/operations.md lists them.</summary>
internal sealed class ServerMetrics : IDisposable
{
    /// <summary>The name of the meter.</summary>
    public const string MeterName = "SpecKitty.Server";

    private static readonly double[] Seconds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];

    private readonly Meter _meter;
    private readonly Counter<long> _events;
    private readonly Counter<long> _rejections;
    private readonly Counter<long> _warnings;
    private readonly Histogram<int> _batchSize;
    private readonly Histogram<double> _duration;
    private readonly UpDownCounter<int> _subscribers;
    private readonly Histogram<double> _lag;
    private readonly Counter<long> _rateLimited;
    private readonly Counter<long> _signInFailures;
    private readonly Counter<long> _webhooks;
    private readonly NodeFigures _figures;

    public ServerMetrics(IMeterFactory meters, IServerStore store, ProjectProjections projections, NodeFigures figures)
    {
        _figures = figures;
        _meter = meters.Create(MeterName);
        _events = _meter.CreateCounter<long>("speckitty.ingest.events", "{event}", "Events that were brought, by `result`: success, duplicate, rejected.");
        _rejections = _meter.CreateCounter<long>("speckitty.ingest.rejections", "{event}", "Events that were rejected, by `code`: the codes of the ingest contract.");
        _warnings = _meter.CreateCounter<long>("speckitty.warnings", "{warning}", "Warnings that the server derived from events, by `severity`: info, warning.");
        _batchSize = _meter.CreateHistogram("speckitty.ingest.batch.size", "{event}", "Events of one batch.", advice: new InstrumentAdvice<int> { HistogramBucketBoundaries = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000] });
        _duration = _meter.CreateHistogram("speckitty.ingest.duration", "s", "Time that a batch took, by `stage`: receive, check, append.", advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = Seconds });
        _subscribers = _meter.CreateUpDownCounter<int>("speckitty.live.subscribers", "{subscriber}", "Live streams that are open, by `kind`.");
        _lag = _meter.CreateHistogram("speckitty.live.lag", "s", "Time from when the server took an event in until a subscriber's connection had it, by `kind`; of subscribers that keep up.", advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = Seconds });
        _rateLimited = _meter.CreateCounter<long>("speckitty.rate_limited", "{request}", "Requests that were told to wait, by `limit`: principal_requests, principal_events, team_requests, team_events.");
        _signInFailures = _meter.CreateCounter<long>("speckitty.sign_in.failures", "{attempt}", "Attempts to sign in that failed, by `reason`: credentials, locked, busy.");
        _webhooks = _meter.CreateCounter<long>("speckitty.webhooks.deliveries", "{attempt}", "Attempts to deliver to webhooks, by `result`: delivered, failed; and given_up for each delivery that goes to the dead letters.");
        _meter.CreateObservableGauge("speckitty.append.queue", () => store.Health.WaitingWrites, "{write}", "Writes to storage that wait or run.");
        _meter.CreateObservableGauge("speckitty.projections.open", () => projections.Count, "{project}", "Projects whose missions are held in memory.");
    }

    public void Dispose() => _meter.Dispose();

    /// <summary>Notes what became of a batch.</summary>
    public void RecordBatch(IReadOnlyList<IngestResult> results)
    {
        _batchSize.Record(results.Count);
        foreach (var group in results.GroupBy(result => result.Status))
        {
            _events.Add(group.Count(), new KeyValuePair<string, object?>("result", group.Key switch
            {
                IngestStatus.Success => "success",
                IngestStatus.Duplicate => "duplicate",
                _ => "rejected",
            }));
        }

        foreach (var group in results.Where(result => result.Rejection is not null).GroupBy(result => result.Rejection!.Code))
        {
            _figures.CountRejections(group.Key, group.Count());
            _rejections.Add(group.Count(), new KeyValuePair<string, object?>("code", RejectionCodeNames.Of(group.Key)));
        }
    }

    /// <summary>Notes warnings that went into the log.</summary>
    public void RecordWarnings(IEnumerable<DerivedWarning> warnings)
    {
        foreach (var warning in warnings)
        {
            _warnings.Add(1, new KeyValuePair<string, object?>("severity", warning.Severity == WarningSeverity.Info ? "info" : "warning"));
        }
    }

    /// <summary>Notes how long a batch took.</summary>
    /// <param name="stage">What of it; see <see cref="IngestStages"/>.</param>
    /// <param name="elapsed">How long.</param>
    public void RecordDuration(string stage, TimeSpan elapsed) => _duration.Record(elapsed.TotalSeconds, new KeyValuePair<string, object?>("stage", stage));

    /// <summary>Counts a live stream while it is open.</summary>
    /// <param name="kind">What kind, from a closed set.</param>
    /// <returns>Dispose it when the stream ends.</returns>
    public IDisposable CountSubscriber(string kind)
    {
        var tag = new KeyValuePair<string, object?>("kind", kind);
        _subscribers.Add(1, tag);
        _figures.AddSubscribers(kind, 1);
        return new Subscription(() =>
        {
            _subscribers.Add(-1, tag);
            _figures.AddSubscribers(kind, -1);
        });
    }

    /// <summary>Notes how long an event took to a subscriber.</summary>
    /// <param name="kind">What kind of subscriber, from a closed set.</param>
    /// <param name="elapsed">How long.</param>
    public void RecordLag(string kind, TimeSpan elapsed) => _lag.Record(Math.Max(0, elapsed.TotalSeconds), new KeyValuePair<string, object?>("kind", kind));

    /// <summary>Notes a request that was told to wait.</summary>
    /// <param name="limit">By which limit, from a closed set.</param>
    public void RecordRateLimited(string limit) => _rateLimited.Add(1, new KeyValuePair<string, object?>("limit", limit));

    /// <summary>Notes an attempt to sign in that failed.</summary>
    /// <param name="reason">Why, from a closed set: <c>credentials</c> or <c>locked</c>.</param>
    public void RecordSignInFailure(string reason) => _signInFailures.Add(1, new KeyValuePair<string, object?>("reason", reason));

    /// <summary>Notes an attempt to deliver to a webhook.</summary>
    public void RecordWebhook(bool isDelivered) => _webhooks.Add(1, new KeyValuePair<string, object?>("result", isDelivered ? "delivered" : "failed"));

    /// <summary>Notes a delivery that is not tried any more.</summary>
    public void RecordWebhookGivenUp() => _webhooks.Add(1, new KeyValuePair<string, object?>("result", "given_up"));

    private sealed class Subscription(Action end) : IDisposable
    {
        private int _ended;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _ended, 1) == 0)
            {
                end();
            }
        }
    }
}
