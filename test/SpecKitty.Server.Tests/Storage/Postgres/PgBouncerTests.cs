using SpecKitty.Server.Storage;
using SpecKitty.Server.Storage.Postgres;
using SpecKitty.Server.Tests.Hosting;

namespace SpecKitty.Server.Tests.Storage.Postgres;

/// <summary>A database that is reached through PgBouncer.</summary>
public sealed class PgBouncerTests : IAsyncLifetime
{
    private const string Missing = "PgBouncer is not installed (Debian, Ubuntu: apt-get install pgbouncer).";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private string _database = "";

    public async ValueTask InitializeAsync() => _database = await PostgresCluster.CreateDatabaseAsync();

    public async ValueTask DisposeAsync() => await PostgresCluster.DropDatabaseAsync(_database);

    [Fact]
    public async Task Server_BehindAPoolerInSessionMode_WorksAndHearsOfOtherServers()
    {
        Assert.SkipUnless(ThrowawayPgBouncer.IsInstalled, Missing);
        await using var pooler = await ThrowawayPgBouncer.StartAsync(_database, "session");
        await using var one = await RunningServer.StartAsync(adjust: options => options with { Database = pooler.ConnectionString });
        await using var other = await PostgresStore.OpenAsync(pooler.ConnectionString, new AppendQueueLimits(), TimeProvider.System);
        var (listening, heard) = (new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously), new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        var project = Guid.NewGuid();
        using var subscription = other.Changes.Subscribe(changed => (changed == project ? heard : listening).TrySetResult());
        await listening.Task.WaitAsync(Patience, TestContext.Current.CancellationToken);

        (await one.PostBatchAsync(await one.SignInNewAsync("ada"), TestEvents.Moved(project))).Statuses.ShouldBe(["success"]);

        await heard.Task.WaitAsync(Patience, TestContext.Current.CancellationToken);
        (await other.Log.ReadAsync(project, new EventQuery())).Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("transaction")]
    [InlineData("statement")]
    public async Task Open_BehindAPoolerThatSharesSessions_SaysWhatToChange(string mode)
    {
        Assert.SkipUnless(ThrowawayPgBouncer.IsInstalled, Missing);
        await using var pooler = await ThrowawayPgBouncer.StartAsync(_database, mode);

        var message = (await Should.ThrowAsync<StoreFormatException>(PostgresStore.OpenAsync(pooler.ConnectionString, new AppendQueueLimits(), TimeProvider.System))).Message;

        message.ShouldContain("pool_mode = session");
        message.ShouldContain("PgBouncer");
    }
}
