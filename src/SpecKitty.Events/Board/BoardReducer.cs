using SpecKitty.Events.Envelope;

namespace SpecKitty.Events.Board;

/// <summary>Reduces the log of a project to its board: each work package with its lane and its history. A pure function: no clock, no I/O.</summary>
public static class BoardReducer
{
    /// <summary>Reduces a log.</summary>
    /// <param name="events">The log, in any order, of any types; events that are not about the board are left out.</param>
    /// <returns>The state; what did not fold as it should are its anomalies.</returns>
    public static BoardState Reduce(IEnumerable<Event> events)
    {
        var reduction = new BoardReduction();
        reduction.AddRange(events);
        return reduction.State;
    }
}
