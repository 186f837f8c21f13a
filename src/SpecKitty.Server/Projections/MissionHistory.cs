using SpecKitty.Events.Envelope;
using SpecKitty.Server.Storage;

namespace SpecKitty.Server.Projections;

/// <summary>Folds a mission from the log, up to now or as it was.</summary>
internal static class MissionHistory
{
    private const int Page = 5000;

    /// <summary>Folds a mission.</summary>
    /// <param name="missionId">The mission.</param>
    /// <param name="read">Reads the log.</param>
    /// <param name="query">Up to which sequence.</param>
    /// <param name="upToClock">The greatest Lamport clock to take in; null for all.</param>
    public static async ValueTask<MissionProjection> FoldAsync(string missionId, Func<EventQuery, ValueTask<IReadOnlyList<StoredEvent>>> read, EventQuery query, long? upToClock)
    {
        var mission = new MissionProjection(missionId);
        var reader = new EventReader(EnvelopeRules.Ingest);
        query = query with { MissionId = missionId, WithRemoved = true, Limit = Page };
        IReadOnlyList<StoredEvent> page;
        do
        {
            page = await read(query);
            foreach (var stored in page.Where(stored => upToClock is null || stored.LamportClock <= upToClock))
            {
                mission.Apply(reader.Read(stored.Envelope).ValueOrThrow(), stored.Sequence);
            }

            query = query with { AfterSequence = page.Count == 0 ? query.AfterSequence : page[^1].Sequence };
        }
        while (page.Count == Page);

        return mission;
    }
}
