using Microsoft.Data.Sqlite;

namespace SpecKitty.Server.Storage.Sqlite;

/// <summary>Refresh tokens in SQLite.</summary>
internal sealed class SqliteRefreshTokenStore(SqliteWriter writer) : IRefreshTokenStore
{
    private const string Columns = "token_hash, token_id, family, user_id, key_id, issued_at, expires_at";

    public Task AddAsync(RefreshTokenRecord token, CancellationToken cancellationToken = default)
        => writer.RunAsync(
            connection =>
            {
                using var prune = new SqliteStatement(connection, "DELETE FROM refresh_tokens WHERE expires_at <= $1", 1);
                prune.Execute(SqliteValues.Time(token.IssuedAt));
                Insert(connection, token);
                return true;
            },
            cancellationToken);

    public Task<RefreshRotation> RotateAsync(
        ReadOnlyMemory<byte> tokenHash,
        RefreshTokenRecord successor,
        DateTimeOffset now,
        CancellationToken cancellationToken = default)
        => writer.RunAsync(connection => Rotate(connection, tokenHash, successor, now), cancellationToken);

    public Task RevokeFamilyAsync(string family, DateTimeOffset now, CancellationToken cancellationToken = default)
        => writer.RunAsync(connection => Revoke(connection, family, now), cancellationToken);

    private static RefreshRotation Rotate(SqliteConnection connection, ReadOnlyMemory<byte> tokenHash, RefreshTokenRecord successor, DateTimeOffset now)
    {
        if (Find(connection, tokenHash) is not var (token, rotatedAt, successorHash) || token.ExpiresAt <= now)
        {
            return new RefreshRotation(RefreshOutcome.Refused, null);
        }

        if (rotatedAt is null)
        {
            Insert(connection, successor);
            using var rotate = new SqliteStatement(connection, "UPDATE refresh_tokens SET rotated_at = $2, successor_hash = $3 WHERE token_hash = $1", 3);
            rotate.Execute(SqliteValues.Blob(tokenHash), SqliteValues.Time(now), SqliteValues.Blob(successor.TokenHash));
            return new RefreshRotation(RefreshOutcome.Rotated, successor);
        }

        if (Find(connection, successorHash) is (var known, RotatedAt: null, _))
        {
            return new RefreshRotation(RefreshOutcome.Replayed, known);
        }

        Revoke(connection, token.Family, now);
        return new RefreshRotation(RefreshOutcome.Reused, null);
    }

    private static int Revoke(SqliteConnection connection, string family, DateTimeOffset now)
    {
        using var revoke = new SqliteStatement(connection, "UPDATE refresh_tokens SET revoked_at = $2 WHERE family = $1 AND revoked_at IS NULL", 2);
        return revoke.Execute(family, SqliteValues.Time(now));
    }

    private static (RefreshTokenRecord Token, DateTimeOffset? RotatedAt, byte[]? SuccessorHash)? Find(SqliteConnection connection, ReadOnlyMemory<byte> tokenHash)
    {
        using var find = new SqliteStatement(connection, $"SELECT {Columns}, rotated_at, successor_hash FROM refresh_tokens WHERE token_hash = $1 AND revoked_at IS NULL", 1);
        using var rows = find.Query(SqliteValues.Blob(tokenHash));
        if (!rows.Read())
        {
            return null;
        }

        var token = new RefreshTokenRecord(
            (byte[])rows.GetValue(0),
            rows.GetString(1),
            rows.GetString(2),
            rows.GetString(3),
            rows.GetString(4),
            SqliteValues.Time(rows, 5),
            SqliteValues.Time(rows, 6));
        return rows.IsDBNull(7) ? (token, null, null) : (token, SqliteValues.Time(rows, 7), (byte[])rows.GetValue(8));
    }

    private static void Insert(SqliteConnection connection, RefreshTokenRecord token)
    {
        using var insert = new SqliteStatement(connection, $"INSERT INTO refresh_tokens ({Columns}) VALUES ($1, $2, $3, $4, $5, $6, $7)", 7);
        insert.Execute(
            SqliteValues.Blob(token.TokenHash),
            token.TokenId,
            token.Family,
            token.UserId,
            token.KeyId,
            SqliteValues.Time(token.IssuedAt),
            SqliteValues.Time(token.ExpiresAt));
    }
}
