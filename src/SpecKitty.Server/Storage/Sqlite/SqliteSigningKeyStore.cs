namespace SpecKitty.Server.Storage.Sqlite;

/// <summary>Signing keys in SQLite.</summary>
internal sealed class SqliteSigningKeyStore(SqliteWriter writer) : ISigningKeyStore
{
    public Task<IReadOnlyList<SigningKeyRecord>> ListOrAddFirstAsync(SigningKeyRecord first, CancellationToken cancellationToken = default)
        => writer.RunAsync<IReadOnlyList<SigningKeyRecord>>(
            connection =>
            {
                using var add = new SqliteStatement(
                    connection,
                    "INSERT INTO signing_keys (key_id, secret, created_at) SELECT $1, $2, $3 WHERE NOT EXISTS (SELECT 1 FROM signing_keys)",
                    3);
                add.Execute(first.KeyId, SqliteValues.Blob(first.Secret), SqliteValues.Time(first.CreatedAt));

                using var list = new SqliteStatement(connection, "SELECT key_id, secret, created_at FROM signing_keys ORDER BY created_at DESC, key_id", 0);
                using var rows = list.Query();
                var keys = new List<SigningKeyRecord>();
                while (rows.Read())
                {
                    keys.Add(new SigningKeyRecord(rows.GetString(0), (byte[])rows.GetValue(1), SqliteValues.Time(rows, 2)));
                }

                return keys;
            },
            cancellationToken);
}
