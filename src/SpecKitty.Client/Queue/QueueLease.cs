using Microsoft.Data.Sqlite;

namespace SpecKitty.Client.Queue;

/// <summary>One sync's hold on the rows that it sends: no other sync sends them, nor later ones of the same project, while it lasts.</summary>
/// <remarks>
/// Order is kept inside a project, because a later event may only be valid after an earlier one: a project of which another
/// sync holds rows is left alone. A hold ends by <see cref="Dispose"/>, with its process, or by its time.
/// </remarks>
public sealed class QueueLease : IDisposable
{
    private const string HeldByAnother = "project_uuid IN (SELECT project_uuid FROM holds WHERE owner <> $owner AND expires_at > $now)";

    private const string Due = "FROM events INDEXED BY events_undelivered WHERE state <> 'delivered' AND state <> 'dead'";

    private const string OfProjects = "($projects IS NULL OR project_uuid IN (SELECT value FROM json_each($projects)))";

    private readonly QueueDatabase _database;
    private readonly OfflineQueueOptions _options;
    private readonly TimeProvider _clock;
    private readonly TimeSpan _duration;
    private readonly string? _projects;
    private readonly string? _server;
    private readonly string _owner = LeaseOwner.OfThisProcess();
    private readonly HashSet<long> _unsettled = [];
    private long _after;

