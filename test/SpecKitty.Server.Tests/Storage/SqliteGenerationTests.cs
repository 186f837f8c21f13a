using Microsoft.Data.Sqlite;
using SpecKitty.Server.Commands;
using SpecKitty.Server.Storage.Sqlite;
using SpecKitty.Server.Tests.Commands;

namespace SpecKitty.Server.Tests.Storage;

/// <summary>The generation of the logs, and the commands that change it.</summary>
public sealed class SqliteGenerationTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("speckitty-generation-").FullName;
    private readonly DateTimeOffset _now = DateTimeOffset.FromUnixTimeMilliseconds(1_771_150_000_000);

    private string Data => Path.Combine(_folder, "data");

    private string Backup => Path.Combine(_folder, "backup.db");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Restore_OfTheSameBackupTwice_GivesTwoGenerations()
    {
        await MakeBackupAsync();

        SqliteRestore.Run(Backup, Data, _now);
        var first = await ReadGenerationAsync();
        SqliteRestore.Run(Backup, Data, _now + TimeSpan.FromHours(1));
        var second = await ReadGenerationAsync();

        first.ShouldBe(1_771_150_000_000);
        second.ShouldBe(1_771_153_600_000);
    }

    [Fact]
    public async Task Restore_OfABackupOfAnOlderSchema_GivesAGenerationAndIsMigratedLater()
    {
        await MakeBackupAsync();
        await using (var connection = new SqliteConnection($"Data Source={Backup};Pooling=False"))
        {
            await connection.OpenAsync(TestContext.Current.CancellationToken);
            await using var command = connection.CreateCommand();
            command.CommandText = "DROP TABLE log_generation; DELETE FROM schema_versions WHERE version >= 9";
            await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }

        var (restored, _) = SqliteRestore.Run(Backup, Data, _now);

        restored.SchemaVersion.ShouldBe(8);
        (await ReadGenerationAsync()).ShouldBe(1_771_150_000_000);
    }

    [Fact]
    public async Task NewGeneration_AsACommand_IsOfTheStoresThatAreOpenedFromThenOn()
    {
        var run = await ServerProcess.RunAsync(["storage", "new-generation", "--data", Data]);

        run.ExitCode.ShouldBe(ExitCodes.Fine, run.Error);
        var generation = await ReadGenerationAsync();
        generation.ShouldBeGreaterThan(1);
        run.Error.ShouldContain($"generation {generation}");
    }

    private async Task MakeBackupAsync()
    {
        await SqliteStore.Open(Data, TimeProvider.System).DisposeAsync();
        SqliteBackup.Write(Path.Combine(Data, SqliteStore.FileName), Backup);
    }

    private async Task<long> ReadGenerationAsync()
    {
        await using var store = SqliteStore.Open(Data, TimeProvider.System);
        return store.Log.Generation;
    }
}
