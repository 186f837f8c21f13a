using Microsoft.Data.Sqlite;

namespace SpecKitty.Server.Storage.Sqlite;

/// <summary>Webhooks in SQLite.</summary>
internal sealed class SqliteWebhookStore(SqliteConnections connections, SqliteWriter writer) : IWebhookStore
{
    private const string Columns = "webhook_id, team_slug, url, project_uuid, event_types, secret, created_by, created_at";
    private const string LetterColumns = "webhook_id, delivery_id, project_uuid, after_sequence, up_to, attempts, began_at, died_at, error, is_retrying";

    public Task<bool> AddAsync(WebhookRecord webhook, int most, CancellationToken cancellationToken = default)
        => writer.RunAsync(connection => Add(connection, webhook, most), cancellationToken);

    public Task<IReadOnlyList<WebhookRecord>> ListAsync(string? teamSlug, string afterWebhookId, int limit, CancellationToken cancellationToken = default)
        => QueryAsync(
            $"SELECT {Columns} FROM webhooks WHERE webhook_id > $2 AND ($1 IS NULL OR team_slug = $1) ORDER BY webhook_id LIMIT $3",
            [teamSlug, afterWebhookId, limit],
            Webhook,
            cancellationToken);

    public async Task<WebhookRecord?> FindAsync(string webhookId, CancellationToken cancellationToken = default)
        => (await QueryAsync($"SELECT {Columns} FROM webhooks WHERE webhook_id = $1", [webhookId], Webhook, cancellationToken)).SingleOrDefault();

    public async Task<bool> DeleteAsync(string webhookId, CancellationToken cancellationToken = default)
        => await ChangeAsync("DELETE FROM webhooks WHERE webhook_id = $1", [webhookId], cancellationToken) == 1;

    public Task<IReadOnlyList<WebhookRecord>> LeaseAsync(string owner, DateTimeOffset now, DateTimeOffset until, CancellationToken cancellationToken = default)
        => writer.RunAsync(
            connection =>
            {
                using var lease = new SqliteStatement(
                    connection,
                    $"UPDATE webhooks SET lease_owner = $1, lease_until = $3 WHERE lease_owner IS NULL OR lease_owner = $1 OR lease_until < $2 RETURNING {Columns}",
                    3);
                using var rows = lease.Query(owner, SqliteValues.Time(now), SqliteValues.Time(until));
                return ReadAll(rows, Webhook);
            },
            cancellationToken);

    public Task ReleaseAsync(string owner, CancellationToken cancellationToken = default)
        => ChangeAsync("UPDATE webhooks SET lease_owner = NULL, lease_until = NULL WHERE lease_owner = $1", [owner], cancellationToken);

    public Task<IReadOnlyList<WebhookCursor>> ListCursorsAsync(string webhookId, CancellationToken cancellationToken = default)
        => QueryAsync(
            "SELECT webhook_id, project_uuid, after_sequence, delivery_id, up_to, attempts, began_at, next_at, error FROM webhook_cursors WHERE webhook_id = $1 ORDER BY project_uuid",
            [webhookId],
            Cursor,
            cancellationToken);

    public Task<bool> SaveAsync(string owner, WebhookCursor cursor, WebhookDeadLetter? buried = null, CancellationToken cancellationToken = default)
        => writer.RunAsync(connection => Save(connection, owner, cursor, buried), cancellationToken);

    public Task<IReadOnlyList<WebhookDeadLetter>> ListDeadAsync(string webhookId, string afterDeliveryId, int limit, bool onlyRetrying = false, CancellationToken cancellationToken = default)
        => QueryAsync(
            $"SELECT {LetterColumns} FROM webhook_dead_letters WHERE webhook_id = $1 AND delivery_id > $2{(onlyRetrying ? " AND is_retrying" : "")} ORDER BY delivery_id LIMIT $3",
            [webhookId, afterDeliveryId, limit],
            Letter,
            cancellationToken);

    public async Task<bool> RetryAsync(string webhookId, string deliveryId, CancellationToken cancellationToken = default)
        => await ChangeAsync("UPDATE webhook_dead_letters SET is_retrying = 1 WHERE webhook_id = $1 AND delivery_id = $2", [webhookId, deliveryId], cancellationToken) == 1;

    public async Task<bool> SettleAsync(string owner, WebhookDeadLetter letter, WebhookDeadLetter? left, CancellationToken cancellationToken = default)
    {
        const string Held = "webhook_id = $1 AND delivery_id = $2 AND EXISTS (SELECT 1 FROM webhooks WHERE webhook_id = $1 AND lease_owner = $3)";
        return await (left is null
            ? ChangeAsync($"DELETE FROM webhook_dead_letters WHERE {Held}", [letter.WebhookId, letter.DeliveryId, owner], cancellationToken)
            : ChangeAsync(
                $"UPDATE webhook_dead_letters SET delivery_id = $4, after_sequence = $5, attempts = $6, died_at = $7, error = $8, is_retrying = {(left.IsRetrying ? 1 : 0)} WHERE {Held}",
                [letter.WebhookId, letter.DeliveryId, owner, left.DeliveryId, left.AfterSequence, left.Attempts, SqliteValues.Time(left.DiedAt), left.Error],
                cancellationToken)) == 1;
    }

