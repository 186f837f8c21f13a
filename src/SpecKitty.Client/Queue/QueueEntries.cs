namespace SpecKitty.Client.Queue;

/// <summary>Reads rows without checksum and body.</summary>
internal static class QueueEntries
{
    /// <summary>What <see cref="Read"/> wants selected, in this order.</summary>
    public const string Columns = "position, event_id, event_type, project_uuid, state, attempts, category, reason, queued_at";

    /// <summary>Reads the row that the statement stands on. Values that cannot be read make it a strange one, never an error.</summary>
    public static QueueEntry Read(QueueStatement row) => new(
        row.Number(0),
        row.Text(1) ?? "",
        row.Text(2) ?? "",
        row.Text(3) ?? "",
        StateText.Parse(row.Text(4) ?? ""),
        row.SmallNumber(5),
        row.Text(6),
        row.Text(7),
        StoredRow.Instant(row.Number(8)));

    /// <summary>Lists rows in the order of queueing.</summary>
    /// <param name="database">SQLite's handle of the open file.</param>
    /// <param name="state">Which ones; null for all.</param>
    /// <param name="count">The most that are listed.</param>
    /// <param name="after">The position behind which to begin.</param>
    public static IReadOnlyList<QueueEntry> List(nint database, EventState? state, int count, long after)
    {
        using var row = new QueueStatement(database, $"SELECT {Columns} FROM events WHERE (?1 IS NULL OR state = ?1) AND position > ?2 ORDER BY position LIMIT ?3");
        if (state is { } wanted)
        {
            row.Bind(1, StateText.Of(wanted));
        }

        row.Bind(2, after);
        row.Bind(3, count);
        var entries = new List<QueueEntry>();
        while (row.Next())
        {
            entries.Add(Read(row));
        }

        return entries;
    }
}
