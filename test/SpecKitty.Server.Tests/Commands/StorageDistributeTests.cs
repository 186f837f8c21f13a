using Npgsql;
using SpecKitty.Server.Commands;
using SpecKitty.Server.Storage;
using SpecKitty.Server.Storage.Postgres;
using SpecKitty.Server.Tests.Storage;
using SpecKitty.Server.Tests.Storage.Postgres;

namespace SpecKitty.Server.Tests.Commands;

/// <summary>The command that spreads the tables over the nodes of a Citus cluster.</summary>
public sealed class StorageDistributeTests
{
    /// <summary>Names a database of a PostgreSQL with Citus, whose coordinator may create databases and holds shards itself.</summary>
    private const string CitusVariable = "SPECKITTY_TEST_CITUS";

    [Fact]
    public async Task Distribute_OnAPlainPostgres_SaysThatCitusIsMissingAndHowToGetIt()
    {
        var database = await PostgresCluster.CreateDatabaseAsync();

        var run = await RunAsync(database);

        run.ExitCode.ShouldBe(ExitCodes.Failure);
        run.Error.ShouldContain("without Citus");
        run.Error.ShouldContain("shared_preload_libraries");
        run.Error.ShouldNotContain(new NpgsqlConnectionStringBuilder(database).Password!);

        // The schema was brought up to date, and a server works on it as before.
        await using (var store = await OpenAsync(database))
        {
            await store.Log.AppendAsync(Guid.NewGuid(), TestRows.Event("E1"));
        }

        await PostgresCluster.DropDatabaseAsync(database);
    }

    [Fact]
    public async Task Distribute_WithoutADatabase_IsMisuse()
    {
        var run = await ServerProcess.RunAsync(["storage", "distribute"]);

        run.ExitCode.ShouldBe(ExitCodes.Misuse);
        run.Error.ShouldContain("--database");
    }

    [Fact]
    public async Task Distribute_OnCitus_CanBeRepeatedAndTheStoreWorks()
    {
        var coordinator = Environment.GetEnvironmentVariable(CitusVariable);
        Assert.SkipWhen(string.IsNullOrEmpty(coordinator), $"No PostgreSQL with Citus: {CitusVariable} names none.");
        var project = Guid.NewGuid();

        foreach (var _ in new[] { 1, 2 })
        {
            var run = await RunAsync(coordinator);
            run.ExitCode.ShouldBe(ExitCodes.Fine, run.Error);
            run.Error.ShouldContain("The tables are distributed.");
        }

        await using var store = await OpenAsync(coordinator);
        await store.Log.AppendAsync(project, TestRows.Event("E1"));
        await store.Log.AppendAsync(project, Enumerable.Range(0, 100).Select(number => TestRows.Event($"F{number}")));
        (await store.Log.ReadAsync(project, new EventQuery())).Select(stored => stored.Sequence).ShouldBe(Enumerable.Range(1, 101).Select(number => (long)number));
        await store.Health.CheckWritableAsync();
    }

    private static Task<(int ExitCode, string Output, string Error)> RunAsync(string database)
        => ServerProcess.RunAsync(["storage", "distribute"], environment: new Dictionary<string, string>(StringComparer.Ordinal) { ["SPECKITTY_DATABASE"] = database });

    private static async Task<PostgresStore> OpenAsync(string database) => await PostgresStore.OpenAsync(database, new AppendQueueLimits(), TimeProvider.System);
}
