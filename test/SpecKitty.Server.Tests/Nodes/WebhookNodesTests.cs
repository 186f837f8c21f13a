using System.Net;
using SpecKitty.Server.Storage;
using SpecKitty.Server.Tests.Hosting;
using SpecKitty.Server.Tests.Storage.Postgres;
using SpecKitty.Server.Tests.Webhooks;

namespace SpecKitty.Server.Tests.Nodes;

/// <summary>Two servers on one database deliver a webhook once, and the other goes on when one stops.</summary>
public sealed class WebhookNodesTests : IAsyncLifetime
{
    private readonly Guid _project = Guid.NewGuid();
    private string _database = "";

    public async ValueTask InitializeAsync() => _database = await PostgresCluster.CreateDatabaseAsync();

    public async ValueTask DisposeAsync() => await PostgresCluster.DropDatabaseAsync(_database);

    [Fact]
    public async Task Webhook_WhoseNodeStops_IsDeliveredByTheOther()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        var clock = new TimerClock();
        await using var other = await StartAsync(clock);
        string token;
        await using (var one = await StartAsync(clock))
        {
            token = await one.SignInNewAsync("ada", role: TeamRole.Admin);
            (await one.PostBatchAsync(token, TestEvents.Moved(_project))).ShouldBe(HttpStatusCode.OK);
            var made = (await one.PostAsync("/api/v1/teams/tea/webhooks/", new { url = receiver.Url }, token)).ShouldBe(HttpStatusCode.Created);
            (await one.PostBatchAsync(token, TestEvents.Moved(_project))).ShouldBe(HttpStatusCode.OK);
            (await receiver.NextAsync()).Sequences.ShouldBe([2]);
            (await other.PostBatchAsync(token, TestEvents.Moved(_project))).ShouldBe(HttpStatusCode.OK);
            (await receiver.NextAsync()).Sequences.ShouldBe([3]);
            await UntilSettledAsync(other, token, made.Body.GetProperty("webhook").GetProperty("webhook_id").GetString()!, 3);
        }

        (await other.PostBatchAsync(token, TestEvents.Moved(_project))).ShouldBe(HttpStatusCode.OK);
        clock.Advance(TimeSpan.FromSeconds(10));

        (await receiver.NextAsync()).Sequences.ShouldBe([4]);
        receiver.IsSilent.ShouldBeTrue();
    }

    // The receiver has the delivery before the server has noted that.
    private static async Task UntilSettledAsync(RunningServer server, string token, string id, long sequence)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while ((await server.GetAsync($"/api/v1/teams/tea/webhooks/{id}/", token)).Body.GetProperty("projects")[0].GetProperty("after_sequence").GetInt64() < sequence)
        {
            limit.Token.ThrowIfCancellationRequested();
        }
    }

    private Task<RunningServer> StartAsync(TimeProvider time) => RunningServer.StartAsync(time, adjust: options => WebhookReceiver.Allow(options) with { Database = _database });
}
