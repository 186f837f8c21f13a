using Npgsql;

namespace SpecKitty.Server.Storage.Postgres;

/// <summary>Webhooks in PostgreSQL.</summary>
internal sealed class PostgresWebhookStore(PostgresDatabase database) : IWebhookStore
{
    private const string Columns = "webhook_id, team_slug, url, project_uuid, event_types, secret, created_by, created_at";
    private const string LetterColumns = "webhook_id, delivery_id, project_uuid, after_sequence, up_to, attempts, began_at, died_at, error, is_retrying";

    public Task<bool> AddAsync(WebhookRecord webhook, int most, CancellationToken cancellationToken = default)
        => database.ChangeAsync(
            async connection =>
            {
                var add = PostgresStatement.Make(
                    $"INSERT INTO webhooks ({Columns}) SELECT $1, $2, $3, $4, $5, $6, $7, $8 WHERE (SELECT count(*) FROM webhooks WHERE team_slug = $2) < $9",
                    PostgresValues.Text(webhook.WebhookId),
                    PostgresValues.Text(webhook.TeamSlug),
                    PostgresValues.Text(webhook.Url),
                    PostgresValues.Uuid(webhook.ProjectId),
                    PostgresValues.Text(WebhookEventTypes.Join(webhook.EventTypes)),
                    PostgresValues.Text(webhook.Secret),
                    PostgresValues.Text(webhook.CreatedBy),
                    PostgresValues.Time(webhook.CreatedAt),
                    PostgresValues.Number(most));
                if (await PostgresStatement.ExecuteAsync(connection, [add], cancellationToken) == 0)
                {
                    return false;
                }

                var begin = PostgresStatement.Make(
                    "INSERT INTO webhook_cursors (webhook_id, project_uuid, after_sequence) SELECT $1, project_uuid, last_sequence FROM projects WHERE team_slug = $2 AND ($3 IS NULL OR project_uuid = $3)",
                    PostgresValues.Text(webhook.WebhookId),
                    PostgresValues.Text(webhook.TeamSlug),
                    PostgresValues.Uuid(webhook.ProjectId));
                await PostgresStatement.ExecuteAsync(connection, [begin], cancellationToken);
                return true;
            },
            cancellationToken);

    public async Task<IReadOnlyList<WebhookRecord>> ListAsync(string? teamSlug, string afterWebhookId, int limit, CancellationToken cancellationToken = default)
        => await QueryAsync(
            $"SELECT {Columns} FROM webhooks WHERE webhook_id > $2 AND ($1 IS NULL OR team_slug = $1) ORDER BY webhook_id LIMIT $3",
            [PostgresValues.Text(teamSlug), PostgresValues.Text(afterWebhookId), PostgresValues.Number(limit)],
            Webhook,
            cancellationToken);

    public async Task<WebhookRecord?> FindAsync(string webhookId, CancellationToken cancellationToken = default)
        => (await QueryAsync($"SELECT {Columns} FROM webhooks WHERE webhook_id = $1", [PostgresValues.Text(webhookId)], Webhook, cancellationToken)).SingleOrDefault();

    public async Task<bool> DeleteAsync(string webhookId, CancellationToken cancellationToken = default)
        => await ChangeAsync("DELETE FROM webhooks WHERE webhook_id = $1", [PostgresValues.Text(webhookId)], cancellationToken) == 1;

    public async Task<IReadOnlyList<WebhookRecord>> LeaseAsync(string owner, DateTimeOffset now, DateTimeOffset until, CancellationToken cancellationToken = default)
        => await database.ChangeAsync(
            connection => PostgresStatement.QueryAsync(
                connection,
                [
                    PostgresStatement.Make(
                        $"UPDATE webhooks SET lease_owner = $1, lease_until = $3 WHERE lease_owner IS NULL OR lease_owner = $1 OR lease_until < $2 RETURNING {Columns}",
                        PostgresValues.Text(owner),
                        PostgresValues.Time(now),
                        PostgresValues.Time(until)),
                ],
                Webhook,
                cancellationToken),
            cancellationToken);

    public Task ReleaseAsync(string owner, CancellationToken cancellationToken = default)
        => ChangeAsync("UPDATE webhooks SET lease_owner = NULL, lease_until = NULL WHERE lease_owner = $1", [PostgresValues.Text(owner)], cancellationToken);

    public async Task<IReadOnlyList<WebhookCursor>> ListCursorsAsync(string webhookId, CancellationToken cancellationToken = default)
        => await QueryAsync(
            "SELECT webhook_id, project_uuid, after_sequence, delivery_id, up_to, attempts, began_at, next_at, error FROM webhook_cursors WHERE webhook_id = $1 ORDER BY project_uuid",
            [PostgresValues.Text(webhookId)],
            Cursor,
            cancellationToken);

