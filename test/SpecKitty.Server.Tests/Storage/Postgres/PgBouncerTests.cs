using SpecKitty.Server.Storage;
using SpecKitty.Server.Storage.Postgres;
using SpecKitty.Server.Tests.Hosting;

namespace SpecKitty.Server.Tests.Storage.Postgres;

/// <summary>A database that is reached through PgBouncer.</summary>
public sealed class PgBouncerTests : IAsyncLifetime
{
    private const string Missing = "PgBouncer is not installed (Debian, Ubuntu: apt-get install pgbouncer).";

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
        var heard = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var project = Guid.NewGuid();
        using var subscription = other.Changes.Subscribe(changed =>
        {
            if (changed == project)
            {
                heard.TrySetResult();
            }
        });
        var token = await one.SignInNewAsync("ada");

        // Again until the subscription is there: what was committed before it is not told.
        do
        {
            (await one.PostBatchAsync(token, TestEvents.Moved(project))).Statuses.ShouldBe(["success"]);
        }
        while (await Task.WhenAny(heard.Task, Task.Delay(TimeSpan.FromSeconds(1), TestContext.Current.CancellationToken)) != heard.Task);

        (await other.Log.ReadAsync(project, new EventQuery())).ShouldNotBeEmpty();
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
