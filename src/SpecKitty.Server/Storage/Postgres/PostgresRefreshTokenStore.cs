using Npgsql;

namespace SpecKitty.Server.Storage.Postgres;

/// <summary>Refresh tokens in PostgreSQL.</summary>
internal sealed class PostgresRefreshTokenStore(PostgresDatabase database) : IRefreshTokenStore
{
    private const string Columns = "token_hash, token_id, family, user_id, key_id, issued_at, expires_at";

    public Task AddAsync(RefreshTokenRecord token, CancellationToken cancellationToken = default)
        => database.ChangeAsync(
            connection => PostgresStatement.ExecuteAsync(
                connection,
                [PostgresStatement.Make("DELETE FROM refresh_tokens WHERE expires_at <= $1", PostgresValues.Time(token.IssuedAt)), Insert(token)],
                cancellationToken),
            cancellationToken);

    public Task<RefreshRotation> RotateAsync(
        ReadOnlyMemory<byte> tokenHash,
        RefreshTokenRecord successor,
        DateTimeOffset now,
        CancellationToken cancellationToken = default)
        => database.ChangeAsync(connection => RotateAsync(connection, tokenHash, successor, now, cancellationToken), cancellationToken);

    public Task RevokeFamilyAsync(string family, DateTimeOffset now, CancellationToken cancellationToken = default)
        => database.ChangeAsync(
            connection => PostgresStatement.ExecuteAsync(
                connection,
                [
                    // A rotation that is under way ends first, so that its successor is revoked too.
                    PostgresStatement.Make("SELECT pg_advisory_xact_lock(hashtextextended($1, 0))", PostgresValues.Text(family)),
                    Revoke(family, now),
                ],
                cancellationToken),
            cancellationToken);

    private static async Task<RefreshRotation> RotateAsync(
        NpgsqlConnection connection,
        ReadOnlyMemory<byte> tokenHash,
        RefreshTokenRecord successor,
        DateTimeOffset now,
        CancellationToken cancellationToken)
    {
        // Others that present a token of the same family wait here, on every node: a successor must not escape a revocation.
        var turn = PostgresStatement.Make("SELECT pg_advisory_xact_lock(hashtextextended(family, 0)) FROM refresh_tokens WHERE token_hash = $1", PostgresValues.Bytes(tokenHash));
        await PostgresStatement.ExecuteAsync(connection, [turn], cancellationToken);
        if (await FindAsync(connection, tokenHash, cancellationToken) is not var (token, rotatedAt, successorHash) || token.ExpiresAt <= now)
        {
            return new RefreshRotation(RefreshOutcome.Refused, null);
        }

        if (rotatedAt is null)
        {
            var rotate = PostgresStatement.Make(
                "UPDATE refresh_tokens SET rotated_at = $2, successor_hash = $3 WHERE token_hash = $1",
                PostgresValues.Bytes(tokenHash),
                PostgresValues.Time(now),
                PostgresValues.Bytes(successor.TokenHash));
            await PostgresStatement.ExecuteAsync(connection, [Insert(successor), rotate], cancellationToken);
            return new RefreshRotation(RefreshOutcome.Rotated, successor);
        }

        if (await FindAsync(connection, successorHash, cancellationToken) is (var known, RotatedAt: null, _))
        {
            return new RefreshRotation(RefreshOutcome.Replayed, known);
        }

        await PostgresStatement.ExecuteAsync(connection, [Revoke(token.Family, now)], cancellationToken);
        return new RefreshRotation(RefreshOutcome.Reused, null);
    }

    private static async Task<(RefreshTokenRecord Token, DateTimeOffset? RotatedAt, byte[]? SuccessorHash)?> FindAsync(
        NpgsqlConnection connection,
        ReadOnlyMemory<byte> tokenHash,
        CancellationToken cancellationToken)
    {
        var rows = await PostgresStatement.QueryAsync(
            connection,
            [PostgresStatement.Make($"SELECT {Columns}, rotated_at, successor_hash FROM refresh_tokens WHERE token_hash = $1 AND revoked_at IS NULL", PostgresValues.Bytes(tokenHash))],
            row => (
                Token: new RefreshTokenRecord(row.GetFieldValue<byte[]>(0), row.GetString(1), row.GetString(2), row.GetString(3), row.GetString(4), PostgresValues.Time(row, 5), PostgresValues.Time(row, 6)),
                RotatedAt: row.IsDBNull(7) ? (DateTimeOffset?)null : PostgresValues.Time(row, 7),
                SuccessorHash: row.IsDBNull(8) ? null : row.GetFieldValue<byte[]>(8)),
            cancellationToken);
        return rows.Count == 0 ? null : rows[0];
    }

    private static PostgresStatement Revoke(string family, DateTimeOffset now)
        => PostgresStatement.Make("UPDATE refresh_tokens SET revoked_at = $2 WHERE family = $1 AND revoked_at IS NULL", PostgresValues.Text(family), PostgresValues.Time(now));

    private static PostgresStatement Insert(RefreshTokenRecord token) => PostgresStatement.Make(
        $"INSERT INTO refresh_tokens ({Columns}) VALUES ($1, $2, $3, $4, $5, $6, $7)",
        PostgresValues.Bytes(token.TokenHash),
        PostgresValues.Text(token.TokenId),
        PostgresValues.Text(token.Family),
        PostgresValues.Text(token.UserId),
        PostgresValues.Text(token.KeyId),
        PostgresValues.Time(token.IssuedAt),
        PostgresValues.Time(token.ExpiresAt));
}
