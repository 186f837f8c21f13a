using Microsoft.Data.Sqlite;

namespace SpecKitty.Server.Storage.Sqlite;

/// <summary>Users in SQLite.</summary>
internal sealed class SqliteAccountStore(SqliteConnections connections, SqliteWriter writer, SqliteSignIns signIns) : IAccountStore
{
    public Task<bool> AddUserAsync(UserRecord user, DateTimeOffset createdAt, CancellationToken cancellationToken = default)
        => writer.RunAsync(connection => Add(connection, user, createdAt), cancellationToken);

    public async Task<UserRecord?> FindByNameAsync(string username, CancellationToken cancellationToken = default)
        => SingleOrNull(await ReadAsync("WHERE u.username = $1", [username], cancellationToken));

    public async Task<UserRecord?> FindByIdAsync(string userId, CancellationToken cancellationToken = default)
        => SingleOrNull(await ReadAsync("WHERE u.user_id = $1", [userId], cancellationToken));

    public Task<UserRecord?> FindSignedInAsync(string userId, string family, DateTimeOffset now, CancellationToken cancellationToken = default)
        => signIns.FindAsync(SignInQuestion.Of(userId, family, now), cancellationToken);

    public Task<bool> ReplacePasswordAsync(string userId, string currentHash, string newHash, DateTimeOffset? endSignInsAt, string? keptFamily = null, CancellationToken cancellationToken = default)
        => writer.RunAsync(connection => Replace(connection, userId, currentHash, newHash, endSignInsAt, keptFamily), cancellationToken);

    public Task<bool> SetDefaultTeamAsync(string userId, string teamSlug, CancellationToken cancellationToken = default)
        => writer.RunAsync(
            connection =>
            {
                using var set = new SqliteStatement(
                    connection,
                    "UPDATE users SET default_team = $2 WHERE user_id = $1 AND EXISTS (SELECT 1 FROM memberships WHERE user_id = $1 AND team_slug = $2)",
                    2);
                return set.Execute(userId, teamSlug) == 1;
            },
            cancellationToken);

    public async Task<IReadOnlyList<UserRecord>> ListUsersAsync(string afterUsername, int limit, CancellationToken cancellationToken = default)
    {
        await using var connection = await connections.OpenReaderAsync(cancellationToken);
        using var statement = new SqliteStatement(
            connection,
            $"""
            SELECT {SqliteUsers.Columns}
            FROM (SELECT * FROM users WHERE username > $1 COLLATE NOCASE ORDER BY username COLLATE NOCASE LIMIT $2) u {SqliteUsers.Memberships}
            ORDER BY u.username COLLATE NOCASE, {SqliteUsers.Order}
            """,
            2);
        await using var rows = statement.Query(afterUsername, limit);
        return SqliteUsers.Read(rows);
    }

    /// <summary>Revokes every sign-in of a user, except one that is kept.</summary>
    public static void EndSignIns(SqliteConnection connection, string userId, DateTimeOffset at, string? keptFamily = null)
    {
        using var revoke = new SqliteStatement(connection, "UPDATE refresh_tokens SET revoked_at = $2 WHERE user_id = $1 AND revoked_at IS NULL AND family IS NOT $3", 3);
        revoke.Execute(userId, SqliteValues.Time(at), keptFamily);
    }

    private static bool Add(SqliteConnection connection, UserRecord user, DateTimeOffset createdAt)
    {
        using var addUser = new SqliteStatement(connection, "INSERT INTO users (user_id, username, password_hash, created_at, default_team) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (username) DO NOTHING", 5);
        if (addUser.Execute(user.UserId, user.Username, user.PasswordHash, SqliteValues.Time(createdAt), user.DefaultTeam ?? user.Memberships[0].TeamSlug) == 0)
        {
            return false;
        }

        foreach (var membership in user.Memberships)
        {
            SqliteTeamStore.Add(connection, user.UserId, membership, createdAt);
        }

        return true;
    }

    private static bool Replace(SqliteConnection connection, string userId, string currentHash, string newHash, DateTimeOffset? endSignInsAt, string? keptFamily)
    {
        using var replace = new SqliteStatement(connection, "UPDATE users SET password_hash = $3 WHERE user_id = $1 AND password_hash = $2", 3);
        if (replace.Execute(userId, currentHash, newHash) == 0)
        {
            return false;
        }

        if (endSignInsAt is { } at)
        {
            EndSignIns(connection, userId, at, keptFamily);
        }

        return true;
    }

    private static UserRecord? SingleOrNull(List<UserRecord> users) => users is [var user] ? user : null;

    private async Task<List<UserRecord>> ReadAsync(string condition, object?[] values, CancellationToken cancellationToken)
    {
        await using var connection = await connections.OpenReaderAsync(cancellationToken);
        using var statement = new SqliteStatement(
            connection,
            $"SELECT {SqliteUsers.Columns} FROM users u {SqliteUsers.Memberships} {condition} ORDER BY {SqliteUsers.Order}",
            values.Length);
        await using var rows = statement.Query(values);
        return SqliteUsers.Read(rows);
    }
}