    private static bool Add(SqliteConnection connection, WebhookRecord webhook, int most)
    {
        using var add = new SqliteStatement(
            connection,
            $"INSERT INTO webhooks ({Columns}) SELECT $1, $2, $3, $4, $5, $6, $7, $8 WHERE (SELECT COUNT(*) FROM webhooks WHERE team_slug = $2) < $9",
            9);
        var project = webhook.ProjectId is { } id ? SqliteValues.Key(id) : null;
        var added = add.Execute(
            webhook.WebhookId,
            webhook.TeamSlug,
            webhook.Url,
            project,
            WebhookEventTypes.Join(webhook.EventTypes),
            webhook.Secret,
            webhook.CreatedBy,
            SqliteValues.Time(webhook.CreatedAt),
            most);
        if (added == 0)
        {
            return false;
        }

        using var begin = new SqliteStatement(
            connection,
            "INSERT INTO webhook_cursors (webhook_id, project_uuid, after_sequence) SELECT $1, project_uuid, last_sequence FROM projects WHERE team_slug = $2 AND ($3 IS NULL OR project_uuid = $3)",
            3);
        begin.Execute(webhook.WebhookId, webhook.TeamSlug, project);
        return true;
    }

    private static bool Save(SqliteConnection connection, string owner, WebhookCursor cursor, WebhookDeadLetter? buried)
    {
        var pending = cursor.Pending;
        using var save = new SqliteStatement(
            connection,
            """
            INSERT INTO webhook_cursors (webhook_id, project_uuid, after_sequence, delivery_id, up_to, attempts, began_at, next_at, error)
            SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9 FROM webhooks WHERE webhook_id = $1 AND lease_owner = $10
            ON CONFLICT (webhook_id, project_uuid) DO UPDATE SET after_sequence = excluded.after_sequence, delivery_id = excluded.delivery_id,
                up_to = excluded.up_to, attempts = excluded.attempts, began_at = excluded.began_at, next_at = excluded.next_at, error = excluded.error
            """,
            10);
        var saved = save.Execute(
            cursor.WebhookId,
            SqliteValues.Key(cursor.ProjectId),
            cursor.AfterSequence,
            pending?.DeliveryId,
            pending?.UpTo,
            pending?.Attempts,
            pending is null ? null : SqliteValues.Time(pending.BeganAt),
            pending is null ? null : SqliteValues.Time(pending.NextAt),
            pending?.Error,
            owner);
        if (saved == 0)
        {
            return false;
        }

        if (buried is not null)
        {
            using var bury = new SqliteStatement(
                connection,
                $"INSERT INTO webhook_dead_letters ({LetterColumns}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 0) ON CONFLICT (webhook_id, delivery_id) DO NOTHING",
                9);
            bury.Execute(
                buried.WebhookId,
                buried.DeliveryId,
                SqliteValues.Key(buried.ProjectId),
                buried.AfterSequence,
                buried.UpTo,
                buried.Attempts,
                SqliteValues.Time(buried.BeganAt),
                SqliteValues.Time(buried.DiedAt),
                buried.Error);
        }

        return true;
    }

    private static WebhookRecord Webhook(SqliteDataReader row) => new(
        row.GetString(0),
        row.GetString(1),
        row.GetString(2),
        row.IsDBNull(3) ? null : SqliteValues.Project(row, 3),
        WebhookEventTypes.Split(row.IsDBNull(4) ? null : row.GetString(4)),
        row.GetString(5),
        row.GetString(6),
        SqliteValues.Time(row, 7));

    private static WebhookCursor Cursor(SqliteDataReader row) => new(
        row.GetString(0),
        SqliteValues.Project(row, 1),
        row.GetInt64(2),
        row.IsDBNull(3) ? null : new WebhookPending(row.GetString(3), row.GetInt64(4), row.GetInt32(5), SqliteValues.Time(row, 6), SqliteValues.Time(row, 7), row.GetString(8)));

    private static WebhookDeadLetter Letter(SqliteDataReader row) => new(
        row.GetString(0),
        row.GetString(1),
        SqliteValues.Project(row, 2),
        row.GetInt64(3),
        row.GetInt64(4),
        row.GetInt32(5),
        SqliteValues.Time(row, 6),
        SqliteValues.Time(row, 7),
        row.GetString(8),
        row.GetBoolean(9));

    private static IReadOnlyList<T> ReadAll<T>(SqliteDataReader rows, Func<SqliteDataReader, T> read)
    {
        var found = new List<T>();
        while (rows.Read())
        {
            found.Add(read(rows));
        }

        return found;
    }

    private async Task<IReadOnlyList<T>> QueryAsync<T>(string sql, object?[] values, Func<SqliteDataReader, T> read, CancellationToken cancellationToken)
    {
        await using var connection = await connections.OpenReaderAsync(cancellationToken);
        using var statement = new SqliteStatement(connection, sql, values.Length);
        await using var rows = statement.Query(values);
        return ReadAll(rows, read);
    }

    private Task<int> ChangeAsync(string sql, object?[] values, CancellationToken cancellationToken)
        => writer.RunAsync(
            connection =>
            {
                using var change = new SqliteStatement(connection, sql, values.Length);
                return change.Execute(values);
            },
            cancellationToken);
}
