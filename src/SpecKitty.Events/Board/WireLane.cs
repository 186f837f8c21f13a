using SpecKitty.Events.Lanes;
using SpecKitty.Events.Values;

namespace SpecKitty.Events.Board;

/// <summary>A lane as an event of the wire names it: by one of the four lanes, or by a canonical one.</summary>
/// <param name="Sync">The lane of the wire.</param>
/// <param name="Canonical">The canonical lane, where the event names one.</param>
internal readonly record struct WireLane(SyncLane Sync, Lane? Canonical)
{
    public static WireLane Of(SyncLane lane) => new(lane, null);

    /// <summary>Reads a word that a valid payload carries: a canonical lane, a lane of the wire, or an alias.</summary>
    public static WireLane Of(string word)
    {
        if (!Vocabulary<Lane>.Instance.TryParse(word, out var lane) && Vocabulary<SyncLane>.Instance.TryParse(word, out var sync))
        {
            return Of(sync);
        }

        lane = LaneMapping.Normalize(word);
        return new WireLane(lane.ToSyncV1(), lane);
    }

    /// <summary>Whether a work package in a lane can be said to be in this one. Only the lanes of the wire count: a step inside one of them is not sent.</summary>
    public bool Covers(Lane lane) => lane.ToSyncV1() == Sync;

    /// <summary>The canonical lane of a work package that enters this one: where the event names none, the lane that it is in already, if that fits.</summary>
    public Lane EnteredFrom(Lane current) => Canonical ?? (Covers(current) ? current : LaneMapping.Normalize(Sync.ToText()));
}
