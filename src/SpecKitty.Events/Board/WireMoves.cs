using SpecKitty.Events.Envelope;
using SpecKitty.Events.Lanes;
using SpecKitty.Events.Status;
using SpecKitty.Events.Values;

namespace SpecKitty.Events.Board;

/// <summary>The newest moves of a work package on the wire and where they bring it. Immutable, so that marks share it.</summary>
/// <remarks>
/// <para>
/// A node that has not seen the clocks of others emits moves that sort before the moves that they follow. Each move says which lane it leaves, so that shows: in reducer
/// order some move leaves a lane that the work package is not in. Then the moves are put together again. Those of one node stay in their order. Of the moves whose
/// turn it is, the earliest in time that leaves the lane the work package is in comes next; where none does, the first in reducer order. A move that names another as its
/// cause waits for that one. The order that is found holds when fewer of its moves leave a lane that the work package is not in; else reducer order holds.
/// </para>
/// <para>
/// Where moves happened one after the other, each out of the lane that the one before it entered, and the machines' times are right, this order is what happened, whatever
/// the Lamport clocks say: the next move always leaves the lane and is the earliest of those that are left.
/// </para>
/// </remarks>
/// <param name="Base">Where the work package was before these moves; null for nowhere.</param>
/// <param name="Moves">The moves, in reducer order; the newest <see cref="Most"/>.</param>
/// <param name="Order">The same moves in the order that holds.</param>
internal sealed record WireMoves(WorkPackageState? Base, EquatableList<WireMove> Moves, EquatableList<WireMove> Order)
{
    // So that one event costs a bounded amount, however often a package was moved.
    private const int Most = 64;

    /// <summary>The last move of the order that holds.</summary>
    private EventId? Last => Order.Count == 0 ? null : Order[^1].EventId;

    /// <summary>Takes in the next move in reducer order.</summary>
    /// <param name="known">The moves so far; null for none.</param>
    /// <param name="standing">Where the work package is now; null for nowhere.</param>
    /// <param name="next">The move.</param>
    /// <returns>The moves with it. When something else has brought the work package where it is, they begin there.</returns>
    public static WireMoves Take(WireMoves? known, WorkPackageState? standing, WireMove next)
    {
        var before = known is not null && standing is not null && standing.LastEventId == known.Last
            ? known
            : new WireMoves(standing, EquatableList<WireMove>.Empty, EquatableList<WireMove>.Empty);
        var moves = before.Moves.Append(next).ToEquatableList();
        var order = OrderOf(LaneOf(before.Base), moves);
        return moves.Count <= Most
            ? before with { Moves = moves, Order = order }
            : new WireMoves(Stand(order[0], before.Base), moves.Where(move => move != order[0]).ToEquatableList(), order.Skip(1).ToEquatableList());
    }

    /// <summary>Where the moves bring the work package.</summary>
    /// <param name="move">The move to look at.</param>
    /// <param name="before">The lane that the work package is in where the move comes in the order that holds.</param>
    public WorkPackageState Follow(WireMove move, out Lane before)
    {
        var standing = Base;
        before = Lane.Planned;
        foreach (var next in Order)
        {
            if (next == move)
            {
                before = standing?.CurrentLane ?? Lane.Planned;
            }

            standing = Stand(next, standing);
        }

        return standing!;
    }

    private static SyncLane LaneOf(WorkPackageState? standing) => (standing?.CurrentLane ?? Lane.Planned).ToSyncV1();

    private static WorkPackageState Stand(WireMove move, WorkPackageState? before)
    {
        var current = before?.CurrentLane ?? Lane.Planned;
        var lane = move.Entered.EnteredFrom(current);
        return new WorkPackageState
        {
            WpId = before?.WpId ?? "",
            CurrentLane = lane,
            LastEventId = move.EventId,
            LastTransitionAt = move.At,
            Evidence = lane == current ? before?.Evidence : null,
        };
    }

    private static EquatableList<WireMove> OrderOf(SyncLane lane, EquatableList<WireMove> moves)
    {
        var misfits = Misfits(lane, moves);
        if (misfits == 0)
        {
            return moves;
        }

        var found = PutTogether(lane, moves);
        return Misfits(lane, found) < misfits ? found : moves;
    }

    private static int Misfits(SyncLane lane, EquatableList<WireMove> moves)
    {
        var count = 0;
        foreach (var move in moves.AsSpan())
        {
            count += move.Previous.Sync == lane ? 0 : 1;
            lane = move.Entered.Sync;
        }

        return count;
    }

    private static EquatableList<WireMove> PutTogether(SyncLane lane, EquatableList<WireMove> moves)
    {
        List<WireMove> left = [.. moves];
        var found = new List<WireMove>(left.Count);
        var heads = new HashSet<string>(StringComparer.Ordinal);
        while (left.Count > 0)
        {
            heads.Clear();
            var waiting = left.Select(move => move.EventId).ToHashSet();
            WireMove? chosen = null;
            WireMove? first = null;
            foreach (var move in left)
            {
                if (!heads.Add(move.NodeId) || (move.CausationId is { } cause && waiting.Contains(cause)))
                {
                    continue;
                }

                first ??= move;
                if (move.Previous.Sync == lane && (chosen is null || move.At.Instant < chosen.At.Instant))
                {
                    chosen = move;
                }
            }

            // Where every move waits for another, no cause can be believed.
            var next = chosen ?? first ?? left[0];
            left.Remove(next);
            found.Add(next);
            lane = next.Entered.Sync;
        }

        return found.ToEquatableList();
    }
}
