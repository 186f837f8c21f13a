using SpecKitty.Events.Collaboration;
using SpecKitty.Server.Storage;

namespace SpecKitty.Server.Dashboard.Missions;

/// <summary>Which events the timeline of a mission tells, and how far it reaches.</summary>
internal static class MissionTimeline
{
    /// <summary>How many events it shows.</summary>
    public const int Length = 60;

    // Signs of life and other missions may fill most of a log: what lies further back than this is left to the feed of events.
    private const int MostRead = 16_000;
    private const int FirstWindow = 500;

    /// <summary>Whether an event is told: of this mission, or of no mission in particular. Signs of life are the roster's.</summary>
    public static bool Tells(StoredEvent stored, MissionRecord mission)
        => stored.EventType != CollaborationEventTypes.PresenceHeartbeat && (stored.MissionId is null || stored.MissionId == mission.MissionId);

    /// <summary>Reads the end of a timeline.</summary>
    /// <param name="log">The log.</param>
    /// <param name="mission">The mission.</param>
    /// <param name="upTo">The last sequence to tell.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>At most <see cref="Length"/> events, oldest first.</returns>
    public static async Task<IReadOnlyList<StoredEvent>> ReadTailAsync(IEventLog log, MissionRecord mission, long upTo, CancellationToken cancellationToken)
    {
        var told = new List<StoredEvent>();
        var read = 0;
        for (var window = FirstWindow; upTo > 0 && told.Count < Length && read < MostRead; window *= 2)
        {
            var after = Math.Max(0, upTo - window);
            var part = await log.ReadAsync(mission.ProjectId, new EventQuery { AfterSequence = after, UpToSequence = upTo }, cancellationToken);
            told.InsertRange(0, part.Where(stored => Tells(stored, mission)));
            read += window;
            upTo = after;
        }

        return told.Count <= Length ? told : told[^Length..];
    }

    /// <summary>Finds the event that a timeline tells next.</summary>
    /// <param name="log">The log.</param>
    /// <param name="mission">The mission.</param>
    /// <param name="after">The sequence behind which to look.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>Its sequence; null when there is none. Where nothing is told for very long it is an event that is not told, from which the way goes on.</returns>
    public static async Task<long?> FindNextAsync(IEventLog log, MissionRecord mission, long after, CancellationToken cancellationToken)
    {
        for (var read = 0; ;)
        {
            var page = await log.ReadAsync(mission.ProjectId, new EventQuery { AfterSequence = after, Limit = FirstWindow }, cancellationToken);
            if (page.FirstOrDefault(stored => Tells(stored, mission)) is { } told)
            {
                return told.Sequence;
            }

            if (page.Count < FirstWindow)
            {
                return null;
            }

            after = page[^1].Sequence;
            read += page.Count;
            if (read >= MostRead)
            {
                return after;
            }
        }
    }
}
