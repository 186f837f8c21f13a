using SpecKitty.Events.Values;

namespace SpecKitty.Events.Board;

/// <summary>A history that only grows, newest entry first; places in a log share what came before them.</summary>
/// <param name="entry">The newest entry.</param>
/// <param name="before">What came before it; null for the first entry.</param>
internal sealed class HistoryChain(BoardHistoryEntry entry, HistoryChain? before)
{
    private readonly BoardHistoryEntry _entry = entry;
    private readonly HistoryChain? _before = before;
    private readonly int _count = (before?._count ?? 0) + 1;

    /// <summary>The entries of a history, oldest first.</summary>
    /// <param name="newest">The history; null for one without entries.</param>
    /// <param name="shown">What to show of an entry.</param>
    public static EquatableList<BoardHistoryEntry> ToList(HistoryChain? newest, Func<BoardHistoryEntry, BoardHistoryEntry> shown)
    {
        var entries = new BoardHistoryEntry[newest?._count ?? 0];
        var at = entries.Length;
        for (var link = newest; link is not null; link = link._before)
        {
            entries[--at] = shown(link._entry);
        }

        return EquatableList.Create<BoardHistoryEntry>(entries);
    }
}
