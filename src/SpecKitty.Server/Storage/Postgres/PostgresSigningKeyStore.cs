using Npgsql;

namespace SpecKitty.Server.Storage.Postgres;

/// <summary>Signing keys in PostgreSQL.</summary>
internal sealed class PostgresSigningKeyStore(PostgresDatabase database) : ISigningKeyStore
{
    private const string Select = "SELECT key_id, secret, created_at FROM signing_keys ORDER BY created_at DESC, key_id";

    public async Task<IReadOnlyList<SigningKeyRecord>> ListAsync(CancellationToken cancellationToken = default)
        => await database.UseAsync(connection => PostgresStatement.QueryAsync(connection, [PostgresStatement.Make(Select)], Key, cancellationToken), cancellationToken);

    public async Task<IReadOnlyList<SigningKeyRecord>> RotateAsync(
        SigningKeyRecord next,
        DateTimeOffset? dueBefore,
        DateTimeOffset supersededBefore,
        CancellationToken cancellationToken = default)
        => await database.ChangeAsync(connection => PostgresStatement.QueryAsync(connection, Rotate(next, dueBefore, supersededBefore), Key, cancellationToken), cancellationToken);

    private static NpgsqlBatchCommand[] Rotate(SigningKeyRecord next, DateTimeOffset? dueBefore, DateTimeOffset supersededBefore) =>
    [
        // Of several nodes at once, one adds a key; readers go on.
        PostgresStatement.Make("LOCK TABLE signing_keys IN SHARE ROW EXCLUSIVE MODE"),
        PostgresStatement.Make(
            "INSERT INTO signing_keys (key_id, secret, created_at) SELECT $1, $2, $3 WHERE $4 IS NULL OR NOT EXISTS (SELECT 1 FROM signing_keys WHERE created_at >= $4)",
            PostgresValues.Text(next.KeyId),
            PostgresValues.Bytes(next.Secret),
            PostgresValues.Time(next.CreatedAt),
            PostgresValues.Time(dueBefore)),
        PostgresStatement.Make(
            "DELETE FROM signing_keys k WHERE EXISTS (SELECT 1 FROM signing_keys newer WHERE newer.created_at > k.created_at AND newer.created_at <= $1)",
            PostgresValues.Time(supersededBefore)),
        PostgresStatement.Make(Select),
    ];

    private static SigningKeyRecord Key(NpgsqlDataReader row) => new(row.GetString(0), row.GetFieldValue<byte[]>(1), PostgresValues.Time(row, 2));
}
