using SpecKitty.Server.Storage;

namespace SpecKitty.Server.Feeds;

/// <summary>Reads logs by their cursor: whoever goes on behind the last sequence misses nothing and gets nothing twice.</summary>
internal sealed class EventFeed(IEventLog log)
{
    /// <summary>Events in a page when nobody says how many.</summary>
    public const int DefaultLimit = 100;

    /// <summary>Events in a page at most.</summary>
    public const int MaximumLimit = 1000;

    // A page of large events ends early, so that nobody makes the server hold more than this and one read.
    private const long PageBytes = 4 * 1024 * 1024;
    private const int ReadAtOnce = 100;

    /// <summary>The generation of the logs.</summary>
    public long Generation => log.Generation;

    /// <summary>Reads one page.</summary>
    /// <param name="projectId">The project.</param>
    /// <param name="missionId">The mission; null for the whole project.</param>
    /// <param name="after">The sequence to begin behind.</param>
    /// <param name="limit">How many events at most.</param>
    /// <param name="cancellationToken">The caller has gone.</param>
    /// <param name="mostBytes">How many bytes of envelopes end the page early.</param>
    public async Task<EventPage> ReadPageAsync(Guid projectId, string? missionId, long after, int limit, CancellationToken cancellationToken, long mostBytes = PageBytes)
    {
        var events = new List<StoredEvent>(limit);
        var bytes = 0L;
        while (true)
        {
            // One more than fits tells whether there is more.
            var wanted = Math.Min(ReadAtOnce, limit + 1 - events.Count);
            var query = new EventQuery { AfterSequence = events.Count == 0 ? after : events[^1].Sequence, MissionId = missionId, Limit = wanted };
            var read = await log.ReadAsync(projectId, query, cancellationToken);
            foreach (var stored in read)
            {
                if (events.Count == limit || bytes > mostBytes)
                {
                    return new EventPage(events, events[^1].Sequence, true);
                }

                events.Add(stored);
                bytes += stored.Envelope.Length;
            }

            if (read.Count < wanted)
            {
                return new EventPage(events, events.Count == 0 ? after : events[^1].Sequence, false);
            }
        }
    }

    /// <summary>Reads everything that the log holds now, a part at a time.</summary>
    /// <param name="projectId">The project.</param>
    /// <param name="missionId">The mission; null for the whole project.</param>
    /// <param name="after">The sequence to begin behind.</param>
    /// <param name="cancellationToken">The caller has gone.</param>
    public async IAsyncEnumerable<IReadOnlyList<StoredEvent>> ReadAllAsync(
        Guid projectId,
        string? missionId,
        long after,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var last = (await log.FindProjectAsync(projectId, cancellationToken))?.LastSequence ?? 0;
        IReadOnlyList<StoredEvent> read;
        do
        {
            read = await log.ReadAsync(projectId, new EventQuery { AfterSequence = after, UpToSequence = last, MissionId = missionId, Limit = ReadAtOnce }, cancellationToken);
            if (read.Count > 0)
            {
                yield return read;
                after = read[^1].Sequence;
            }
        }
        while (read.Count == ReadAtOnce);
    }
}
