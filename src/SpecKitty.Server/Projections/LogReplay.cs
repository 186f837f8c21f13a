using SpecKitty.Events.Envelope;
using SpecKitty.Server.Storage;

namespace SpecKitty.Server.Projections;

/// <summary>Reads a part of a log event by event, a page at a time.</summary>
internal static class LogReplay
{
    private const int Page = 5000;

    /// <summary>Replays events in order of sequence.</summary>
    /// <param name="read">Reads the log.</param>
    /// <param name="query">Which part.</param>
    /// <param name="upToClock">The greatest Lamport clock to take in; null for all.</param>
    /// <param name="apply">Takes each event in, with the record that it was stored as.</param>
    public static async ValueTask ReplayAsync(
        Func<EventQuery, ValueTask<IReadOnlyList<StoredEvent>>> read,
        EventQuery query,
        long? upToClock,
        Action<Event, StoredEvent> apply)
    {
        var reader = new EventReader(EnvelopeRules.Ingest);
        query = query with { WithRemoved = true, Limit = Page };
        IReadOnlyList<StoredEvent> page;
        do
        {
            page = await read(query);
            foreach (var stored in page.Where(stored => upToClock is null || stored.LamportClock <= upToClock))
            {
                apply(reader.Read(stored.Envelope).ValueOrThrow(), stored);
            }

            query = query with { AfterSequence = page.Count == 0 ? query.AfterSequence : page[^1].Sequence };
        }
        while (page.Count == Page);
    }
}
