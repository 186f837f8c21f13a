using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using SpecKitty.Server.Commands;
using SpecKitty.Server.Storage;
using SpecKitty.Server.Tests.Commands;
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

    [Fact]
    public async Task Webhook_WhoseNodeIsKilled_IsDeliveredByTheOtherWhenItsLeaseHasEnded()
    {
        var environment = new Dictionary<string, string>(StringComparer.Ordinal) { ["SPECKITTY_DATABASE"] = _database };
        var user = await ServerProcess.RunAsync(["user", "add", "ada", "--team", "tea", "--role", "admin", "--password-stdin"], RunningServer.Password, environment);
        user.ExitCode.ShouldBe(ExitCodes.Fine, user.Error);
        await using var receiver = await WebhookReceiver.StartAsync();
        await using var doomed = ServerProcess.Start(["--urls", "http://127.0.0.1:0", "--set", "webhooks.allowed_networks=127.0.0.0/8", "--set", "webhooks.timeout_seconds=60"], environment);
        using var http = new HttpClient { BaseAddress = await doomed.AddressAsync() };
        var token = (await (await http.PostAsJsonAsync("/api/v1/token/", new { username = "ada", password = RunningServer.Password })).Content.ReadFromJsonAsync<JsonElement>()).GetProperty("access").GetString()!;
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        (await PostAsync(http)).StatusCode.ShouldBe(HttpStatusCode.OK);
        var made = await (await http.PostAsJsonAsync("/api/v1/teams/tea/webhooks/", new { url = receiver.Url })).Content.ReadFromJsonAsync<JsonElement>();
        (await PostAsync(http)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await receiver.NextAsync()).Sequences.ShouldBe([2]);

        // The other one lives by the time of the first, as far as a lease goes, but need not wait for it to pass.
        var clock = new TimerClock();
        clock.Advance(TimeProvider.System.GetUtcNow() - clock.GetUtcNow());
        await using var other = await StartAsync(clock);
        await UntilSettledAsync(other, token, made.GetProperty("webhook").GetProperty("webhook_id").GetString()!, 2);
        doomed.Kill();
        await doomed.WaitAsync();
        (await other.PostBatchAsync(token, TestEvents.Moved(_project))).ShouldBe(HttpStatusCode.OK);
        receiver.IsSilent.ShouldBeTrue("the killed server still holds the lease");
        clock.Advance(TimeProvider.System.GetUtcNow() - clock.GetUtcNow() + TimeSpan.FromSeconds(60));

        (await receiver.NextAsync()).Sequences.ShouldBe([3]);
        receiver.IsSilent.ShouldBeTrue();
    }

    private Task<HttpResponseMessage> PostAsync(HttpClient http)
        => http.PostAsync("/api/v1/events/batch/", new StringContent(RunningServer.Batch(TestEvents.Moved(_project)), Encoding.UTF8, "application/json"));

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
