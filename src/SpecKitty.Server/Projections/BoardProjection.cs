using SpecKitty.Events.Board;
using SpecKitty.Events.Envelope;

namespace SpecKitty.Server.Projections;

/// <summary>One project's board in memory.</summary>
/// <remarks>Not thread-safe, as <see cref="MissionProjection"/>.</remarks>
internal sealed class BoardProjection
{
    private readonly BoardReduction _board = new();
    private BoardSnapshot? _snapshot;
    private long _sequence;

    /// <summary>How many events it holds in memory.</summary>
    public int Weight => _board.Log.Count;

    /// <summary>Takes an event in; one that is not about the board changes nothing.</summary>
    public void Apply(Event value, long sequence)
    {
        if (_board.Add(value))
        {
            _sequence = sequence;
            _snapshot = null;
        }
    }

    /// <summary>The board as it is now.</summary>
    public BoardSnapshot Snapshot() => _snapshot ??= new BoardSnapshot(_sequence, _board.State);
}
