using SpecKitty.Server.Auth;
using SpecKitty.Server.Live;
using SpecKitty.Server.Projections;
using SpecKitty.Server.Storage;
using SpecKitty.Server.Telemetry;

namespace SpecKitty.Server.Ingest;

/// <summary>The one way of events into the log, whoever brings them: read, validate, authorise, admit, append, publish.</summary>
internal sealed class IngestService(IServerStore store, ProjectProjections projections, ProjectSignals signals, IngestLimits limits, ServerMetrics metrics, TimeProvider time)
{
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
        var check = new EventCheck(limits);
        for (var i = 0; i < events.Count; i++)
        {
            if (check.Read(events[i], i, out var rejection) is not { } candidate)
            {
                results[i] = rejection!;
                continue;
            }

            if (!byProject.TryGetValue(candidate.Event.ProjectUuid, out var candidates))
            {
                byProject[candidate.Event.ProjectUuid] = candidates = [];
            }

            candidates.Add(candidate);
        }

        var checkedAt = time.GetTimestamp();
        metrics.RecordDuration(IngestStages.Check, time.GetElapsedTime(began, checkedAt));
        ProjectPost[] posts = [.. byProject.Select(entry => new ProjectPost(entry.Key, principal, entry.Value, projections, signals, time))];
        await Task.WhenAll(posts.Select(post => AppendAsync(post, cancellationToken)));
        foreach (var (position, result) in posts.SelectMany(post => post.Results))
        {
            results[position] = result;
        }

        metrics.RecordDuration(IngestStages.Append, time.GetElapsedTime(checkedAt));
        metrics.RecordBatch(results);
        return new IngestAnswer(
            results,
            [.. posts.SelectMany(post => post.Clocks)],
            posts.Length > 0 && !posts.Any(post => post.IsWritable));
    }

    private async Task AppendAsync(ProjectPost post, CancellationToken cancellationToken)
    {
        using var activity = ServerActivities.StartAppend(post.Weight);
        await store.Log.AppendAsync(post, cancellationToken);
    }
}