    internal QueueLease(
        QueueDatabase database,
        OfflineQueueOptions options,
        TimeProvider clock,
        TimeSpan duration,
        IReadOnlyCollection<Guid>? projects,
        Uri? server)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(duration, TimeSpan.Zero);
        _database = database;
        _options = options;
        _clock = clock;
        _duration = duration;
        _projects = projects is null ? null : $"[{string.Join(',', projects.Select(project => $"\"{project:D}\""))}]";
        _server = server?.AbsoluteUri;
        ReleaseTheDead();
    }

    /// <summary>How many damaged rows this hold came upon; each was set aside with its bytes, as dead.</summary>
    public int DamagedRows { get; private set; }

    /// <summary>Takes the next rows in the order of queueing; each row at most once in the life of this hold.</summary>
    /// <param name="count">The most rows.</param>
    /// <param name="bytes">The most bytes of all bodies together; the first row is taken whatever its size.</param>
    /// <returns>The rows; none when nothing is left to send.</returns>
    public IReadOnlyList<LeasedEvent> Take(int count, long bytes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        while (true)
        {
            var (taken, damaged) = _database.Noted((connection, transaction) => TakeIn(connection, transaction, count, bytes));
            DamagedRows += damaged;
            if (taken.Count > 0 || damaged == 0)
            {
                return taken;
            }
        }
    }

    /// <summary>How many rows wait behind the hold of another sync.</summary>
    public long HeldByOthers() => Count($"SELECT count(*) {Due} AND {OfProjects} AND {HeldByAnother}");

    /// <summary>How many rows wait that are of none of the projects of this hold.</summary>
    public long OfOtherProjects() => Count($"SELECT count(*) {Due} AND NOT {OfProjects}");

    /// <summary>Starts the time of the hold again.</summary>
    public void Renew() => Change("UPDATE holds SET expires_at = $expires WHERE owner = $owner");

    /// <summary>Writes down what became of rows. Rows that another sync took over meanwhile stay as they are.</summary>
    /// <returns>How many rows were settled.</returns>
    public int Settle(IReadOnlyCollection<Delivery> deliveries)
    {
        ArgumentNullException.ThrowIfNull(deliveries);
        var number = _database.Noted((connection, transaction) =>
        {
            const string StillHeld = "project_uuid IN (SELECT project_uuid FROM holds WHERE owner = $owner)";
            var open = deliveries.Where(delivery => _unsettled.Contains(delivery.Position)).ToList();

            // One statement for all of them: a statement each costs as much again as what it does.
            using var delivered = Prepare(
                connection,
                transaction,
                $"""
                UPDATE events SET state = 'delivered', delivered_at = $now, delivered_to = $server, category = NULL, reason = NULL
                WHERE position IN (SELECT value FROM json_each($positions)) AND {StillHeld}
                """);
            delivered.Parameters.AddWithValue("$server", (object?)_server ?? DBNull.Value);
            delivered.Parameters.AddWithValue("$positions", $"[{string.Join(',', open.Where(delivery => delivery.Rejection is null).Select(delivery => delivery.Position))}]");
            var settled = delivered.ExecuteNonQuery();
            using var rejected = Prepare(
                connection,
                transaction,
                $"""
                UPDATE events SET attempts = attempts + $cost, state = CASE WHEN attempts + $cost >= $limit THEN 'dead' ELSE 'failed' END,
                  category = $category, reason = $reason WHERE position = $position AND {StillHeld}
                """);
            rejected.Parameters.AddWithValue("$limit", _options.AttemptLimit);
            var cost = rejected.Parameters.Add("$cost", SqliteType.Integer);
            var category = rejected.Parameters.Add("$category", SqliteType.Text);
            var reason = rejected.Parameters.Add("$reason", SqliteType.Text);
            foreach (var (position, rejection) in open)
            {
                if (rejection is not null)
                {
                    rejected.Parameters["$position"].Value = position;
                    cost.Value = rejection.CostsAttempt ? 1 : 0;
                    category.Value = rejection.Category;
                    reason.Value = rejection.Reason;
                    settled += rejected.ExecuteNonQuery();
                }
            }

            return settled;
        });
        _unsettled.ExceptWith(deliveries.Select(delivery => delivery.Position));
        return number;
    }

    /// <summary>Ends the hold; rows that were not settled are as if they had not been taken.</summary>
    public void Dispose()
    {
        try
        {
            Change("DELETE FROM holds WHERE owner = $owner");
        }
        catch (ClientException)
        {
            // A hold that cannot be written off ends with its time or its process; what went wrong before is the thing to tell.
        }
    }

    private (List<LeasedEvent> Taken, int Damaged) TakeIn(SqliteConnection connection, SqliteTransaction transaction, int count, long bytes)
    {
        var taken = new List<LeasedEvent>();
        var damaged = new List<long>();
        var projects = new HashSet<string>(StringComparer.Ordinal);
        long size = 0;
        using (var select = connection.CreateCommand())
        {
            select.Transaction = transaction;
            select.CommandText =
                $"""
                SELECT {StoredRow.Columns} {Due} AND position > $after AND {OfProjects} AND NOT {HeldByAnother}
                ORDER BY position LIMIT $count
                """;
            Bind(select);
            select.Parameters.AddWithValue("$after", _after);
            select.Parameters.AddWithValue("$count", count);
            using var reader = select.ExecuteReader();
            while (reader.Read())
            {
                var row = StoredRow.Read(reader);
                if (!row.IsIntact)
                {
                    damaged.Add(row.Position);
                    continue;
                }

                size += row.Body.Length;
                if (size > bytes && taken.Count > 0)
                {
                    break;
                }

                projects.Add(row.ProjectUuid);
                taken.Add(new LeasedEvent(row.Position, row.EventId, row.EventType, row.Attempts, row.Body));
            }
        }

        Hold(connection, transaction, projects);
        SetAside(connection, transaction, damaged);
        _after = Math.Max(_after, Math.Max(taken.Count > 0 ? taken[^1].Position : 0, damaged.Count > 0 ? damaged[^1] : 0));
        _unsettled.UnionWith(taken.Select(row => row.Position));
        return (taken, damaged.Count);
    }

    private void Hold(SqliteConnection connection, SqliteTransaction transaction, IEnumerable<string> projects)
    {
        using var hold = Prepare(
            connection,
            transaction,
            """
            INSERT INTO holds (project_uuid, owner, expires_at) VALUES ($project, $owner, $expires)
            ON CONFLICT (project_uuid) DO UPDATE SET owner = excluded.owner, expires_at = excluded.expires_at
            """);
        var held = hold.Parameters.Add("$project", SqliteType.Text);
        foreach (var project in projects)
        {
            held.Value = project;
            hold.ExecuteNonQuery();
        }
    }

    private void SetAside(SqliteConnection connection, SqliteTransaction transaction, List<long> positions)
    {
        using var aside = Prepare(
            connection,
            transaction,
            """
            UPDATE events SET state = 'dead', category = 'damaged_row',
              reason = 'The row does not match its checksum: the disk or another program changed it. Its bytes are kept.'
            WHERE position = $position
            """);
        foreach (var position in positions)
        {
            aside.Parameters["$position"].Value = position;
            aside.ExecuteNonQuery();
        }
    }

    /// <summary>Frees the rows of holders that died, so that nobody waits for the time of their hold.</summary>
    private void ReleaseTheDead() => _database.Guarded(connection =>
    {
        var owners = new List<string>();
        using (var select = connection.CreateCommand())
        {
            select.CommandText = "SELECT DISTINCT owner FROM holds";
            using var reader = select.ExecuteReader();
            while (reader.Read())
            {
                owners.Add(reader.GetString(0));
            }
        }

        foreach (var gone in owners.Where(LeaseOwner.IsGone))
        {
            using var release = connection.CreateCommand();
            release.CommandText = "DELETE FROM holds WHERE owner = $owner";
            release.Parameters.AddWithValue("$owner", gone);
            release.ExecuteNonQuery();
        }

        return owners.Count;
    });

    private long Count(string text) => _database.Guarded(connection =>
    {
        using var command = Prepare(connection, transaction: null, text);
        return (long)command.ExecuteScalar()!;
    });

    private void Change(string text) => _database.Noted((connection, transaction) =>
    {
        using var command = Prepare(connection, transaction, text);
        return command.ExecuteNonQuery();
    });

    private SqliteCommand Prepare(SqliteConnection connection, SqliteTransaction? transaction, string text)
    {
        var command = connection.CreateCommand();
        command.Transaction = transaction;
#pragma warning disable CA2100 // Every text is made of constants of this file.
        command.CommandText = text;
#pragma warning restore CA2100
        Bind(command);
        command.Parameters.Add("$position", SqliteType.Integer).Value = DBNull.Value;
        return command;
    }

    private void Bind(SqliteCommand command)
    {
        command.Parameters.AddWithValue("$owner", _owner);
        command.Parameters.AddWithValue("$now", _clock.GetUtcNow().ToUnixTimeMilliseconds());
        command.Parameters.AddWithValue("$expires", (_clock.GetUtcNow() + _duration).ToUnixTimeMilliseconds());
        command.Parameters.AddWithValue("$projects", (object?)_projects ?? DBNull.Value);
    }
}
