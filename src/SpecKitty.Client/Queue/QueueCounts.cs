namespace SpecKitty.Client.Queue;

/// <summary>Counts rows, and undelivered ones by what they have in common.</summary>
/// <remarks>On SQLite's handle of an open file, so that it is the same whoever opened it.</remarks>
internal static class QueueCounts
{
    private const string Undelivered = "FROM events INDEXED BY events_undelivered WHERE state <> 'delivered'";

    /// <summary>Rows by state, and times.</summary>
    /// <param name="database">The open file.</param>
    /// <param name="limit">The most undelivered events that the queue takes.</param>
    public static QueueStatus ByState(nint database, long limit)
    {
        using var row = new QueueStatement(
            database,
            $"""
            WITH counts (state, events) AS (SELECT state, count(*) {Undelivered} GROUP BY state)
            SELECT coalesce((SELECT events FROM counts WHERE state = 'pending'), 0),
                   coalesce((SELECT events FROM counts WHERE state = 'failed'), 0),
                   coalesce((SELECT sum(events) FROM counts WHERE state NOT IN ('pending', 'failed')), 0),
                   (SELECT count(*) FROM events INDEXED BY events_delivered WHERE state = 'delivered'),
                   (SELECT queued_at {Undelivered} ORDER BY position LIMIT 1),
                   (SELECT max(delivered_at) FROM events INDEXED BY events_delivered WHERE state = 'delivered')
            """);
        row.Next();
        return new QueueStatus(row.Number(0), row.Number(1), row.Number(2), row.Number(3), limit, row.Instant(4), row.Instant(5));
    }

    /// <summary>Rows by state, and what the undelivered ones have in common.</summary>
    /// <param name="database">The open file.</param>
    /// <param name="limit">The most undelivered events that the queue takes.</param>
    /// <param name="most">The most types and reasons that are told.</param>
    public static QueueOverview All(nint database, long limit, int most)
    {
        var status = ByState(database, limit);
        return status.Undelivered == 0
            ? new QueueOverview(status, [], [], [], [])
            : new QueueOverview(status, ByAttempts(database), ByType(database, most), ByReason(database, most), ByProject(database));
    }

    /// <summary>All that somebody who only looks is told: <see cref="All"/>, and the first rejected rows in the order of queueing.</summary>
    /// <param name="database">The open file.</param>
    /// <param name="limit">The most undelivered events that the queue takes.</param>
    /// <param name="most">The most types, reasons and rejected rows that are told.</param>
    public static (QueueOverview Overview, IReadOnlyList<QueueEntry> Rejected) Look(nint database, long limit, int most)
    {
        var overview = All(database, limit, most);
        return (overview, overview.Status.Failed + overview.Status.Dead == 0 ? [] : Read(
            database,
            $"SELECT {QueueEntries.Columns} {Undelivered} AND state <> 'pending' ORDER BY position LIMIT ?1",
            most,
            QueueEntries.Read));
    }

    private static List<AttemptCount> ByAttempts(nint database) => Read(
        database,
        $"SELECT attempts, count(*) {Undelivered} GROUP BY attempts ORDER BY attempts LIMIT ?1",
        int.MaxValue,
        row => new AttemptCount(row.SmallNumber(0), row.Number(1)));

    private static List<NameCount> ByType(nint database, int most) => Read(
        database,
        $"SELECT event_type, count(*) {Undelivered} GROUP BY event_type ORDER BY count(*) DESC, event_type LIMIT ?1",
        most,
        row => new NameCount(row.Text(0) ?? "", row.Number(1)));

    private static List<NameCount> ByProject(nint database) => Read(
        database,
        $"SELECT project_uuid, count(*) {Undelivered} GROUP BY project_uuid ORDER BY count(*) DESC, project_uuid LIMIT ?1",
        int.MaxValue,
        row => new NameCount(row.Text(0) ?? "", row.Number(1)));

    private static List<ReasonCount> ByReason(nint database, int most) => Read(
        database,
        $"""
        SELECT category, reason, count(*) {Undelivered} AND category IS NOT NULL AND reason IS NOT NULL
        GROUP BY category, reason ORDER BY count(*) DESC, category, reason LIMIT ?1
        """,
        most,
        row => new ReasonCount(row.Text(0) ?? "", row.Text(1) ?? "", row.Number(2)));

    private static List<T> Read<T>(nint database, string text, int most, Func<QueueStatement, T> read)
    {
        using var row = new QueueStatement(database, text);
        row.Bind(1, most);
        var rows = new List<T>();
        while (row.Next())
        {
            rows.Add(read(row));
        }

        return rows;
    }
}
