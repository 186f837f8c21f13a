using System.Diagnostics;
using Npgsql;
using SpecKitty.Server.Storage;
using SpecKitty.Server.Storage.Postgres;

namespace SpecKitty.Server.Tests.Storage.Postgres;

/// <summary>A node that holds the lock of a project and is never heard of again.</summary>
public sealed class PostgresSilentNodeTests : IAsyncLifetime
{
    private static readonly TimeSpan Seconds = TimeSpan.FromSeconds(25);

    private readonly Guid _project = Guid.NewGuid();
    private string _database = "";
    private PostgresStore _store = null!;

    public async ValueTask InitializeAsync()
    {
        _database = await PostgresCluster.CreateMigratedAsync();
        _store = await PostgresStore.OpenAsync(_database, new AppendQueueLimits(), TimeProvider.System);
        await _store.Log.AppendAsync(_project, TestRows.Event("E1"));
    }

    public async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        await PostgresCluster.DropDatabaseAsync(_database);
    }

    [Fact]
    public async Task Append_OtherNodeSilentBetweenStatements_IsStoredWithinSeconds()
    {
        await using var node = new PostgresDatabase(_database);
        await using var silent = await node.OpenAsync(CancellationToken.None);
        await LockProjectAsync(silent);
        var began = Stopwatch.GetTimestamp();

        await _store.Log.AppendAsync(_project, TestRows.Event("E2"));

        Stopwatch.GetElapsedTime(began).ShouldBeLessThan(Seconds);
        (await Should.ThrowAsync<NpgsqlException>(PostgresStatement.ExecuteAsync(silent, [PostgresStatement.Make("COMMIT")]))).ShouldNotBeNull();
    }

    // PostgreSQL's own timeout does not count inside a statement, and COPY is one for as long as it is fed.
    [Fact]
    public async Task Append_OtherNodeSilentInsideACopy_IsStoredWithinSeconds()
    {
        await using var node = new PostgresDatabase(_database);
        await using var silent = await node.OpenAsync(CancellationToken.None);
        await LockProjectAsync(silent);
        await PostgresStatement.ExecuteAsync(silent, [PostgresStatement.Make("UPDATE projects SET last_sequence = 7")]);
        var copy = await silent.BeginRawBinaryCopyAsync("COPY events (project_uuid, sequence) FROM STDIN (FORMAT BINARY)");
        var began = Stopwatch.GetTimestamp();

        await _store.Log.AppendAsync(_project, TestRows.Event("E2"));

        Stopwatch.GetElapsedTime(began).ShouldBeLessThan(Seconds);
        (await _store.Log.FindProjectAsync(_project))!.LastSequence.ShouldBe(2);
        await Should.ThrowAsync<NpgsqlException>(async () => await copy.DisposeAsync());
    }

    [Fact]
    public async Task Work_ThatComputesForLongerThanATransactionMayBeIdle_IsStoredOnce()
    {
        var runs = 0;

        await _store.Log.AppendAsync(new TestWork(_project)
        {
            Execute = async writer =>
            {
                runs++;
                await writer.AppendAsync([TestRows.Event("E2")]);

                // What it waits for is that PostgreSQL ends the session of its transaction, or would have done so.
                await PostgresCluster.ExecuteInAsync(_database, "SELECT pg_sleep(7)");
            },
        });

        runs.ShouldBe(2);
        (await _store.Log.ReadAsync(_project, new EventQuery())).Select(stored => stored.EventId).ShouldBe(["E1", "E2"]);
    }

    private Task LockProjectAsync(NpgsqlConnection connection)
        => PostgresStatement.ExecuteAsync(connection, [PostgresStatement.Make("BEGIN"), PostgresStatement.Make("SELECT 1 FROM projects WHERE project_uuid = $1 FOR UPDATE", PostgresValues.Uuid(_project))]);
}
