using Npgsql;

namespace SpecKitty.Server.Storage.Postgres;

/// <summary>Spreads the tables over the nodes of a Citus cluster: shared tables are copied to each of them, those of projects are divided by the project.</summary>
/// <remarks>
/// 1. Foreign keys between the tables of projects are dropped: Citus distributes no table that one refers to that is not distributed yet.
/// 2. Shared tables become reference tables, each after those that it refers to.
/// 3. The tables of projects are distributed, <c>projects</c> first and the others beside it.
/// 4. The foreign keys are added again.
/// Each step looks first at what there is, so that a run that was interrupted, or a schema that has grown, is completed by the next run.
/// </remarks>
internal sealed class PostgresDistribution(NpgsqlConnection connection, Action<string> report)
{
    /// <summary>The column that begins the key of every table that belongs to projects.</summary>
    public const string ProjectColumn = "project_uuid";

    private const string Root = "projects";

    // Not data: each server asks for it before it asks for anything else, and it stays where the servers connect to.
    private const string Versions = "schema_versions";

    /// <summary>The foreign keys between tables of projects, by table and name; each is of the project to <c>projects</c>.</summary>
    public static readonly IReadOnlyList<(string Table, string Name)> ProjectKeys =
    [
        ("missions", "missions_project_uuid_fkey"),
        ("participant_tokens", "participant_tokens_project_uuid_fkey"),
    ];

    /// <summary>Distributes the tables of a database whose schema is up to date.</summary>
    /// <exception cref="StoreFormatException">The database has no Citus, and cannot get it.</exception>
    /// <exception cref="PostgresException">Citus refuses a step.</exception>
    public async Task RunAsync(string databaseName, CancellationToken cancellationToken)
    {
        await EnsureCitusAsync(databaseName, cancellationToken);

        // No server migrates the schema, and no other run distributes it, at the same time. The lock is released with the connection.
        await ExecuteAsync($"SET lock_timeout = '60s'; SELECT pg_advisory_lock({PostgresMigrations.LockKey})", cancellationToken);
        var tables = await ReadTablesAsync(cancellationToken);
        var known = await ReadDistributedAsync(cancellationToken);
        string[] keyed = [Root, .. tables.Where(table => table.IsKeyed && table.Name != Root).Select(table => table.Name)];
        if (keyed.Any(table => !IsDistributed(table)))
        {
            foreach (var (table, name) in ProjectKeys.Where(key => !IsDistributed(key.Table) || !IsDistributed(Root)))
            {
                await ExecuteAsync($"ALTER TABLE {table} DROP CONSTRAINT IF EXISTS {name}", cancellationToken);
            }
        }

        foreach (var table in tables.Where(table => !table.IsKeyed).Select(table => table.Name))
        {
            await StepAsync(IsReference(table), $"SELECT create_reference_table('{table}')", $"{table}: on every node", cancellationToken);
        }

        foreach (var table in keyed)
        {
            var beside = table == Root ? "" : $", colocate_with => '{Root}'";
            await StepAsync(IsDistributed(table), $"SELECT create_distributed_table('{table}', '{ProjectColumn}'{beside})", $"{table}: divided by {ProjectColumn}", cancellationToken);
        }

        foreach (var (table, name) in ProjectKeys)
        {
            var isThere = await HasAsync($"SELECT 1 FROM pg_constraint WHERE conrelid = '{table}'::regclass AND conname = '{name}'", cancellationToken);
            await StepAsync(
                isThere,
                $"ALTER TABLE {table} ADD CONSTRAINT {name} FOREIGN KEY ({ProjectColumn}) REFERENCES {Root} ({ProjectColumn})",
                $"{table}: refers to {Root}",
                cancellationToken);
        }

        bool IsDistributed(string table) => known.GetValueOrDefault(table) == "h";
        bool IsReference(string table) => known.GetValueOrDefault(table) == "n";
    }

    private async Task StepAsync(bool isDone, string sql, string outcome, CancellationToken cancellationToken)
    {
        if (!isDone)
        {
            await ExecuteAsync(sql, cancellationToken);
        }

        report(isDone ? $"{outcome} already." : $"{outcome}.");
    }

