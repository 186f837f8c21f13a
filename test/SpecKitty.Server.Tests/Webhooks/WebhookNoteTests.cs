using System.Net;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using SpecKitty.Server.Hosting;
using SpecKitty.Server.Storage;
using SpecKitty.Server.Storage.Sqlite;
using SpecKitty.Server.Tests.Hosting;

namespace SpecKitty.Server.Tests.Webhooks;

/// <summary>A storage that refuses to note what was delivered or given up makes nothing come twice.</summary>
public sealed class WebhookNoteTests
{
    private const string Webhooks = "/api/v1/teams/tea/webhooks/";

    private readonly TimerClock _clock = new();
    private readonly Guid _project = Guid.NewGuid();
    private int _waited;

    [Fact]
    public async Task Delivery_ThatCannotBeNoted_IsNotSentAgain()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        await using var server = await RunningServer.StartAsync(_clock, adjust: options => Allow(options, attempts: 15));
        var (token, webhook) = await BeginAsync(server, receiver);
        Execute(server, "CREATE TRIGGER refuse BEFORE UPDATE ON webhook_cursors BEGIN SELECT RAISE(ABORT, 'refused'); END");

        await server.PostBatchAsync(token, TestEvents.Moved(_project));
        var first = await receiver.NextAsync();
        await server.PostBatchAsync(token, TestEvents.Moved(_project));
        for (var second = 0; second < 10; second++)
        {
            _clock.Advance(TimeSpan.FromSeconds(1));
            await server.PostBatchAsync(token, TestEvents.Moved(_project));
        }

        Execute(server, "DROP TRIGGER refuse");
        var later = await SequencesUntilAsync(server, token, webhook, receiver, 13);

        first.Sequences.ShouldBe([2]);
        later.ShouldBe(Enumerable.Range(3, 11).Select(sequence => (long)sequence));
        receiver.IsSilent.ShouldBeTrue();
    }

    [Fact]
    public async Task Delivery_ThatCannotBeBuried_IsNotTriedAgain()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        await using var server = await RunningServer.StartAsync(_clock, adjust: options => Allow(options, attempts: 1));
        var (token, webhook) = await BeginAsync(server, receiver);
        Execute(server, "CREATE TRIGGER refuse BEFORE INSERT ON webhook_dead_letters BEGIN SELECT RAISE(ABORT, 'refused'); END");
        receiver.Answer = (delivery, context) => WebhookReceiver.Status(context, delivery.Sequences.Contains(2) ? 503 : 200);

        await server.PostBatchAsync(token, TestEvents.Moved(_project));
        var dead = await receiver.NextAsync();
        for (var second = 0; second < 10; second++)
        {
            _clock.Advance(TimeSpan.FromSeconds(1));
            await server.PostBatchAsync(token, TestEvents.Moved(_project));
        }

        Execute(server, "DROP TRIGGER refuse");
        var later = await SequencesUntilAsync(server, token, webhook, receiver, 12);
        var letter = (await server.GetAsync($"{Webhooks}{webhook}/dead/", token)).Body.GetProperty("deliveries").EnumerateArray().ShouldHaveSingleItem();

        dead.Sequences.ShouldBe([2]);
        later.ShouldBe(Enumerable.Range(3, 10).Select(sequence => (long)sequence));
        letter.GetProperty("delivery_id").GetString().ShouldBe(dead.Id);
        receiver.IsSilent.ShouldBeTrue();
    }

    [Fact]
    public async Task RetriedDelivery_ThatCannotBeNoted_IsNotSentAgain()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        await using var server = await RunningServer.StartAsync(_clock, adjust: options => Allow(options, attempts: 1));
        var (token, webhook) = await BeginAsync(server, receiver);
        receiver.Answer = (_, context) => WebhookReceiver.Status(context, 503);
        await server.PostBatchAsync(token, TestEvents.Moved(_project));
        var dead = await receiver.NextAsync();
        await UntilAsync(async () => await CountDeadAsync(server, token, webhook) == 1);
        receiver.Answer = (_, context) => WebhookReceiver.Status(context, 200);
        Execute(server, "CREATE TRIGGER refuse BEFORE DELETE ON webhook_dead_letters BEGIN SELECT RAISE(ABORT, 'refused'); END");

        (await server.PostAsync($"{Webhooks}{webhook}/dead/{dead.Id}/retry/", "{}", token)).ShouldBe(HttpStatusCode.NoContent);
        var again = await receiver.NextAsync();
        for (var second = 0; second < 30; second++)
        {
            _clock.Advance(TimeSpan.FromSeconds(1));
        }

        await server.PostBatchAsync(token, TestEvents.Moved(_project));
        var next = await receiver.NextAsync();
        Execute(server, "DROP TRIGGER refuse");
        await UntilAsync(async () => await CountDeadAsync(server, token, webhook) == 0);

        (again.Id, next.Id == again.Id).ShouldBe((dead.Id, false));
        next.Sequences.ShouldBe([3]);
        receiver.IsSilent.ShouldBeTrue();
    }

    private static ServerOptions Allow(ServerOptions options, int attempts)
        => WebhookReceiver.Allow(options) with { Webhooks = WebhookReceiver.Allow(options).Webhooks with { Attempts = attempts } };

    private static void Execute(RunningServer server, string sql)
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = Path.Combine(server.DataDirectory, SqliteStore.FileName), Pooling = false }.ConnectionString);
        connection.Open();
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Every statement stands in this file.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }

    private async Task<(string Token, string Webhook)> BeginAsync(RunningServer server, WebhookReceiver receiver)
    {
        var token = await server.SignInNewAsync("ada", role: TeamRole.Admin);
        await server.PostBatchAsync(token, TestEvents.Moved(_project));
        var made = (await server.PostAsync(Webhooks, new { url = receiver.Url }, token)).ShouldBe(HttpStatusCode.Created);
        return (token, made.Body.GetProperty("webhook").GetProperty("webhook_id").GetString()!);
    }

    private async Task<List<long>> SequencesUntilAsync(RunningServer server, string token, string webhook, WebhookReceiver receiver, long last)
    {
        await UntilAsync(async () =>
        {
            var project = (await server.GetAsync($"{Webhooks}{webhook}/", token)).Body.GetProperty("projects")[0];
            return project.GetProperty("after_sequence").GetInt64() == last && project.GetProperty("next_attempt_at").ValueKind == JsonValueKind.Null;
        });
        var sequences = new List<long>();
        while (!receiver.IsSilent)
        {
            sequences.AddRange((await receiver.NextAsync()).Sequences);
        }

        return sequences;
    }

    private static async Task<int> CountDeadAsync(RunningServer server, string token, string webhook)
        => (await server.GetAsync($"{Webhooks}{webhook}/dead/", token)).Body.GetProperty("deliveries").GetArrayLength();

    // What was refused is offered again within a minute; the clock does not go on for so long that the sign-in ends.
    private async Task UntilAsync(Func<Task<bool>> condition)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!await condition())
        {
            limit.Token.ThrowIfCancellationRequested();
            _clock.Advance(TimeSpan.FromSeconds(_waited++ < 180 ? 1 : 0));
        }
    }
}
