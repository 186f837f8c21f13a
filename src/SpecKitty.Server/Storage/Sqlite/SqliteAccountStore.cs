using Microsoft.Data.Sqlite;

namespace SpecKitty.Server.Storage.Sqlite;

/// <summary>Users, teams and memberships in SQLite.</summary>
internal sealed class SqliteAccountStore(SqliteConnections connections, SqliteWriter writer) : IAccountStore
{
    public Task<bool> AddUserAsync(UserRecord user, DateTimeOffset createdAt, CancellationToken cancellationToken = default)
        => writer.RunAsync(connection => Add(connection, user, SqliteValues.Time(createdAt)), cancellationToken);

    public Task<UserRecord?> FindByNameAsync(string username, CancellationToken cancellationToken = default)
        => FindAsync("u.username = $1", username, cancellationToken);

    public Task<UserRecord?> FindByIdAsync(string userId, CancellationToken cancellationToken = default)
        => FindAsync("u.user_id = $1", userId, cancellationToken);

    private static bool Add(SqliteConnection connection, UserRecord user, long now)
    {
        using var addUser = new SqliteStatement(connection, "INSERT INTO users (user_id, username, password_hash, created_at) VALUES ($1, $2, $3, $4) ON CONFLICT (username) DO NOTHING", 4);
        if (addUser.Execute(user.UserId, user.Username, user.PasswordHash, now) == 0)
        {
            return false;
        }

        using var addTeam = new SqliteStatement(connection, "INSERT INTO teams (team_slug, created_at) VALUES ($1, $2) ON CONFLICT DO NOTHING", 2);
        using var addMembership = new SqliteStatement(connection, "INSERT INTO memberships (user_id, team_slug, role, created_at) VALUES ($1, $2, $3, $4)", 4);
        foreach (var membership in user.Memberships)
        {
            addTeam.Execute(membership.TeamSlug, now);
            addMembership.Execute(user.UserId, membership.TeamSlug, SqliteValues.Role(membership.Role), now);
        }

        return true;
    }

    private async Task<UserRecord?> FindAsync(string condition, string value, CancellationToken cancellationToken)
    {
        await using var connection = await connections.OpenReaderAsync(cancellationToken);
        using var statement = new SqliteStatement(
            connection,
            $"""
            SELECT u.user_id, u.username, u.password_hash, m.team_slug, m.role
            FROM users u JOIN memberships m ON m.user_id = u.user_id
            WHERE {condition}
            ORDER BY m.created_at, m.rowid
            """,
            1);
        await using var rows = statement.Query(value);
        UserRecord? user = null;
        var memberships = new List<TeamMembership>();
        while (rows.Read())
        {
            user ??= new UserRecord(rows.GetString(0), rows.GetString(1), rows.GetString(2), memberships);
            memberships.Add(new TeamMembership(rows.GetString(3), SqliteValues.Role(rows.GetString(4))));
        }

        return user;
    }
}