    private async Task EnsureCitusAsync(string databaseName, CancellationToken cancellationToken)
    {
        if (await HasAsync("SELECT 1 FROM pg_extension WHERE extname = 'citus'", cancellationToken))
        {
            return;
        }

        if (!await HasAsync("SELECT 1 FROM pg_available_extensions WHERE name = 'citus'", cancellationToken))
        {
            throw new StoreFormatException(
                $"The {databaseName} is on a PostgreSQL without Citus: install Citus on it and on its workers, add citus to shared_preload_libraries, restart it, and run this command again. "
                + "A database on one PostgreSQL needs no distribution.");
        }

        try
        {
            await ExecuteAsync("CREATE EXTENSION citus", cancellationToken);
        }
        catch (PostgresException exception)
        {
            throw new StoreFormatException($"The {databaseName} has no extension citus, and it cannot be created ({exception.MessageText}): run CREATE EXTENSION citus there as a superuser.", exception);
        }
    }

    /// <summary>The tables of the schema that hold data, each after those that it refers to.</summary>
    private async Task<IReadOnlyList<(string Name, bool IsKeyed)>> ReadTablesAsync(CancellationToken cancellationToken)
    {
        // Shards are tables of the schema too, but not of the migrations.
        var made = MigrationScript.TablesOf(PostgresMigrations.Load());
        var tables = await PostgresStatement.QueryAsync(
            connection,
            [
                PostgresStatement.Make(
                    """
                    SELECT c.relname::text,
                           EXISTS (SELECT 1 FROM pg_index i JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[0] WHERE i.indrelid = c.oid AND i.indisprimary AND a.attname = $1),
                           ARRAY(SELECT f.confrelid::regclass::text FROM pg_constraint f WHERE f.conrelid = c.oid AND f.contype = 'f' AND f.confrelid <> c.oid)
                    FROM pg_class c
                    WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition AND c.relname::text = ANY($2)
                    ORDER BY c.relname
                    """,
                    PostgresValues.Text(ProjectColumn),
                    PostgresValues.Texts(made.Where(name => name != Versions))),
            ],
            row => (Name: row.GetString(0), IsKeyed: row.GetBoolean(1), RefersTo: row.GetFieldValue<string[]>(2)),
            cancellationToken);
        var ordered = new List<(string Name, bool IsKeyed)>();
        while (ordered.Count < tables.Count)
        {
            var next = tables
                .Where(table => !ordered.Exists(done => done.Name == table.Name) && table.RefersTo.All(name => ordered.Exists(done => done.Name == name)))
                .Select(table => (table.Name, table.IsKeyed))
                .ToList();
            if (next.Count == 0)
            {
                throw new InvalidOperationException("The tables of the schema refer to each other in a circle.");
            }

            ordered.AddRange(next);
        }

        return ordered;
    }

    // By table: h (hash) for one that is divided, n (none) for one that is on every node. Citus also lists local tables that it only tracks; they have another repmodel.
    private async Task<Dictionary<string, string>> ReadDistributedAsync(CancellationToken cancellationToken)
    {
        var rows = await PostgresStatement.QueryAsync(
            connection,
            [PostgresStatement.Make("SELECT logicalrelid::regclass::text, partmethod::text FROM pg_dist_partition WHERE partmethod = 'h' OR (partmethod = 'n' AND repmodel = 't')")],
            row => (Table: row.GetString(0), Method: row.GetString(1)),
            cancellationToken);
        return rows.ToDictionary(row => row.Table, row => row.Method, StringComparer.Ordinal);
    }

    private async Task<bool> HasAsync(string sql, CancellationToken cancellationToken)
        => (await PostgresStatement.QueryAsync(connection, [PostgresStatement.Make(sql)], row => row.GetInt32(0), cancellationToken)).Count > 0;

    private async Task ExecuteAsync(string sql, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The names are those of the schema.
        command.CommandText = sql;
#pragma warning restore CA2100

        // The rows of a table are copied to its shards, however long that takes.
        command.CommandTimeout = 0;
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
