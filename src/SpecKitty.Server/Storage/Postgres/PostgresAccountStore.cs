using Npgsql;

namespace SpecKitty.Server.Storage.Postgres;

/// <summary>Users, teams and memberships in PostgreSQL.</summary>
internal sealed class PostgresAccountStore(PostgresDatabase database) : IAccountStore
{
    public Task<bool> AddUserAsync(UserRecord user, DateTimeOffset createdAt, CancellationToken cancellationToken = default)
        => database.ChangeAsync(connection => AddAsync(connection, user, createdAt, cancellationToken), cancellationToken);

    public Task<UserRecord?> FindByNameAsync(string username, CancellationToken cancellationToken = default)
        => FindAsync("lower(u.username) = lower($1 COLLATE \"C\")", username, cancellationToken);

    public Task<UserRecord?> FindByIdAsync(string userId, CancellationToken cancellationToken = default)
        => FindAsync("u.user_id = $1", userId, cancellationToken);

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

    private async Task<UserRecord?> FindAsync(string condition, string value, CancellationToken cancellationToken)
    {
        var sql = $"""
            SELECT u.user_id, u.username, u.password_hash, m.team_slug, m.role
            FROM users u JOIN memberships m ON m.user_id = u.user_id
            WHERE {condition}
            ORDER BY m.created_at, m.place
            """;
        var rows = await database.UseAsync(
            connection => PostgresStatement.QueryAsync(
                connection,
                [PostgresStatement.Make(sql, PostgresValues.Text(value))],
                row => (Id: row.GetString(0), Name: row.GetString(1), Hash: row.GetString(2), Membership: new TeamMembership(row.GetString(3), PostgresValues.Role(row.GetString(4)))),
                cancellationToken),
            cancellationToken);
        return rows.Count == 0 ? null : new UserRecord(rows[0].Id, rows[0].Name, rows[0].Hash, [.. rows.Select(row => row.Membership)]);
    }
}
