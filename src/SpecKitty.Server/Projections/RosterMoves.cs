using SpecKitty.Events.Envelope;
using SpecKitty.Events.Reduction;
using SpecKitty.Server.Auth;

namespace SpecKitty.Server.Projections;

/// <summary>When each participant of a mission joined and left, in reducer order, and who ended its part.</summary>
internal sealed class RosterMoves
{
    /// <summary>The reason of a leave that the participant, or the principal that it is bound to, asked for.</summary>
    public const string LeftByItself = "explicit";

    /// <summary>The reason of a leave that the server assumed.</summary>
    public const string LeftByTimeout = "timeout";

    /// <summary>The reason of a leave that another person decided.</summary>
    public const string LeftByRemoval = "removed";

    private readonly Dictionary<string, List<RosterMove>> _byParticipant = new(StringComparer.Ordinal);

    /// <summary>Who ended a part, by what the log and the store say.</summary>
    /// <param name="reason">The reason that the event names.</param>
    /// <param name="storedPrincipal">Whom the store names as the sender.</param>
    /// <param name="boundPrincipal">The principal that the participant is bound to; null for none.</param>
    public static RosterMoveKind KindOf(string? reason, string storedPrincipal, string? boundPrincipal) => reason switch
    {
        LeftByTimeout => RosterMoveKind.TimedOut,
        LeftByRemoval => RosterMoveKind.Removed,
        LeftByItself when storedPrincipal == boundPrincipal && storedPrincipal != Principal.Server.PrincipalId => RosterMoveKind.Left,
        _ => RosterMoveKind.Unclear,
    };

    /// <summary>Takes a move in.</summary>
    /// <returns>Whether it is the participant's last one in reducer order.</returns>
    public bool Add(string participantId, RosterMove move)
    {
        if (!_byParticipant.TryGetValue(participantId, out var moves))
        {
            _byParticipant[participantId] = moves = [];
        }

        var place = moves.Count;
        while (place > 0 && EventOrder.Instance.Compare(moves[place - 1].Event, move.Event) > 0)
        {
            place--;
        }

        moves.Insert(place, move);
        return place == moves.Count - 1;
    }

    /// <summary>The participant's last move; null when there is none.</summary>
    public RosterMove? Last(string participantId) => Of(participantId) is [.., var last] ? last : null;

    /// <summary>The participant's last move before a place in the log.</summary>
    public RosterMove? LastBefore(string participantId, Event place) => Of(participantId).LastOrDefault(move => EventOrder.Instance.Compare(move.Event, place) < 0);

    /// <summary>The participant's first move after a place in the log.</summary>
    public RosterMove? FirstAfter(string participantId, Event place) => Of(participantId).FirstOrDefault(move => EventOrder.Instance.Compare(move.Event, place) > 0);

    /// <summary>The removal that an event of the participant would come before, or that no join has followed; null when none is in its way.</summary>
    public RosterMove? RemovalAgainst(string participantId, Event place)
    {
        var moves = Of(participantId);
        for (var i = moves.Count - 1; i >= 0; i--)
        {
            if (moves[i].Kind == RosterMoveKind.Removed)
            {
                var join = moves.Skip(i + 1).FirstOrDefault(move => move.Kind == RosterMoveKind.Joined);
                return join is null || EventOrder.Instance.Compare(place, join.Event) < 0 ? moves[i] : null;
            }
        }

        return null;
    }

    /// <summary>When a participant really left: of a leave that closes a window for late events, when it left before the window.</summary>
    public DateTimeOffset LeftAt(string participantId, RosterMove leave)
    {
        var moves = Of(participantId);
        var i = moves.Count - 1;
        while (i > 0 && moves[i] != leave)
        {
            i--;
        }

        // After a timeout the participant was really back, so its leave is its own.
        while (i >= 2 && moves[i - 2].Kind == RosterMoveKind.Left && IsReturn(moves[i - 2], moves[i - 1]))
        {
            i -= 2;
        }

        return moves[i].ReceivedAt;
    }

    /// <summary>The timeouts after a place in the log from which the participant has returned, in reducer order.</summary>
    public IReadOnlyList<RosterMove> ReturnsAfter(string participantId, Event place)
    {
        var moves = Of(participantId);
        return [.. moves.Where((move, i) => move.Kind == RosterMoveKind.TimedOut
            && i + 1 < moves.Count
            && IsReturn(move, moves[i + 1])
            && EventOrder.Instance.Compare(move.Event, place) > 0)];
    }

    // Directly after the leave, at its clock and its time: nothing else can be there.
    private static bool IsReturn(RosterMove leave, RosterMove join)
        => leave.Kind is RosterMoveKind.TimedOut or RosterMoveKind.Left
        && join.Kind == RosterMoveKind.Joined
        && join.Event.LamportClock == leave.Event.LamportClock
        && join.Event.Timestamp == leave.Event.Timestamp;

    private IReadOnlyList<RosterMove> Of(string participantId) => _byParticipant.TryGetValue(participantId, out var moves) ? moves : [];
}
