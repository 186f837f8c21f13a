using SpecKitty.Client.Queue;
using SpecKitty.Crash.Children;

namespace SpecKitty.Crash.Checking;

/// <summary>Holds what the children have said against what the queue and the server have, when all is delivered.</summary>
/// <param name="children">Every child of the round.</param>
/// <param name="queue">Every row of the queue.</param>
/// <param name="log">The whole logs of the projects, one behind the other.</param>
internal sealed class RoundCheck(IReadOnlyList<ChildReport> children, IReadOnlyList<QueueEntry> queue, IReadOnlyList<LoggedEvent> log)
{
    private readonly Dictionary<int, ChildReport> _children = children.ToDictionary(child => child.Number);
    private readonly Dictionary<string, LoggedEvent> _logged = log.DistinctBy(logged => logged.EventId).ToDictionary(logged => logged.EventId, StringComparer.Ordinal);

    /// <summary>Rows that the queue calls delivered and the server does not have: lost for good.</summary>
    public IEnumerable<string> FalselyDelivered() =>
        from row in queue
        where row.State == EventState.Delivered && !_logged.ContainsKey(row.EventId)
        select $"{row.EventId} is delivered in the queue, and the server does not have it.";

    /// <summary>Everything that is not as it must be at the end of a round.</summary>
    public IReadOnlyList<string> Findings() =>
    [
        .. children.Where(child => child.Fault is not null).Select(child => $"Child {child.Number} ({child.Kind}) {child.Fault}"),
        .. FalselyDelivered(),
        .. Undelivered(),
        .. Lost(),
        .. Doubled(),
        .. NeverEmitted(),
        .. Clocks(),
        .. OutOfOrder(),
        .. Overtaken(),
    ];

    /// <summary>How many events are on the server of which no child could say so before it died.</summary>
    public int InFlight => log.Count - children.Sum(child => child.Acknowledged.Count);

    private IEnumerable<string> Undelivered() =>
        from row in queue
        where row.State != EventState.Delivered
        select $"{row.EventId} is still {row.State} after the last sync: {row.Reason}";

    private IEnumerable<string> Lost() =>
        from child in children
        from acknowledged in child.Acknowledged
        where !_logged.ContainsKey(acknowledged.EventId)
        select $"{acknowledged.EventId}, event {acknowledged.Number} of child {child.Number}, was acknowledged, and the server does not have it.";

    private IEnumerable<string> Doubled() =>
    [
        .. log.GroupBy(logged => logged.EventId).Where(same => same.Skip(1).Any()).Select(same => $"{same.Key} is on the server {same.Count()} times."),
        .. log.GroupBy(logged => logged.Content).Where(same => same.Skip(1).Any()).Select(same => $"'{same.Key}' is on the server under several ids: {string.Join(", ", same.Select(logged => logged.EventId))}."),
    ];

    private IEnumerable<string> NeverEmitted()
    {
        var rows = queue.Select(row => row.EventId).ToHashSet(StringComparer.Ordinal);
        foreach (var logged in log)
        {
            // Of each child one event can be on disk without its word: the one that it was killed over.
            var isKnown = ChildLine.Origin(logged.Content) is { } origin
                && _children.TryGetValue(origin.Child, out var child)
                && (origin.Number <= child.Acknowledged.Count ? child.Acknowledged[origin.Number - 1].EventId == logged.EventId : origin.Number == child.Acknowledged.Count + 1);
            if (!isKnown)
            {
                yield return $"{logged.EventId} ('{logged.Content}') is on the server, and no child emitted it.";
            }
            else if (!rows.Contains(logged.EventId))
            {
                yield return $"{logged.EventId} ('{logged.Content}') is on the server, and the queue has forgotten it.";
            }
        }
    }

    private IEnumerable<string> Clocks()
    {
        foreach (var same in log.GroupBy(logged => (logged.NodeId, logged.LamportClock)).Where(same => same.Skip(1).Any()))
        {
            yield return $"Clock {same.Key.LamportClock} is carried by several events: {string.Join(", ", same.Select(logged => logged.EventId))}.";
        }

        if (log.Select(logged => logged.NodeId).Distinct().Skip(1).Any())
        {
            yield return "The node id has changed within the round.";
        }
    }

    /// <summary>Inside a project, the server has the events in the order of the queue.</summary>
    private IEnumerable<string> Overtaken()
    {
        var rows = queue.ToDictionary(row => row.EventId, StringComparer.Ordinal);
        var reached = new Dictionary<string, QueueEntry>(StringComparer.Ordinal);
        foreach (var logged in log.DistinctBy(logged => logged.EventId))
        {
            if (!rows.TryGetValue(logged.EventId, out var row))
            {
                continue;
            }

            if (reached.TryGetValue(row.ProjectUuid, out var before) && before.Position > row.Position)
            {
                yield return $"{row.EventId} stands before {before.EventId} in the queue, and behind it on the server.";
            }

            reached[row.ProjectUuid] = row;
        }
    }

    /// <summary>
    /// Whatever was acknowledged before another event was begun, by any process, stands before it in the queue and has the smaller clock.
    /// Events that were made at the same time may stand in any order.
    /// </summary>
    private IEnumerable<string> OutOfOrder()
    {
        var positions = queue.ToDictionary(row => row.EventId, row => row.Position, StringComparer.Ordinal);
        var all = children.SelectMany(child => child.Acknowledged).Where(one => positions.ContainsKey(one.EventId) && _logged.ContainsKey(one.EventId)).ToList();
        var ended = new Queue<Acknowledgement>(all.OrderBy(one => one.Ended));
        var (position, clock) = (long.MinValue, long.MinValue);
        foreach (var next in all.OrderBy(one => one.Began))
        {
            while (ended.TryPeek(out var before) && before.Ended < next.Began)
            {
                ended.Dequeue();
                position = Math.Max(position, positions[before.EventId]);
                clock = Math.Max(clock, _logged[before.EventId].LamportClock);
            }

            if (positions[next.EventId] <= position)
            {
                yield return $"{next.EventId} was begun after others were acknowledged, and stands before them in the queue.";
            }

            if (_logged[next.EventId].LamportClock <= clock)
            {
                yield return $"{next.EventId} was begun after others were acknowledged, and its clock {_logged[next.EventId].LamportClock} is not above theirs, {clock}.";
            }
        }
    }
}
