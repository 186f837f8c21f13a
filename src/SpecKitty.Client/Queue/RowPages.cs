namespace SpecKitty.Client.Queue;

/// <summary>Reads rows with their bodies, a page at a time, so that neither the memory nor the writers feel how many there are.</summary>
internal static class RowPages
{
    private const int PageRows = 64;

    /// <summary>The rows of some states, in the order of queueing.</summary>
    /// <param name="database">The file.</param>
    /// <param name="states">The states.</param>
    /// <param name="project">Only this project's; null for all.</param>
    public static IEnumerable<StoredRow> Read(QueueDatabase database, IReadOnlyCollection<EventState> states, Guid? project = null)
    {
        var words = $"[{string.Join(',', states.Select(state => $"\"{StateText.Of(state)}\""))}]";
        var source = states.Contains(EventState.Delivered) ? "events WHERE" : "events INDEXED BY events_undelivered WHERE state <> 'delivered' AND";
        var after = 0L;
        while (true)
        {
            var page = Page(database, source, words, project, after);
            foreach (var row in page)
            {
                yield return row;
            }

            if (page.Count < PageRows)
            {
                yield break;
            }

            after = page[^1].Position;
        }
    }

    private static List<StoredRow> Page(QueueDatabase database, string source, string words, Guid? project, long after) => database.Guarded(connection =>
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The text is made of constants of this file.
        command.CommandText =
            $"""
            SELECT {StoredRow.Columns} FROM {source} position > $after AND state IN (SELECT value FROM json_each($states))
            AND ($project IS NULL OR project_uuid = $project) ORDER BY position LIMIT $count
            """;
#pragma warning restore CA2100
        command.Parameters.AddWithValue("$after", after);
        command.Parameters.AddWithValue("$states", words);
        command.Parameters.AddWithValue("$project", project is { } one ? one.ToString("D") : DBNull.Value);
        command.Parameters.AddWithValue("$count", PageRows);
        using var reader = command.ExecuteReader();
        var rows = new List<StoredRow>();
        while (reader.Read())
        {
            rows.Add(StoredRow.Read(reader));
        }

        return rows;
    });
}
