using Microsoft.Data.Sqlite;
using SpecKitty.Server.Storage;
using SpecKitty.Server.Storage.Sqlite;

namespace SpecKitty.Server.Tests.Storage;

public sealed class SqliteStoreTests : ServerStoreContract
{
    private readonly string _folder = Directory.CreateTempSubdirectory("speckitty-store-").FullName;

    [Fact]
    public async Task Open_DatabaseOfANewerServer_SaysSo()
    {
        var folder = Path.Combine(_folder, "newer");
        await SqliteStore.Open(folder, TimeProvider.System).DisposeAsync();
        await using (var connection = new SqliteConnection($"Data Source={Path.Combine(folder, "speckitty.db")};Pooling=False"))
        {
            await connection.OpenAsync();
            await using var command = connection.CreateCommand();
            command.CommandText = "INSERT INTO schema_versions (version, name, applied_at) VALUES (999, 'future', 0)";
            await command.ExecuteNonQueryAsync();
        }

        Should.Throw<StoreFormatException>(() => SqliteStore.Open(folder, TimeProvider.System)).Message.ShouldContain("999");
    }

    [Fact]
    public void Open_FileThatIsNoDatabase_SaysSo()
    {
        var folder = Path.Combine(_folder, "other");
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "speckitty.db"), new string('x', 4096));

        Should.Throw<StoreFormatException>(() => SqliteStore.Open(folder, TimeProvider.System)).Message.ShouldContain("--data");
    }

    [Fact]
    public async Task Open_ByManyAtOnce_MakesOneSchema()
    {
        var folder = Path.Combine(_folder, "raced");

        var stores = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => SqliteStore.Open(folder, TimeProvider.System))));

        foreach (var store in stores)
        {
            (await store.Log.ListMissionsAsync(["tea"], new MissionQuery { Limit = 10 })).ShouldBeEmpty();
            await store.DisposeAsync();
        }
    }

    // SQLite writes no page that an update leaves as it was: such a check would pass on a disk that takes nothing.
    [Fact]
    public async Task CheckWritable_EachTime_WritesToTheDisk()
    {
        await using var store = SqliteStore.Open(Path.Combine(_folder, "written"), TimeProvider.System);
        var log = new FileInfo(Path.Combine(_folder, "written", "speckitty.db-wal"));

        for (var length = 0L; length < 100_000; length = log.Length)
        {
            await store.Health.CheckWritableAsync();
            log.Refresh();
            log.Length.ShouldBeGreaterThan(length);
        }
    }

    [Fact]
    public void Open_NewFolder_IsItsOwnersOnly()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        File.GetUnixFileMode(Path.Combine(_folder, "contract")).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        foreach (var file in Directory.GetFiles(Path.Combine(_folder, "contract"), "speckitty.db*"))
        {
            File.GetUnixFileMode(file).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite, file);
        }
    }

    protected override Task<IServerStore> OpenAsync() => Task.FromResult<IServerStore>(SqliteStore.Open(Path.Combine(_folder, "contract"), TimeProvider.System));

    protected override ValueTask RemoveAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }
}
