using Microsoft.Data.Sqlite;

namespace SpecKitty.Server.Storage.Sqlite;

/// <summary>Signing keys in SQLite.</summary>
internal sealed class SqliteSigningKeyStore(SqliteConnections connections, SqliteWriter writer) : ISigningKeyStore
{
    public async Task<IReadOnlyList<SigningKeyRecord>> ListAsync(CancellationToken cancellationToken = default)
    {
        await using var connection = await connections.OpenReaderAsync(cancellationToken);
        return List(connection);
    }

    public Task<IReadOnlyList<SigningKeyRecord>> RotateAsync(
        SigningKeyRecord next,
        DateTimeOffset? dueBefore,
        DateTimeOffset supersededBefore,
        CancellationToken cancellationToken = default)
        => writer.RunAsync(connection => Rotate(connection, next, dueBefore, supersededBefore), cancellationToken);

    private static IReadOnlyList<SigningKeyRecord> Rotate(SqliteConnection connection, SigningKeyRecord next, DateTimeOffset? dueBefore, DateTimeOffset supersededBefore)
    {
        using var add = new SqliteStatement(
            connection,
            "INSERT INTO signing_keys (key_id, secret, created_at) SELECT $1, $2, $3 WHERE $4 IS NULL OR NOT EXISTS (SELECT 1 FROM signing_keys WHERE created_at >= $4)",
            4);
        add.Execute(next.KeyId, SqliteValues.Blob(next.Secret), SqliteValues.Time(next.CreatedAt), dueBefore is { } due ? SqliteValues.Time(due) : null);
        using var delete = new SqliteStatement(
            connection,
            "DELETE FROM signing_keys WHERE EXISTS (SELECT 1 FROM signing_keys newer WHERE newer.created_at > signing_keys.created_at AND newer.created_at <= $1)",
            1);
        delete.Execute(SqliteValues.Time(supersededBefore));
        return List(connection);
    }

    private static List<SigningKeyRecord> List(SqliteConnection connection)
    {
        using var list = new SqliteStatement(connection, "SELECT key_id, secret, created_at FROM signing_keys ORDER BY created_at DESC, key_id", 0);
        using var rows = list.Query();
        var keys = new List<SigningKeyRecord>();
        while (rows.Read())
        {
            keys.Add(new SigningKeyRecord(rows.GetString(0), (byte[])rows.GetValue(1), SqliteValues.Time(rows, 2)));
        }

        return keys;
    }
}
