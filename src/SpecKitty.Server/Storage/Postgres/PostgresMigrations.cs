using Npgsql;

namespace SpecKitty.Server.Storage.Postgres;

/// <summary>Brings a database to the newest schema.</summary>
internal static class PostgresMigrations
{
    private const string Prefix = "migrations/postgres/";

    // Any number will do that nothing else locks.
    public const long LockKey = 0x5370_6563_4B69_7479;

    /// <summary>Reads the scripts, in order.</summary>
    public static IReadOnlyList<MigrationScript> Load() => MigrationScript.Load(Prefix);

    /// <summary>Runs the scripts that the database has not seen, all or none. Safe when several nodes start at once: the first holds the lock, the others find nothing left to do.</summary>
    /// <exception cref="StoreFormatException">The database has seen scripts that this build does not have.</exception>
    public static async Task RunAsync(NpgsqlConnection connection, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var scripts = Load();
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);

        // A migration of another node may take longer than an ordinary transaction may hold a lock.
        await PostgresStatement.ExecuteAsync(
            connection,
            [PostgresStatement.Make("SET LOCAL lock_timeout = 0"), PostgresStatement.Make("SELECT pg_advisory_xact_lock($1)", PostgresValues.Number(LockKey))],
            cancellationToken);
        await PostgresStatement.ExecuteAsync(
            connection,
            [PostgresStatement.Make("CREATE TABLE IF NOT EXISTS schema_versions (version integer NOT NULL PRIMARY KEY, name text NOT NULL, applied_at timestamptz NOT NULL)")],
            cancellationToken);
        var current = (await PostgresStatement.QueryAsync(connection, [PostgresStatement.Make("SELECT coalesce(max(version), 0) FROM schema_versions")], row => row.GetInt32(0), cancellationToken))[0];
        MigrationScript.EnsureKnown(current, scripts);
        foreach (var script in scripts.Skip(current))
        {
            await using (var command = connection.CreateCommand())
            {
#pragma warning disable CA2100 // The text comes from this assembly alone.
                command.CommandText = script.Sql;
#pragma warning restore CA2100
                await command.ExecuteNonQueryAsync(cancellationToken);
            }

            await PostgresStatement.ExecuteAsync(
                connection,
                [PostgresStatement.Make("INSERT INTO schema_versions (version, name, applied_at) VALUES ($1, $2, $3)", PostgresValues.Number(script.Version), PostgresValues.Text(script.Name), PostgresValues.Time(now))],
                cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
    }
}
