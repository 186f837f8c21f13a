using SpecKitty.Server.Storage;
using SpecKitty.Server.Storage.Sqlite;

namespace SpecKitty.Server.Tests.Storage;

public sealed class SqliteEventLogTests : EventLogContract
{
    private readonly string _folder = Directory.CreateTempSubdirectory("speckitty-log-").FullName;

    protected override Task<IServerStore> OpenAsync() => Task.FromResult<IServerStore>(SqliteStore.Open(_folder, TimeProvider.System));

    protected override ValueTask RemoveAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }
}
