using Npgsql;

namespace SpecKitty.Server.Storage.Postgres;

/// <summary>Personal access tokens in PostgreSQL.</summary>
internal sealed class PostgresPersonalTokenStore(PostgresDatabase database) : IPersonalTokenStore
{
    private const string Columns = "t.token_id, t.token_hash, t.user_id, t.name, t.rights, t.created_at, t.expires_at, t.last_used_at";

    public async Task<bool> AddAsync(PersonalTokenRecord token, int most, CancellationToken cancellationToken = default)
        => await database.ChangeAsync(
            async connection =>
            {
                var forget = PostgresStatement.Make(
                    "DELETE FROM personal_tokens WHERE user_id = $1 AND expires_at <= $2",
                    PostgresValues.Text(token.UserId),
                    PostgresValues.Time(token.CreatedAt));
                await PostgresStatement.ExecuteAsync(connection, [forget], cancellationToken);
                var add = PostgresStatement.Make(
                    """
                    INSERT INTO personal_tokens (token_id, token_hash, user_id, name, rights, created_at, expires_at)
                    SELECT $1, $2, $3, $4, $5, $6, $7 WHERE (SELECT count(*) FROM personal_tokens WHERE user_id = $3) < $8
                    """,
                    PostgresValues.Text(token.TokenId),
                    PostgresValues.Bytes(token.TokenHash),
                    PostgresValues.Text(token.UserId),
                    PostgresValues.Text(token.Name),
                    PostgresValues.Number((int)token.Rights),
                    PostgresValues.Time(token.CreatedAt),
                    PostgresValues.Time(token.ExpiresAt),
                    PostgresValues.Number(most));
                return await PostgresStatement.ExecuteAsync(connection, [add], cancellationToken) == 1;
            },
            cancellationToken);

    public async Task<PersonalTokenHolder?> FindAsync(ReadOnlyMemory<byte> tokenHash, DateTimeOffset now, CancellationToken cancellationToken = default)
    {
        var rows = await database.UseAsync(
            connection => PostgresStatement.QueryAsync(
                connection,
                [
                    PostgresStatement.Make(
                        $"""
                        SELECT {PostgresUsers.Columns}, {Columns}
                        FROM personal_tokens t JOIN users u ON u.user_id = t.user_id {PostgresUsers.Memberships}
                        WHERE t.token_hash = $1 AND t.expires_at > $2
                        ORDER BY {PostgresUsers.Order}
                        """,
                        PostgresValues.Bytes(tokenHash),
                        PostgresValues.Time(now)),
                ],
                row => (User: PostgresUsers.Row(row), Token: Token(row, PostgresUsers.ColumnCount)),
                cancellationToken),
            cancellationToken);
        return rows.Count == 0 ? null : new PersonalTokenHolder(rows[0].Token, PostgresUsers.Gather(rows.Select(row => row.User))[0]);
    }

    public Task NoteUseAsync(string tokenId, DateTimeOffset usedAt, DateTimeOffset unlessAfter, CancellationToken cancellationToken = default)
        => database.ChangeAsync(
            connection => PostgresStatement.ExecuteAsync(
                connection,
                [
                    PostgresStatement.Make(
                        "UPDATE personal_tokens SET last_used_at = $2 WHERE token_id = $1 AND (last_used_at IS NULL OR last_used_at <= $3)",
                        PostgresValues.Text(tokenId),
                        PostgresValues.Time(usedAt),
                        PostgresValues.Time(unlessAfter)),
                ],
                cancellationToken),
            cancellationToken);

    public async Task<IReadOnlyList<PersonalTokenRecord>> ListAsync(string userId, DateTimeOffset now, string afterTokenId, int limit, CancellationToken cancellationToken = default)
        => await database.UseAsync(
            connection => PostgresStatement.QueryAsync(
                connection,
                [
                    PostgresStatement.Make(
                        $"SELECT {Columns} FROM personal_tokens t WHERE t.user_id = $1 AND t.expires_at > $2 AND t.token_id > $3 ORDER BY t.token_id LIMIT $4",
                        PostgresValues.Text(userId),
                        PostgresValues.Time(now),
                        PostgresValues.Text(afterTokenId),
                        PostgresValues.Number(limit)),
                ],
                row => Token(row, 0),
                cancellationToken),
            cancellationToken);

    public async Task<bool> DeleteAsync(string tokenId, string? userId, CancellationToken cancellationToken = default)
        => await database.ChangeAsync(
            connection => PostgresStatement.ExecuteAsync(
                connection,
                [PostgresStatement.Make("DELETE FROM personal_tokens WHERE token_id = $1 AND ($2 IS NULL OR user_id = $2)", PostgresValues.Text(tokenId), PostgresValues.Text(userId))],
                cancellationToken),
            cancellationToken) == 1;

    private static PersonalTokenRecord Token(NpgsqlDataReader row, int first) => new(
        row.GetString(first),
        row.GetFieldValue<byte[]>(first + 1),
        row.GetString(first + 2),
        row.GetString(first + 3),
        (TokenRights)row.GetInt32(first + 4),
        PostgresValues.Time(row, first + 5),
        PostgresValues.Time(row, first + 6),
        row.IsDBNull(first + 7) ? null : PostgresValues.Time(row, first + 7));
}
