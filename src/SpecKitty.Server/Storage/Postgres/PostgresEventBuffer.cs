using Npgsql;

namespace SpecKitty.Server.Storage.Postgres;

/// <summary>The events of a transaction: those that wait to be written, and those that were found before.</summary>
/// <remarks>What is appended waits here for the commit, or for somebody who wants to read it back: so that a group of small posts is one statement.</remarks>
internal sealed class PostgresEventBuffer(Guid projectId, NpgsqlConnection connection)
{
    // From here on, COPY is worth its own round trips.
    private const int LeastCopied = 64;

    private readonly List<NewEvent> _pending = [];
    private readonly Dictionary<string, ReadOnlyMemory<byte>> _known = new(StringComparer.Ordinal);
    private HashSet<string> _sought = [];
    private long _written;

    /// <summary>The statement that finds rows of a table by project and a list of ids, one look-up for each.</summary>
    /// <remarks>Asked for the whole list at once, a table without statistics would answer by going through the whole project.</remarks>
    public static string FindByIds(string table, string columns)
        => $"SELECT found.* FROM unnest($2) AS wanted (id) CROSS JOIN LATERAL (SELECT {columns} FROM {table} WHERE project_uuid = $1 AND event_id = wanted.id LIMIT 1) AS found";

    /// <summary>The statement that finds events; give its rows to <see cref="TakeFound"/>.</summary>
    public NpgsqlBatchCommand Sought(IEnumerable<string> ids)
        => PostgresStatement.Make(FindByIds("events", "event_id, envelope"), PostgresValues.Uuid(projectId), PostgresValues.Texts(ids));

    /// <summary>Takes an event in that was found.</summary>
    public void TakeFound(NpgsqlDataReader row) => _known[row.GetString(0)] = row.GetFieldValue<byte[]>(1);

    /// <summary>Begins behind the events that the project has.</summary>
    /// <param name="lastSequence">The sequence of the newest.</param>
    /// <param name="sought">The ids that were looked for under the project's lock: those of them that were not taken in are not there.</param>
    public void Begin(long lastSequence, IEnumerable<string> sought)
    {
        _written = lastSequence;
        _sought = sought.ToHashSet(StringComparer.Ordinal);
    }

    public void Add(IReadOnlyList<NewEvent> events)
    {
        foreach (var added in events)
        {
            _pending.Add(added);
            _known[added.EventId] = added.Envelope;
        }
    }

    /// <summary>Forgets events that were removed.</summary>
    public void Forget(IEnumerable<string> ids)
    {
        foreach (var id in ids)
        {
            _known.Remove(id);
        }
    }

    /// <summary>Finds the envelopes of those of some events that the project has, written or waiting.</summary>
    public async Task<IReadOnlyDictionary<string, ReadOnlyMemory<byte>>> FindAsync(IReadOnlyCollection<string> ids)
    {
        List<string> unknown = _written == 0 ? [] : [.. ids.Where(id => !_known.ContainsKey(id) && !_sought.Contains(id))];
        if (unknown.Count > 0)
        {
            await PostgresStatement.QueryAsync(
                connection,
                [Sought(unknown)],
                row =>
                {
                    TakeFound(row);
                    return true;
                });
            _sought.UnionWith(unknown);
        }

        var found = new Dictionary<string, ReadOnlyMemory<byte>>(StringComparer.Ordinal);
        foreach (var id in ids)
        {
            if (_known.TryGetValue(id, out var envelope))
            {
                found[id] = envelope;
            }
        }

        return found;
    }

    /// <summary>Writes what waits.</summary>
    public async Task FlushAsync()
    {
        if (await FlushLargeAsync() is { } insert)
        {
            await PostgresStatement.ExecuteAsync(connection, [insert]);
            Written();
        }
    }

    /// <summary>Writes what waits, when it is much.</summary>
    /// <returns>The statement that writes it, when it is little; null when nothing is left.</returns>
    public async Task<NpgsqlBatchCommand?> FlushLargeAsync()
    {
        if (_pending.Count >= LeastCopied)
        {
            await PostgresEventCopy.WriteAsync(connection, projectId, _written + 1, _pending);
            Written();
        }

        return _pending.Count == 0 ? null : InsertPending();
    }

    private void Written()
    {
        _written += _pending.Count;
        _pending.Clear();
    }

    private NpgsqlBatchCommand InsertPending() => PostgresStatement.Make(
        $"INSERT INTO events ({PostgresEventCopy.Columns}) SELECT $1, $2 + n, lamport_clock, received_at, event_id, event_type, mission_id, principal, envelope "
        + "FROM unnest($3, $4, $5, $6, $7, $8, $9) WITH ORDINALITY AS added (lamport_clock, received_at, event_id, event_type, mission_id, principal, envelope, n)",
        PostgresValues.Uuid(projectId),
        PostgresValues.Number(_written),
        PostgresValues.Numbers(_pending.Select(added => added.LamportClock)),
        PostgresValues.Times(_pending.Select(added => added.ReceivedAt)),
        PostgresValues.Texts(_pending.Select(added => added.EventId)),
        PostgresValues.Texts(_pending.Select(added => added.EventType)),
        PostgresValues.Texts(_pending.Select(added => added.MissionId)),
        PostgresValues.Texts(_pending.Select(added => added.Principal)),
        PostgresValues.Blobs(_pending.Select(added => added.Envelope)));
}
