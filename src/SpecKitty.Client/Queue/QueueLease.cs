using Microsoft.Data.Sqlite;

namespace SpecKitty.Client.Queue;

/// <summary>One sync's hold on the rows that it sends: no other sync sends them, nor later ones of the same project, while it lasts.</summary>
/// <remarks>
/// Order is kept inside a project, because a later event may only be valid after an earlier one: a project of which another
/// sync holds rows is left alone. A hold ends by <see cref="Dispose"/>, with its process, or by its time.
/// </remarks>
public sealed class QueueLease : IDisposable
{
    private const string FreeProjects =
        """
        state IN ('pending', 'failed') AND position > $after
        AND ($projects IS NULL OR project_uuid IN (SELECT value FROM json_each($projects)))
        AND project_uuid NOT IN (
          SELECT project_uuid FROM events
          WHERE lease_owner IS NOT NULL AND lease_owner <> $owner AND lease_expires_at > $now)
        """;

    private readonly QueueDatabase _database;
    private readonly OfflineQueueOptions _options;
    private readonly TimeProvider _clock;
    private readonly TimeSpan _duration;
    private readonly string? _projects;
    private readonly string _owner = LeaseOwner.OfThisProcess();
    private long _after;

    internal QueueLease(QueueDatabase database, OfflineQueueOptions options, TimeProvider clock, TimeSpan duration, IReadOnlyCollection<Guid>? projects)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(duration, TimeSpan.Zero);
        _database = database;
        _options = options;
        _clock = clock;
        _duration = duration;
        _projects = projects is null ? null : $"[{string.Join(',', projects.Select(project => $"\"{project:D}\""))}]";
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
            var (taken, damaged) = _database.Written((connection, transaction) => TakeIn(connection, transaction, count, bytes));
            DamagedRows += damaged;
            if (taken.Count > 0 || damaged == 0)
            {
                return taken;
            }
        }
    }

    /// <summary>How many rows wait behind the hold of another sync.</summary>
    public long HeldByOthers() => _database.Guarded(connection =>
    {
        using var command = connection.CreateCommand();
        command.CommandText =
            """
            SELECT count(*) FROM events WHERE state IN ('pending', 'failed')
            AND ($projects IS NULL OR project_uuid IN (SELECT value FROM json_each($projects)))
            AND project_uuid IN (
              SELECT project_uuid FROM events
              WHERE lease_owner IS NOT NULL AND lease_owner <> $owner AND lease_expires_at > $now)
            """;
        Bind(command);
        command.Parameters.AddWithValue("$projects", (object?)_projects ?? DBNull.Value);
        return (long)command.ExecuteScalar()!;
    });

    /// <summary>How many rows wait that are of none of the projects of this hold.</summary>
    public long OfOtherProjects() => _projects is null ? 0 : _database.Guarded(connection =>
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT count(*) FROM events WHERE state IN ('pending', 'failed') AND project_uuid NOT IN (SELECT value FROM json_each($projects))";
        command.Parameters.AddWithValue("$projects", _projects);
        return (long)command.ExecuteScalar()!;
    });

    /// <summary>Starts the time of the hold again, for all rows that are still held.</summary>
    public void Renew() => _database.Guarded(connection =>
    {
        using var command = connection.CreateCommand();
        command.CommandText = "UPDATE events SET lease_expires_at = $expires WHERE lease_owner = $owner";
        Bind(command);
        command.Parameters.AddWithValue("$expires", Expiry());
        return command.ExecuteNonQuery();
    });

    /// <summary>Writes down what became of rows, and ends the hold on them. Rows that another sync took over meanwhile stay as they are.</summary>
    /// <returns>How many rows were settled.</returns>
    public int Settle(IReadOnlyCollection<Delivery> deliveries)
    {
        ArgumentNullException.ThrowIfNull(deliveries);
        return _database.Written((connection, transaction) =>
        {
            using var delivered = Prepare(
                connection,
                transaction,
                """
                UPDATE events SET state = 'delivered', delivered_at = $now, category = NULL, reason = NULL, lease_owner = NULL, lease_expires_at = NULL
                WHERE position = $position AND lease_owner = $owner
                """);
            using var rejected = Prepare(
                connection,
                transaction,
                """
                UPDATE events SET attempts = attempts + $cost, state = CASE WHEN attempts + $cost >= $limit THEN 'dead' ELSE 'failed' END,
                  category = $category, reason = $reason, lease_owner = NULL, lease_expires_at = NULL
                WHERE position = $position AND lease_owner = $owner
                """);
            rejected.Parameters.AddWithValue("$limit", _options.AttemptLimit);
            var cost = rejected.Parameters.Add("$cost", SqliteType.Integer);
            var category = rejected.Parameters.Add("$category", SqliteType.Text);
            var reason = rejected.Parameters.Add("$reason", SqliteType.Text);
            var settled = 0;
            foreach (var delivery in deliveries)
            {
                var command = delivery.Rejection is null ? delivered : rejected;
                command.Parameters["$position"].Value = delivery.Position;
                cost.Value = delivery.Rejection is { CostsAttempt: true } ? 1 : 0;
                category.Value = delivery.Rejection?.Category ?? "";
                reason.Value = delivery.Rejection?.Reason ?? "";

                // Triggers may count as changes too, so the number alone says only none or some.
                settled += command.ExecuteNonQuery() > 0 ? 1 : 0;
            }

            return settled;
        });
    }

    /// <summary>Ends the hold on all rows that were not settled; they are as if they had not been taken.</summary>
    public void Dispose() => _database.Guarded(connection =>
    {
        using var command = connection.CreateCommand();
        command.CommandText = "UPDATE events SET lease_owner = NULL, lease_expires_at = NULL WHERE lease_owner = $owner";
        command.Parameters.AddWithValue("$owner", _owner);
        return command.ExecuteNonQuery();
    });

    private (List<LeasedEvent> Taken, int Damaged) TakeIn(SqliteConnection connection, SqliteTransaction transaction, int count, long bytes)
    {
        var taken = new List<LeasedEvent>();
        var damaged = new List<long>();
        long size = 0;
        using (var select = connection.CreateCommand())
        {
            select.Transaction = transaction;
            select.CommandText =
                $"""
                SELECT position, event_id, event_type, project_uuid, attempts, body, checksum FROM events
                WHERE {FreeProjects} ORDER BY position LIMIT $count
                """;
            Bind(select);
            select.Parameters.AddWithValue("$after", _after);
            select.Parameters.AddWithValue("$projects", (object?)_projects ?? DBNull.Value);
            select.Parameters.AddWithValue("$count", count);
            using var reader = select.ExecuteReader();
            while (reader.Read())
            {
                var row = ReadRow(reader);
                if (row is null)
                {
                    damaged.Add(reader.GetInt64(0));
                    continue;
                }

                size += row.Body.Length;
                if (size > bytes && taken.Count > 0)
                {
                    break;
                }

                taken.Add(row);
            }
        }

        Hold(connection, transaction, taken);
        SetAside(connection, transaction, damaged);
        _after = Math.Max(_after, Math.Max(taken.Count > 0 ? taken[^1].Position : 0, damaged.Count > 0 ? damaged[^1] : 0));
        return (taken, damaged.Count);
    }

    private static LeasedEvent? ReadRow(SqliteDataReader reader)
    {
        try
        {
            var (id, type, project) = (reader.GetString(1), reader.GetString(2), reader.GetString(3));
            var body = reader.GetFieldValue<byte[]>(5);
            return RowChecksum.Of(id, type, project, body) == reader.GetString(6)
                ? new LeasedEvent(reader.GetInt64(0), id, type, reader.GetInt32(4), body)
                : null;
        }
        catch (Exception unreadable) when (unreadable is InvalidCastException or InvalidOperationException or OverflowException)
        {
            return null;
        }
    }

    private void Hold(SqliteConnection connection, SqliteTransaction transaction, List<LeasedEvent> rows)
    {
        using var hold = Prepare(connection, transaction, "UPDATE events SET lease_owner = $owner, lease_expires_at = $expires WHERE position = $position");
        hold.Parameters.AddWithValue("$expires", Expiry());
        foreach (var row in rows)
        {
            hold.Parameters["$position"].Value = row.Position;
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
            select.CommandText = "SELECT DISTINCT lease_owner FROM events WHERE lease_owner IS NOT NULL";
            using var reader = select.ExecuteReader();
            while (reader.Read())
            {
                owners.Add(reader.GetString(0));
            }
        }

        foreach (var gone in owners.Where(LeaseOwner.IsGone))
        {
            using var release = connection.CreateCommand();
            release.CommandText = "UPDATE events SET lease_owner = NULL, lease_expires_at = NULL WHERE lease_owner = $owner";
            release.Parameters.AddWithValue("$owner", gone);
            release.ExecuteNonQuery();
        }

        return owners.Count;
    });

    private SqliteCommand Prepare(SqliteConnection connection, SqliteTransaction transaction, string text)
    {
        var command = connection.CreateCommand();
        command.Transaction = transaction;
#pragma warning disable CA2100 // Every text is a constant of this file.
        command.CommandText = text;
#pragma warning restore CA2100
        Bind(command);
        command.Parameters.Add("$position", SqliteType.Integer);
        return command;
    }

    private void Bind(SqliteCommand command)
    {
        command.Parameters.AddWithValue("$owner", _owner);
        command.Parameters.AddWithValue("$now", Now());
    }

    private long Now() => _clock.GetUtcNow().ToUnixTimeMilliseconds();

    private long Expiry() => (_clock.GetUtcNow() + _duration).ToUnixTimeMilliseconds();
}
