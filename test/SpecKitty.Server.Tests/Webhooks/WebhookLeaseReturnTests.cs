using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;
using SpecKitty.Server.Storage;
using SpecKitty.Server.Tests.Hosting;
using SpecKitty.Server.Tests.Storage.Postgres;
using SpecKitty.Server.Webhooks;

namespace SpecKitty.Server.Tests.Webhooks;

/// <summary>A server that stops gives its leases back, whatever has happened to its storage.</summary>
public sealed class WebhookLeaseReturnTests
{
    private static readonly WebhookRecord Webhook = new("w1", "tea", "https://example.org/", null, null, "secret", "user/1", Storage.TestRows.Now);

    [Fact]
    public async Task Stop_AfterItsConnectionsWereEnded_GivesTheLeasesBack()
    {
        var database = await PostgresCluster.CreateMigratedAsync();
        await using (var server = await RunningServer.StartAsync(TimeProvider.System, adjust: options => options with { Database = database }))
        {
            await BeginAsync(server);
            await PostgresCluster.ExecuteInAsync(database, "SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()");
        }

        (await CountAsync(database, "lease_owner IS NOT NULL")).ShouldBe(0);
        (await CountAsync(database, "lease_owner IS NULL")).ShouldBe(1);
        await PostgresCluster.DropDatabaseAsync(database);
    }

    [Fact]
    public async Task Stop_StorageFailsInAnUnexpectedWay_EndsOrderly()
    {
        var server = await RunningServer.StartAsync(TimeProvider.System);
        await BeginAsync(server);
        var dispatcher = server.Services.GetServices<IHostedService>().OfType<WebhookDispatcher>().Single();
        await BrokenTable.TakeAwayAsync(server, "webhooks");

        await server.DisposeAsync();

        dispatcher.ExecuteTask!.Status.ShouldBe(TaskStatus.RanToCompletion);
    }

    /// <summary>Makes a webhook and waits until the server has its lease.</summary>
    private static async Task BeginAsync(RunningServer server)
    {
        await server.AddUserAsync("ada");
        var webhooks = server.Services.GetRequiredService<IServerStore>().Webhooks;
        (await webhooks.AddAsync(Webhook, 10)).ShouldBeTrue();
        server.Services.GetServices<IHostedService>().OfType<WebhookDispatcher>().Single().LookSoon();

        // Another owner gets the lease as long as the server does not have it.
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while ((await webhooks.LeaseAsync("other", Storage.TestRows.Now, Storage.TestRows.Now, limit.Token)).Count > 0)
        {
            await webhooks.ReleaseAsync("other", limit.Token);
            server.Services.GetServices<IHostedService>().OfType<WebhookDispatcher>().Single().LookSoon();
        }
    }

    private static async Task<long> CountAsync(string database, string condition)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(database) { Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        await using var count = connection.CreateCommand();
#pragma warning disable CA2100 // The conditions are written here.
        count.CommandText = $"SELECT count(*) FROM webhooks WHERE {condition}";
#pragma warning restore CA2100
        return (long)(await count.ExecuteScalarAsync())!;
    }
}
