using Microsoft.Data.Sqlite;

namespace SpecKitty.Server.Storage.Sqlite;

/// <summary>Personal access tokens in SQLite.</summary>
internal sealed class SqlitePersonalTokenStore(SqliteConnections connections, SqliteWriter writer) : IPersonalTokenStore
{
    private const string Columns = "t.token_id, t.token_hash, t.user_id, t.name, t.rights, t.created_at, t.expires_at, t.last_used_at";

    public Task<bool> AddAsync(PersonalTokenRecord token, int most, CancellationToken cancellationToken = default)
        => writer.RunAsync(connection => Add(connection, token, most), cancellationToken);

    public async Task<PersonalTokenHolder?> FindAsync(ReadOnlyMemory<byte> tokenHash, DateTimeOffset now, CancellationToken cancellationToken = default)
    {
        await using var connection = await connections.OpenReaderAsync(cancellationToken);
        using var statement = new SqliteStatement(
            connection,
            $"""
            SELECT {SqliteUsers.Columns}, {Columns}
            FROM personal_tokens t JOIN users u ON u.user_id = t.user_id {SqliteUsers.Memberships}
            WHERE t.token_hash = $1 AND t.expires_at > $2
            ORDER BY {SqliteUsers.Order}
            """,
            2);
        await using var rows = statement.Query(SqliteValues.Blob(tokenHash), SqliteValues.Time(now));
        PersonalTokenRecord? token = null;
        var users = SqliteUsers.Read(rows, row => token = Token(row, SqliteUsers.ColumnCount));
        return token is null ? null : new PersonalTokenHolder(token, users[0]);
    }

    public Task NoteUseAsync(string tokenId, DateTimeOffset usedAt, DateTimeOffset unlessAfter, CancellationToken cancellationToken = default)
        => writer.RunAsync(
            connection =>
            {
                using var note = new SqliteStatement(connection, "UPDATE personal_tokens SET last_used_at = $2 WHERE token_id = $1 AND (last_used_at IS NULL OR last_used_at <= $3)", 3);
                return note.Execute(tokenId, SqliteValues.Time(usedAt), SqliteValues.Time(unlessAfter));
            },
            cancellationToken);

    public async Task<IReadOnlyList<PersonalTokenRecord>> ListAsync(string userId, DateTimeOffset now, string afterTokenId, int limit, CancellationToken cancellationToken = default)
    {
        await using var connection = await connections.OpenReaderAsync(cancellationToken);
        using var statement = new SqliteStatement(
            connection,
            $"SELECT {Columns} FROM personal_tokens t WHERE t.user_id = $1 AND t.expires_at > $2 AND t.token_id > $3 ORDER BY t.token_id LIMIT $4",
            4);
        await using var rows = statement.Query(userId, SqliteValues.Time(now), afterTokenId, limit);
        var tokens = new List<PersonalTokenRecord>();
        while (rows.Read())
        {
            tokens.Add(Token(rows, 0));
        }

        return tokens;
    }

    public Task<bool> DeleteAsync(string tokenId, string? userId, CancellationToken cancellationToken = default)
        => writer.RunAsync(
            connection =>
            {
                using var delete = new SqliteStatement(connection, "DELETE FROM personal_tokens WHERE token_id = $1 AND ($2 IS NULL OR user_id = $2)", 2);
                return delete.Execute(tokenId, userId) == 1;
            },
            cancellationToken);

    private static bool Add(SqliteConnection connection, PersonalTokenRecord token, int most)
    {
        using var forget = new SqliteStatement(connection, "DELETE FROM personal_tokens WHERE user_id = $1 AND expires_at <= $2", 2);
        forget.Execute(token.UserId, SqliteValues.Time(token.CreatedAt));
        using var add = new SqliteStatement(
            connection,
            """
            INSERT INTO personal_tokens (token_id, token_hash, user_id, name, rights, created_at, expires_at)
            SELECT $1, $2, $3, $4, $5, $6, $7 WHERE (SELECT COUNT(*) FROM personal_tokens WHERE user_id = $3) < $8
            """,
            8);
        return add.Execute(
            token.TokenId,
            SqliteValues.Blob(token.TokenHash),
            token.UserId,
            token.Name,
            (int)token.Rights,
            SqliteValues.Time(token.CreatedAt),
            SqliteValues.Time(token.ExpiresAt),
            most) == 1;
    }

    private static PersonalTokenRecord Token(SqliteDataReader row, int first) => new(
        row.GetString(first),
        (byte[])row.GetValue(first + 1),
        row.GetString(first + 2),
        row.GetString(first + 3),
        (TokenRights)row.GetInt32(first + 4),
        SqliteValues.Time(row, first + 5),
        SqliteValues.Time(row, first + 6),
        row.IsDBNull(first + 7) ? null : SqliteValues.Time(row, first + 7));
}