    public Task<bool> SaveAsync(string owner, WebhookCursor cursor, WebhookDeadLetter? buried = null, CancellationToken cancellationToken = default)
        => database.ChangeAsync(
            async connection =>
            {
                var pending = cursor.Pending;
                var save = PostgresStatement.Make(
                    """
                    INSERT INTO webhook_cursors (webhook_id, project_uuid, after_sequence, delivery_id, up_to, attempts, began_at, next_at, error)
                    SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9 FROM webhooks WHERE webhook_id = $1 AND lease_owner = $10 FOR UPDATE
                    ON CONFLICT (webhook_id, project_uuid) DO UPDATE SET after_sequence = excluded.after_sequence, delivery_id = excluded.delivery_id,
                        up_to = excluded.up_to, attempts = excluded.attempts, began_at = excluded.began_at, next_at = excluded.next_at, error = excluded.error
                    """,
                    PostgresValues.Text(cursor.WebhookId),
                    PostgresValues.Uuid(cursor.ProjectId),
                    PostgresValues.Number(cursor.AfterSequence),
                    PostgresValues.Text(pending?.DeliveryId),
                    PostgresValues.Number(pending?.UpTo),
                    PostgresValues.Number(pending?.Attempts),
                    PostgresValues.Time(pending?.BeganAt),
                    PostgresValues.Time(pending?.NextAt),
                    PostgresValues.Text(pending?.Error),
                    PostgresValues.Text(owner));
                if (await PostgresStatement.ExecuteAsync(connection, [save], cancellationToken) == 0)
                {
                    return false;
                }

                if (buried is not null)
                {
                    await PostgresStatement.ExecuteAsync(connection, [Bury(buried)], cancellationToken);
                }

                return true;
            },
            cancellationToken);

    public async Task<IReadOnlyList<WebhookDeadLetter>> ListDeadAsync(string webhookId, string afterDeliveryId, int limit, bool onlyRetrying = false, CancellationToken cancellationToken = default)
        => await QueryAsync(
            $"SELECT {LetterColumns} FROM webhook_dead_letters WHERE webhook_id = $1 AND delivery_id > $2{(onlyRetrying ? " AND is_retrying" : "")} ORDER BY delivery_id LIMIT $3",
            [PostgresValues.Text(webhookId), PostgresValues.Text(afterDeliveryId), PostgresValues.Number(limit)],
            Letter,
            cancellationToken);

    public async Task<bool> RetryAsync(string webhookId, string deliveryId, CancellationToken cancellationToken = default)
        => await ChangeAsync(
            "UPDATE webhook_dead_letters SET is_retrying = true WHERE webhook_id = $1 AND delivery_id = $2",
            [PostgresValues.Text(webhookId), PostgresValues.Text(deliveryId)],
            cancellationToken) == 1;

    public async Task<bool> SettleAsync(string owner, WebhookDeadLetter letter, WebhookDeadLetter? left, CancellationToken cancellationToken = default)
    {
        const string Held = "l.webhook_id = $1 AND l.delivery_id = $2 AND w.webhook_id = $1 AND w.lease_owner = $3";
        PostgresValue[] held = [PostgresValues.Text(letter.WebhookId), PostgresValues.Text(letter.DeliveryId), PostgresValues.Text(owner)];
        return await (left is null
            ? ChangeAsync($"DELETE FROM webhook_dead_letters l USING webhooks w WHERE {Held}", held, cancellationToken)
            : ChangeAsync(
                $"UPDATE webhook_dead_letters l SET delivery_id = $4, after_sequence = $5, attempts = $6, died_at = $7, error = $8, is_retrying = {(left.IsRetrying ? "true" : "false")} FROM webhooks w WHERE {Held}",
                [
                    .. held,
                    PostgresValues.Text(left.DeliveryId), PostgresValues.Number(left.AfterSequence), PostgresValues.Number(left.Attempts),
                    PostgresValues.Time(left.DiedAt), PostgresValues.Text(left.Error),
                ],
                cancellationToken)) == 1;
    }

    private static PostgresStatement Bury(WebhookDeadLetter letter) => PostgresStatement.Make(
        $"INSERT INTO webhook_dead_letters ({LetterColumns}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, false) ON CONFLICT (webhook_id, delivery_id) DO NOTHING",
        PostgresValues.Text(letter.WebhookId),
        PostgresValues.Text(letter.DeliveryId),
        PostgresValues.Uuid(letter.ProjectId),
        PostgresValues.Number(letter.AfterSequence),
        PostgresValues.Number(letter.UpTo),
        PostgresValues.Number(letter.Attempts),
        PostgresValues.Time(letter.BeganAt),
        PostgresValues.Time(letter.DiedAt),
        PostgresValues.Text(letter.Error));

    private static WebhookRecord Webhook(NpgsqlDataReader row) => new(
        row.GetString(0),
        row.GetString(1),
        row.GetString(2),
        row.IsDBNull(3) ? null : row.GetGuid(3),
        WebhookEventTypes.Split(row.IsDBNull(4) ? null : row.GetString(4)),
        row.GetString(5),
        row.GetString(6),
        PostgresValues.Time(row, 7));

    private static WebhookCursor Cursor(NpgsqlDataReader row) => new(
        row.GetString(0),
        row.GetGuid(1),
        row.GetInt64(2),
        row.IsDBNull(3) ? null : new WebhookPending(row.GetString(3), row.GetInt64(4), row.GetInt32(5), PostgresValues.Time(row, 6), PostgresValues.Time(row, 7), row.GetString(8)));

    private static WebhookDeadLetter Letter(NpgsqlDataReader row) => new(
        row.GetString(0),
        row.GetString(1),
        row.GetGuid(2),
        row.GetInt64(3),
        row.GetInt64(4),
        row.GetInt32(5),
        PostgresValues.Time(row, 6),
        PostgresValues.Time(row, 7),
        row.GetString(8),
        row.GetBoolean(9));

    private Task<List<T>> QueryAsync<T>(string sql, PostgresValue[] parameters, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken)
        => database.UseAsync(connection => PostgresStatement.QueryAsync(connection, [PostgresStatement.Make(sql, parameters)], read, cancellationToken), cancellationToken);

    private Task<int> ChangeAsync(string sql, PostgresValue[] parameters, CancellationToken cancellationToken)
        => database.ChangeAsync(connection => PostgresStatement.ExecuteAsync(connection, [PostgresStatement.Make(sql, parameters)], cancellationToken), cancellationToken);
}
