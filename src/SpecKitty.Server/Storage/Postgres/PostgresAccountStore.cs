using Npgsql;

namespace SpecKitty.Server.Storage.Postgres;

/// <summary>Users in PostgreSQL.</summary>
internal sealed class PostgresAccountStore(PostgresDatabase database) : IAccountStore
{
    public Task<bool> AddUserAsync(UserRecord user, DateTimeOffset createdAt, CancellationToken cancellationToken = default)
        => database.ChangeAsync(connection => AddAsync(connection, user, createdAt, cancellationToken), cancellationToken);

    public Task<UserRecord?> FindByNameAsync(string username, CancellationToken cancellationToken = default)
        => FindAsync("lower(u.username) = lower($1 COLLATE \"C\")", [PostgresValues.Text(username)], cancellationToken);

    public Task<UserRecord?> FindByIdAsync(string userId, CancellationToken cancellationToken = default)
        => FindAsync("u.user_id = $1", [PostgresValues.Text(userId)], cancellationToken);

    public Task<UserRecord?> FindSignedInAsync(string userId, string family, DateTimeOffset now, CancellationToken cancellationToken = default)
        => FindAsync(
            """
            u.user_id = $1
              AND EXISTS (SELECT 1 FROM refresh_tokens r WHERE r.family = $2 AND r.user_id = u.user_id AND r.revoked_at IS NULL AND r.expires_at > $3)
            """,
            [PostgresValues.Text(userId), PostgresValues.Text(family), PostgresValues.Time(now)],
            cancellationToken);

    public Task<bool> ReplacePasswordAsync(string userId, string currentHash, string newHash, DateTimeOffset? endSignInsAt, CancellationToken cancellationToken = default)
        => database.ChangeAsync(connection => ReplaceAsync(connection, userId, currentHash, newHash, endSignInsAt, cancellationToken), cancellationToken);

    public async Task<IReadOnlyList<UserRecord>> ListUsersAsync(string afterUsername, int limit, CancellationToken cancellationToken = default)
        => await ReadAsync(
            $"""
            SELECT {PostgresUsers.Columns}
            FROM (SELECT * FROM users WHERE lower(username) > lower($1 COLLATE "C") ORDER BY lower(username) LIMIT $2) u {PostgresUsers.Memberships}
            ORDER BY lower(u.username), {PostgresUsers.Order}
            """,
            [PostgresValues.Text(afterUsername), PostgresValues.Number(limit)],
            cancellationToken);

    private static async Task<bool> AddAsync(NpgsqlConnection connection, UserRecord user, DateTimeOffset createdAt, CancellationToken cancellationToken)
    {
        var added = await PostgresStatement.ExecuteAsync(
            connection,
            [
                PostgresStatement.Make(
                    "INSERT INTO users (user_id, username, password_hash, created_at) VALUES ($1, $2, $3, $4) ON CONFLICT (lower(username)) DO NOTHING",
                    PostgresValues.Text(user.UserId),
                    PostgresValues.Text(user.Username),
                    PostgresValues.Text(user.PasswordHash),
                    PostgresValues.Time(createdAt)),
            ],
            cancellationToken);
        if (added == 0)
        {
            return false;
        }

        // Always in the same order, so that two who make the same teams cannot wait for each other.
        await PostgresStatement.ExecuteAsync(
            connection,
            [
                PostgresStatement.Make(
                    "INSERT INTO teams (team_slug, created_at) SELECT t, $2 FROM unnest($1) AS t ORDER BY t ON CONFLICT DO NOTHING",
                    PostgresValues.Texts(user.Memberships.Select(membership => membership.TeamSlug)),
                    PostgresValues.Time(createdAt)),
                PostgresStatement.Make(
                    "INSERT INTO memberships (user_id, team_slug, role, place, created_at) SELECT $1, team_slug, role, place, $4 FROM unnest($2, $3) WITH ORDINALITY AS m (team_slug, role, place)",
                    PostgresValues.Text(user.UserId),
                    PostgresValues.Texts(user.Memberships.Select(membership => membership.TeamSlug)),
                    PostgresValues.Texts(user.Memberships.Select(membership => PostgresValues.Role(membership.Role))),
                    PostgresValues.Time(createdAt)),
            ],
            cancellationToken);
        return true;
    }

    private static async Task<bool> ReplaceAsync(NpgsqlConnection connection, string userId, string currentHash, string newHash, DateTimeOffset? endSignInsAt, CancellationToken cancellationToken)
    {
        // Of several at once, each but the first waits here and then finds another hash.
        var replace = PostgresStatement.Make(
            "UPDATE users SET password_hash = $3 WHERE user_id = $1 AND password_hash = $2",
            PostgresValues.Text(userId),
            PostgresValues.Text(currentHash),
            PostgresValues.Text(newHash));
        if (await PostgresStatement.ExecuteAsync(connection, [replace], cancellationToken) == 0)
        {
            return false;
        }

        if (endSignInsAt is { } at)
        {
            await PostgresStatement.ExecuteAsync(connection, PostgresRefreshTokenStore.RevokeAll(userId, at), cancellationToken);
        }

        return true;
    }

    private async Task<UserRecord?> FindAsync(string condition, NpgsqlParameter[] parameters, CancellationToken cancellationToken)
        => await ReadAsync($"SELECT {PostgresUsers.Columns} FROM users u {PostgresUsers.Memberships} WHERE {condition} ORDER BY {PostgresUsers.Order}", parameters, cancellationToken) is [var user]
            ? user
            : null;

    private Task<List<UserRecord>> ReadAsync(string sql, NpgsqlParameter[] parameters, CancellationToken cancellationToken)
        => database.UseAsync(
            async connection => PostgresUsers.Join(await PostgresStatement.QueryAsync(connection, [PostgresStatement.Make(sql, parameters)], PostgresUsers.Row, cancellationToken)),
            cancellationToken);
}
