using SpecKitty.Server.Ingest;

namespace SpecKitty.Server.Telemetry;

/// <summary>What this node has counted since it started, for people who look at it; nothing of it is kept.</summary>
/// <param name="time">Tells the time.</param>
internal sealed class NodeFigures(TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<RejectionCode, RejectionFigure> _rejections = [];
    private readonly SortedDictionary<string, int> _subscribers = new(StringComparer.Ordinal);

    /// <summary>When the node began to count.</summary>
    public DateTimeOffset StartedAt { get; } = time.GetUtcNow();

    /// <summary>The rejections by code, the most frequent first; codes that never came are left out.</summary>
    public IReadOnlyList<RejectionFigure> Rejections
    {
        get
        {
            lock (_gate)
            {
                return [.. _rejections.Values.OrderByDescending(figure => figure.Count).ThenBy(figure => figure.Code)];
            }
        }
    }

    /// <summary>The live connections that are open, by kind; kinds without any are left out.</summary>
    public IReadOnlyDictionary<string, int> Subscribers
    {
        get
        {
            lock (_gate)
            {
                return new SortedDictionary<string, int>(_subscribers, StringComparer.Ordinal);
            }
        }
    }

    /// <summary>Counts rejected events.</summary>
    /// <param name="code">Why they were rejected.</param>
    /// <param name="count">How many.</param>
    public void CountRejections(RejectionCode code, int count)
    {
        var now = time.GetUtcNow();
        lock (_gate)
        {
            _rejections[code] = new RejectionFigure(code, _rejections.TryGetValue(code, out var before) ? before.Count + count : count, now);
        }
    }

    /// <summary>Counts live connections that come or go.</summary>
    /// <param name="kind">What kind, from a closed set.</param>
    /// <param name="change">How many more; fewer when it is negative.</param>
    public void AddSubscribers(string kind, int change)
    {
        lock (_gate)
        {
            var open = _subscribers.GetValueOrDefault(kind) + change;
            if (open == 0)
            {
                _subscribers.Remove(kind);
            }
            else
            {
                _subscribers[kind] = open;
            }
        }
    }
}
