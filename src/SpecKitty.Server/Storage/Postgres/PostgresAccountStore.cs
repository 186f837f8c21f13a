using Npgsql;
using SpecKitty.Server.Storage.GroupCommit;

namespace SpecKitty.Server.Storage.Postgres;

/// <summary>Users in PostgreSQL.</summary>
internal sealed class PostgresAccountStore : IAccountStore
{
    private readonly PostgresDatabase _database;
    private readonly GroupedRead<SignInQuestion, UserRecord> _signedIn;

    public PostgresAccountStore(PostgresDatabase database)
    {
        _database = database;
        _signedIn = new(ReadSignedInAsync);
    }

    public Task<bool> AddUserAsync(UserRecord user, DateTimeOffset createdAt, CancellationToken cancellationToken = default)
        => _database.ChangeAsync(connection => AddAsync(connection, user, createdAt, cancellationToken), cancellationToken);

    public async Task<UserRecord?> FindByNameAsync(string username, CancellationToken cancellationToken = default)
        => SingleOrNull(await ReadAsync("WHERE lower(u.username) = lower($1 COLLATE \"C\")", [PostgresValues.Text(username)], cancellationToken));

    public async Task<UserRecord?> FindByIdAsync(string userId, CancellationToken cancellationToken = default)
        => SingleOrNull(await ReadAsync("WHERE u.user_id = $1", [PostgresValues.Text(userId)], cancellationToken));

    public Task<UserRecord?> FindSignedInAsync(string userId, string family, DateTimeOffset now, CancellationToken cancellationToken = default)
        => _signedIn.FindAsync(SignInQuestion.Of(userId, family, now), cancellationToken);

    public async Task<bool> ReplacePasswordAsync(string userId, string currentHash, string newHash, DateTimeOffset? endSignInsAt, string? keptFamily = null, CancellationToken cancellationToken = default)
        => await _database.ChangeAsync(connection => ReplaceAsync(connection, userId, currentHash, newHash, endSignInsAt, keptFamily, cancellationToken), cancellationToken);

    public async Task<bool> SetDefaultTeamAsync(string userId, string teamSlug, CancellationToken cancellationToken = default)
        => await _database.ChangeAsync(
            connection => PostgresStatement.ExecuteAsync(
                connection,
                [
                    PostgresStatement.Make(
                        "UPDATE users SET default_team = $2 WHERE user_id = $1 AND EXISTS (SELECT 1 FROM memberships WHERE user_id = $1 AND team_slug = $2)",
                        PostgresValues.Text(userId),
                        PostgresValues.Text(teamSlug)),
                ],
                cancellationToken),
            cancellationToken) == 1;

    public async Task<IReadOnlyList<UserRecord>> ListUsersAsync(string afterUsername, int limit, CancellationToken cancellationToken = default)
        => PostgresUsers.Gather(await _database.UseAsync(
            connection => PostgresStatement.QueryAsync(
                connection,
                [
                    PostgresStatement.Make(
                        $"""
                        SELECT {PostgresUsers.Columns}
                        FROM (SELECT * FROM users WHERE lower(username) > lower($1 COLLATE "C") ORDER BY lower(username) LIMIT $2) u {PostgresUsers.Memberships}
                        ORDER BY lower(u.username), {PostgresUsers.Order}
                        """,
                        PostgresValues.Text(afterUsername),
                        PostgresValues.Number(limit)),
                ],
                PostgresUsers.Row,
                cancellationToken),
            cancellationToken));

    private static async Task<bool> AddAsync(NpgsqlConnection connection, UserRecord user, DateTimeOffset createdAt, CancellationToken cancellationToken)
    {
        var added = await PostgresStatement.ExecuteAsync(
            connection,
            [
                PostgresStatement.Make(
                    "INSERT INTO users (user_id, username, password_hash, created_at, default_team) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (lower(username)) DO NOTHING",
                    PostgresValues.Text(user.UserId),
                    PostgresValues.Text(user.Username),
                    PostgresValues.Text(user.PasswordHash),
                    PostgresValues.Time(createdAt),
                    PostgresValues.Text(user.DefaultTeam ?? user.Memberships[0].TeamSlug)),
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

    private static async Task<bool> ReplaceAsync(
        NpgsqlConnection connection,
        string userId,
        string currentHash,
        string newHash,
        DateTimeOffset? endSignInsAt,
        string? keptFamily,
        CancellationToken cancellationToken)
    {
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
            var revoke = PostgresStatement.Make(
                "UPDATE refresh_tokens SET revoked_at = $2 WHERE user_id = $1 AND revoked_at IS NULL AND family IS DISTINCT FROM $3",
                PostgresValues.Text(userId),
                PostgresValues.Time(at),
                PostgresValues.Text(keptFamily));
            await PostgresStatement.ExecuteAsync(connection, [revoke], cancellationToken);
        }

        return true;
    }

    private static UserRecord? SingleOrNull(List<UserRecord> users) => users is [var user] ? user : null;

    private async Task<List<UserRecord>> ReadAsync(string condition, PostgresValue[] parameters, CancellationToken cancellationToken)
    {
        var sql = $"SELECT {PostgresUsers.Columns} FROM users u {PostgresUsers.Memberships} {condition} ORDER BY {PostgresUsers.Order}";
        return PostgresUsers.Gather(await _database.UseAsync(
            connection => PostgresStatement.QueryAsync(connection, [PostgresStatement.Make(sql, parameters)], PostgresUsers.Row, cancellationToken),
            cancellationToken));
    }

    // Every request asks this: under load, many share one statement.
    private async Task<IReadOnlyDictionary<SignInQuestion, UserRecord>> ReadSignedInAsync(IReadOnlyList<SignInQuestion> asked)
    {
        const string Sql = $"""
            SELECT {PostgresUsers.Columns}, asked.n
            FROM unnest($1, $2, $3) WITH ORDINALITY AS asked (user_id, family, now, n)
            JOIN users u ON u.user_id = asked.user_id {PostgresUsers.Memberships}
            WHERE EXISTS (SELECT 1 FROM refresh_tokens r WHERE r.family = asked.family AND r.user_id = u.user_id AND r.revoked_at IS NULL AND r.expires_at > asked.now)
            ORDER BY asked.n, {PostgresUsers.Order}
            """;
        var rows = await _database.UseAsync(
            connection => PostgresStatement.QueryAsync(
                connection,
                [PostgresStatement.Make(Sql, PostgresValues.Texts(asked.Select(one => one.UserId)), PostgresValues.Texts(asked.Select(one => one.Family)), PostgresValues.Times(asked.Select(one => one.At)))],
                row => (Place: (int)row.GetInt64(PostgresUsers.ColumnCount) - 1, Row: PostgresUsers.Row(row))),
            CancellationToken.None);
        return rows
            .GroupBy(row => row.Place)
            .ToDictionary(group => asked[group.Key], group => PostgresUsers.Gather(group.Select(row => row.Row))[0]);
    }
}
