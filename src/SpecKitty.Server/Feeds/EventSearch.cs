using SpecKitty.Server.Storage;

namespace SpecKitty.Server.Feeds;

/// <summary>Searches a log for a person: page by page, newest or oldest first, and never more of it at once than is good for the others.</summary>
/// <remarks>Nothing but missions and ids has an index. A search that has looked at enough stops, says how far it came, and goes on from there when it is asked to.</remarks>
internal sealed class EventSearch(IEventLog log)
{
    /// <summary>Events in a page.</summary>
    public const int PageSize = 50;

    /// <summary>Events that one page of a search may look into.</summary>
    public const int MostRead = 5_000;

    /// <summary>Events that the store may pass over for one page of a search by type.</summary>
    public const int MostPassed = 50_000;

    private const long MostBytes = 32 * 1024 * 1024;
    private const int ReadAtOnce = 100;

    /// <summary>Reads one page.</summary>
    /// <param name="project">The project, as it is now: what comes later is not looked at.</param>
    /// <param name="filter">What to look for.</param>
    /// <param name="isNewestFirst">Whether to go from the end of the log to its beginning.</param>
    /// <param name="from">The sequence to go on behind, as <see cref="EventFinding.Next"/> gave it; null for the beginning of the search.</param>
    /// <param name="cancellationToken">The caller has gone.</param>
    public async Task<EventFinding> ReadAsync(ProjectRecord project, EventFilter filter, bool isNewestFirst, long? from, CancellationToken cancellationToken = default)
    {
        // The part of the log that this page may look at, both ends included.
        var first = isNewestFirst ? 1 : Math.Min(from ?? 0, project.LastSequence) + 1;
        var last = isNewestFirst && from is { } place ? Math.Min(place - 1, project.LastSequence) : project.LastSequence;
        var isWindowed = filter.EventType is not null && last - first >= MostPassed;
        if (isWindowed)
        {
            (first, last) = isNewestFirst ? (last - MostPassed + 1, last) : (first, first + MostPassed - 1);
        }

        var found = new List<StoredEvent>(PageSize);
        var (read, bytes) = (0, 0L);
        while (true)
        {
            // One more than fits tells whether there is more.
            var wanted = filter.LooksInside ? ReadAtOnce : PageSize + 1 - found.Count;
            var page = first > last ? [] : await log.ReadAsync(
                project.ProjectId,
                new EventQuery
                {
                    AfterSequence = first - 1,
                    UpToSequence = last,
                    MissionId = filter.MissionId,
                    EventTypes = filter.EventType is { } type ? [type] : null,
                    IsNewestFirst = isNewestFirst,
                    Limit = wanted,
                },
                cancellationToken);
            foreach (var stored in page)
            {
                if (found.Count == PageSize)
                {
                    return new EventFinding(found, isNewestFirst ? last + 1 : first - 1, false);
                }

                (first, last) = isNewestFirst ? (first, stored.Sequence - 1) : (stored.Sequence + 1, last);
                read++;
                bytes += stored.Envelope.Length;
                if (EventMatch.IsMatch(stored, filter))
                {
                    found.Add(stored);
                }
            }

            if (page.Count < wanted)
            {
                return isWindowed
                    ? new EventFinding(found, isNewestFirst ? first : last, true)
                    : new EventFinding(found, null, false);
            }

            if (filter.LooksInside && (read >= MostRead || bytes >= MostBytes))
            {
                return new EventFinding(found, isNewestFirst ? last + 1 : first - 1, true);
            }
        }
    }
}
