using Npgsql;
using SpecKitty.Server.Storage.Postgres;

namespace SpecKitty.Server.Tests.Storage.Postgres;

/// <summary>The rules of the schema by which its tables can be spread over machines.</summary>
public sealed class PostgresSchemaTests : IAsyncLifetime
{
    private const string Keys =
        """
        SELECT c.relname::text, ARRAY(SELECT a.attname::text FROM unnest(i.indkey) WITH ORDINALITY AS k (attnum, n) JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = k.attnum ORDER BY k.n)
        FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid
        WHERE i.indisunique AND c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
        """;

    private const string ForeignKeys =
        """
        SELECT f.conname::text, f.conrelid::regclass::text, f.confrelid::regclass::text,
               (SELECT a.attname::text FROM pg_attribute a WHERE a.attrelid = f.conrelid AND a.attnum = f.conkey[1]),
               (SELECT a.attname::text FROM pg_attribute a WHERE a.attrelid = f.confrelid AND a.attnum = f.confkey[1])
        FROM pg_constraint f WHERE f.contype = 'f' AND f.conparentid = 0
        """;

    private string _database = "";

    public async ValueTask InitializeAsync() => _database = await PostgresCluster.CreateMigratedAsync();

    public async ValueTask DisposeAsync() => await PostgresCluster.DropDatabaseAsync(_database);

    [Fact]
    public async Task Tables_All_AreSharedOrKeyedByTheProjectFirst()
    {
        var keys = await QueryAsync(Keys, row => (Table: row.GetString(0), Columns: row.GetFieldValue<string[]>(1)));
        var keyed = await KeyedAsync();

        keyed.ShouldBe(["events", "missions", "participant_tokens", "projects", "removed_heartbeats"], ignoreOrder: true);
        keys.Where(key => keyed.Contains(key.Table)).ShouldAllBe(key => key.Columns[0] == PostgresDistribution.ProjectColumn);
    }

    [Fact]
    public async Task ForeignKeys_All_StayAmongSharedTablesOrAmongThoseOfOneProject()
    {
        var keyed = await KeyedAsync();
        var foreign = await QueryAsync(ForeignKeys, row => (Name: row.GetString(0), From: row.GetString(1), To: row.GetString(2), FromColumn: row.GetString(3), ToColumn: row.GetString(4)));

        foreign.ShouldNotBeEmpty();
        foreign.Where(key => keyed.Contains(key.From) != keyed.Contains(key.To)).ShouldBeEmpty();
        var ofProjects = foreign.Where(key => keyed.Contains(key.From)).ToList();
        ofProjects.ShouldAllBe(key => key.FromColumn == PostgresDistribution.ProjectColumn && key.ToColumn == PostgresDistribution.ProjectColumn && key.To == "projects");
        ofProjects.Select(key => (key.From, key.Name)).ShouldBe(PostgresDistribution.ProjectKeys, ignoreOrder: true);
    }

    private async Task<HashSet<string>> KeyedAsync()
        => (await QueryAsync(Keys.Replace("i.indisunique", "i.indisprimary", StringComparison.Ordinal), row => (Table: row.GetString(0), Columns: row.GetFieldValue<string[]>(1))))
            .Where(key => key.Columns[0] == PostgresDistribution.ProjectColumn)
            .Select(key => key.Table)
            .ToHashSet(StringComparer.Ordinal);

    private async Task<List<T>> QueryAsync<T>(string sql, Func<NpgsqlDataReader, T> read)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(_database) { Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        return await PostgresStatement.QueryAsync(connection, [PostgresStatement.Make(sql)], read);
    }
}
