using System.Collections.Concurrent;
using Microsoft.Extensions.ObjectPool;
using SpecKitty.Events.Collaboration;
using SpecKitty.Server.Auth;
using SpecKitty.Server.Live;
using SpecKitty.Server.Missions;
using SpecKitty.Server.Projections;
using SpecKitty.Server.Storage;
using SpecKitty.Server.Telemetry;

namespace SpecKitty.Server.Ingest;

/// <summary>The one way of events into the log, whoever brings them: read, validate, authorise, admit, append, publish.</summary>
internal sealed class IngestService(IServerStore store, ProjectProjections projections, ProjectSignals signals, IngestLimits limits, ServerNode node, SignsOfLife signs, ServerMetrics metrics, TimeProvider time)
{
    private const int CheckedAtOnce = 256;

    // A check remembers texts that repeat, across posts too; to make one for a single event costs more than the event.
    private readonly ObjectPool<EventCheck> _checks = new DefaultObjectPool<EventCheck>(new EventCheckPolicy(limits));

    /// <summary>Takes events in.</summary>
    /// <param name="principal">Who brings them.</param>
    /// <param name="events">The bytes of each event; each memory is kept and must not change afterwards.</param>
    /// <param name="cancellationToken">Gives up what has not begun.</param>
    /// <returns>What became of each; everything that says success is durable.</returns>
    public async Task<IngestAnswer> IngestAsync(Principal principal, IReadOnlyList<ReadOnlyMemory<byte>> events, CancellationToken cancellationToken = default)
    {
        using var activity = ServerActivities.StartIngest(events.Count);
        var began = time.GetTimestamp();
        var results = new IngestResult[events.Count];
        var byProject = new Dictionary<Guid, List<Candidate>>();
        foreach (var candidate in Check(events, results))
        {
            if (candidate is null)
            {
                continue;
            }

            if (!byProject.TryGetValue(candidate.Event.ProjectUuid, out var candidates))
            {
                byProject[candidate.Event.ProjectUuid] = candidates = [];
            }

            candidates.Add(candidate);
        }

        foreach (var (projectId, candidates) in byProject)
        {
            // An event of a mission says itself whose it is.
            signs.Hear(projectId, principal, [.. candidates.Where(candidate => candidate.Payload is not ICollaborationPayload).Select(candidate => candidate.Event.NodeId).Distinct(StringComparer.Ordinal)]);
        }

        var checkedAt = time.GetTimestamp();
        metrics.RecordDuration(IngestStages.Check, time.GetElapsedTime(began, checkedAt));
        ProjectPost[] posts = [.. byProject.Select(entry => new ProjectPost(entry.Key, principal, entry.Value, projections, signals, node, time))];
        await Task.WhenAll(posts.Select(post => AppendAsync(post, cancellationToken)));
        foreach (var (position, result) in posts.SelectMany(post => post.Results))
        {
            results[position] = result;
        }

        metrics.RecordDuration(IngestStages.Append, time.GetElapsedTime(checkedAt));
        metrics.RecordBatch(results);
        metrics.RecordWarnings(posts.SelectMany(post => post.Warnings));
        return new IngestAnswer(
            results,
            [.. posts.SelectMany(post => post.Clocks)],
            [.. posts.Select(post => post.Clock).OfType<ProjectClock>()],
            posts.Length > 0 && !posts.Any(post => post.IsWritable));
    }

    /// <summary>Reads and validates, a large batch on several processors: a client that is alone leaves them idle otherwise.</summary>
    /// <param name="events">The bytes of each event.</param>
    /// <param name="results">Where the rejections go.</param>
    /// <returns>The candidates in request order; null in the place of a rejection.</returns>
    private Candidate?[] Check(IReadOnlyList<ReadOnlyMemory<byte>> events, IngestResult[] results)
    {
        var candidates = new Candidate?[events.Count];
        if (events.Count <= CheckedAtOnce)
        {
            CheckPart(0, events.Count);
        }
        else
        {
            Parallel.ForEach(Partitioner.Create(0, events.Count, CheckedAtOnce), part => CheckPart(part.Item1, part.Item2));
        }

        return candidates;

        void CheckPart(int from, int to)
        {
            var check = _checks.Get();
            for (var i = from; i < to; i++)
            {
                candidates[i] = check.Read(events[i], i, out var rejection);
                if (rejection is not null)
                {
                    results[i] = rejection;
                }
            }

            _checks.Return(check);
        }
    }

    private async Task AppendAsync(ProjectPost post, CancellationToken cancellationToken)
    {
        using var activity = ServerActivities.StartAppend(post.Weight);
        await projections.WarmAsync(post.ProjectId, post.MissionIds, cancellationToken);
        await store.Log.AppendAsync(post, cancellationToken);
    }

    private sealed class EventCheckPolicy(IngestLimits limits) : PooledObjectPolicy<EventCheck>
    {
        public override EventCheck Create() => new(limits);

        public override bool Return(EventCheck obj) => true;
    }
}
