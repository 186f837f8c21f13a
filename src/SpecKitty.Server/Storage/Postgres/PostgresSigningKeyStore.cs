namespace SpecKitty.Server.Storage.Postgres;

/// <summary>Signing keys in PostgreSQL.</summary>
internal sealed class PostgresSigningKeyStore(PostgresDatabase database) : ISigningKeyStore
{
    public async Task<IReadOnlyList<SigningKeyRecord>> ListOrAddFirstAsync(SigningKeyRecord first, CancellationToken cancellationToken = default)
        => await database.ChangeAsync<IReadOnlyList<SigningKeyRecord>>(
            async connection => await PostgresStatement.QueryAsync(
                connection,
                [
                    // Of several nodes that start at once, one adds a key; readers go on.
                    PostgresStatement.Make("LOCK TABLE signing_keys IN SHARE ROW EXCLUSIVE MODE"),
                    PostgresStatement.Make(
                        "INSERT INTO signing_keys (key_id, secret, created_at) SELECT $1, $2, $3 WHERE NOT EXISTS (SELECT 1 FROM signing_keys)",
                        PostgresValues.Text(first.KeyId),
                        PostgresValues.Bytes(first.Secret),
                        PostgresValues.Time(first.CreatedAt)),
                    PostgresStatement.Make("SELECT key_id, secret, created_at FROM signing_keys ORDER BY created_at DESC, key_id"),
                ],
                row => new SigningKeyRecord(row.GetString(0), row.GetFieldValue<byte[]>(1), PostgresValues.Time(row, 2)),
                cancellationToken),
            cancellationToken);
}
