using SpecKitty.Server.Storage;
using SpecKitty.Server.Storage.Postgres;

namespace SpecKitty.Server.Tests.Storage.Postgres;

public sealed class PostgresEventLogTests : EventLogContract
{
    private string? _database;

    protected override async Task<IServerStore> OpenAsync()
        => await PostgresStore.OpenAsync(_database ??= await PostgresCluster.CreateMigratedAsync(), new AppendQueueLimits(), TimeProvider.System);

    protected override async ValueTask RemoveAsync() => await PostgresCluster.DropDatabaseAsync(_database!);
}
