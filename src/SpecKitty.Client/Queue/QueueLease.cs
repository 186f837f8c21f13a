using Microsoft.Data.Sqlite;

namespace SpecKitty.Client.Queue;

/// <summary>One sync's hold on the rows that it sends: no other sync sends them, nor later ones of the same project, while it lasts.</summary>
/// <remarks>
/// Order is kept inside a project, because a later event may only be valid after an earlier one: a project of which another
/// sync holds rows is left alone, and once rows of it were passed by, for the rest of this hold, though the other's may end before:
/// the rows that were passed by come first. A hold ends by <see cref="Dispose"/>, with its process, or by its time.
/// </remarks>
public sealed class QueueLease : IDisposable
{
    private const string HeldByAnother = "project_uuid IN (SELECT project_uuid FROM holds WHERE owner <> $owner AND expires_at > $now)";

    private const string Due = "FROM events INDEXED BY events_undelivered WHERE state <> 'delivered' AND state <> 'dead'";

    private const string OfProjects = "($projects IS NULL OR project_uuid IN (SELECT value FROM json_each($projects)))";

    private const string LeftOut = "($left IS NOT NULL AND project_uuid IN (SELECT value FROM json_each($left)))";

    private readonly QueueDatabase _database;
    private readonly OfflineQueueOptions _options;
    private readonly TimeProvider _clock;
    private readonly TimeSpan _duration;
    private readonly string? _server;
    private readonly string _owner = LeaseOwner.OfThisProcess();
    private readonly HashSet<long> _unsettled = [];
    private readonly HashSet<string> _leftOut = new(StringComparer.Ordinal);
    private string? _projects;
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
        _projects = projects is null ? null : ListOf(projects.Select(project => project.ToString("D")));
        _server = server?.AbsoluteUri;
        _database.Guarded(QueueHolds.ReleaseTheDead);
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

    /// <summary>How many rows wait behind the hold of another sync, or were passed by because of one.</summary>
    public long HeldByOthers() => Count($"SELECT count(*) {Due} AND {OfProjects} AND ({HeldByAnother} OR {LeftOut})");

    /// <summary>How many rows wait that are of none of the projects of this hold.</summary>
    public long OfOtherProjects() => Count($"SELECT count(*) {Due} AND NOT {OfProjects}");

    /// <summary>Takes rows of these projects alone from now on. What was taken of others stays as it was.</summary>
    internal void KeepTo(IEnumerable<string> projects) => _projects = ListOf(projects);

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
                SELECT {StoredRow.Columns} {Due} AND position > $after AND {OfProjects} AND NOT {HeldByAnother} AND NOT {LeftOut}
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
                taken.Add(new LeasedEvent(row.Position, row.EventId, row.EventType, row.ProjectUuid, row.State, row.Attempts, row.Body));
            }
        }

        Hold(connection, transaction, projects);
        SetAside(connection, transaction, damaged);
        var reached = Math.Max(_after, Math.Max(taken.Count > 0 ? taken[^1].Position : 0, damaged.Count > 0 ? damaged[^1] : 0));
        _leftOut.UnionWith(PassedBy(connection, transaction, reached));
        _after = reached;
        _unsettled.UnionWith(taken.Select(row => row.Position));
        return (taken, damaged.Count);
    }

    /// <summary>The projects of rows up to here that were not taken because another sync held them.</summary>
    /// <remarks>Asked when this one's holds are written and damaged rows are set aside: whatever is left before the last row taken was passed by, though the hold may have ended this very moment.</remarks>
    private List<string> PassedBy(SqliteConnection connection, SqliteTransaction transaction, long reached)
    {
        var projects = new List<string>();
        using var select = Prepare(
            connection,
            transaction,
            $"""
            SELECT project_uuid FROM holds WHERE owner <> $owner AND {OfProjects}
            AND EXISTS (SELECT 1 {Due} AND position > $after AND position <= $position AND events.project_uuid = holds.project_uuid)
            """);
        select.Parameters.AddWithValue("$after", _after);
        select.Parameters["$position"].Value = reached;
        using var reader = select.ExecuteReader();
        while (reader.Read())
        {
            projects.Add(reader.GetString(0));
        }

        return projects;
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

    private static string ListOf(IEnumerable<string> projects) => $"[{string.Join(',', projects.Select(project => $"\"{project}\""))}]";

    private void Bind(SqliteCommand command)
    {
        command.Parameters.AddWithValue("$owner", _owner);
        command.Parameters.AddWithValue("$now", _clock.GetUtcNow().ToUnixTimeMilliseconds());
        command.Parameters.AddWithValue("$expires", (_clock.GetUtcNow() + _duration).ToUnixTimeMilliseconds());
        command.Parameters.AddWithValue("$projects", (object?)_projects ?? DBNull.Value);
        command.Parameters.AddWithValue("$left", _leftOut.Count > 0 ? ListOf(_leftOut) : DBNull.Value);
    }
}
