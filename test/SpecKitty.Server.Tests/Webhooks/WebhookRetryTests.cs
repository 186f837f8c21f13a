using System.Net;
using SpecKitty.Server.Storage;
using SpecKitty.Server.Tests.Hosting;

namespace SpecKitty.Server.Tests.Webhooks;

/// <summary>A dead letter that is larger than a delivery may be by now comes in parts, and all of it comes.</summary>
public abstract class WebhookRetryTests(HostedStore store) : HostedTests(store)
{
    private const string Webhooks = "/api/v1/teams/tea/webhooks/";

    private readonly Guid _project = Guid.NewGuid();

    [Fact]
    public async Task DeadLetter_ThatNoLongerFitsInOneDelivery_ComesInPartsUntilAllHasCome()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        await using var server = await StartAsync(adjust: options => WebhookReceiver.Allow(options) with { Webhooks = WebhookReceiver.Allow(options).Webhooks with { Attempts = 1 } });
        var token = await server.SignInNewAsync("ada", role: TeamRole.Admin);
        await server.PostBatchAsync(token, TestEvents.Moved(_project));
        var dead = $"{Webhooks}{(await server.PostAsync(Webhooks, new { url = receiver.Url }, token)).Body.GetProperty("webhook").GetProperty("webhook_id").GetString()}/dead/";
        receiver.Answer = (_, context) => WebhookReceiver.Status(context, 503);
        await server.PostBatchAsync(token, Enumerable.Range(0, 25).Select(_ => TestEvents.Moved(_project)));
        var whole = await receiver.NextAsync();
        await UntilAsync(async () => (await server.GetAsync(dead, token)).Body.GetProperty("deliveries").GetArrayLength() == 1);

        await server.RestartAsync(options => options with { Webhooks = options.Webhooks with { EventsPerDelivery = 10 } });
        receiver.Answer = (delivery, context) => WebhookReceiver.Status(context, delivery.Sequences.Contains(12) ? 503 : 200);
        (await server.PostAsync($"{dead}{whole.Id}/retry/", "{}", token)).ShouldBe(HttpStatusCode.NoContent);
        var (first, refused) = (await receiver.NextAsync(), await receiver.NextAsync());
        await UntilAsync(async () => (await server.GetAsync(dead, token)).Body.GetProperty("deliveries")[0].GetProperty("attempts").GetInt32() == 2);
        var left = (await server.GetAsync(dead, token)).Body.GetProperty("deliveries").EnumerateArray().ShouldHaveSingleItem();
        receiver.Answer = (_, context) => WebhookReceiver.Status(context, 200);
        (await server.PostAsync($"{dead}{left.GetProperty("delivery_id").GetString()}/retry/", "{}", token)).ShouldBe(HttpStatusCode.NoContent);
        var (second, third) = (await receiver.NextAsync(), await receiver.NextAsync());

        whole.Sequences.ShouldBe(Sequences(2, 25));
        (first.Id, second.Id).ShouldBe((whole.Id, refused.Id));
        new[] { first.Id, second.Id, third.Id }.ShouldBeUnique();
        first.Sequences.ShouldBe(Sequences(2, 10));
        refused.Sequences.ShouldBe(Sequences(12, 10));
        second.Body.ShouldBe(refused.Body);
        third.Sequences.ShouldBe(Sequences(22, 5));
        (left.GetProperty("after_sequence").GetInt64(), left.GetProperty("up_to_sequence").GetInt64()).ShouldBe((11, 26));
        await UntilAsync(async () => (await server.GetAsync(dead, token)).Body.GetProperty("deliveries").GetArrayLength() == 0);
    }

    private static IEnumerable<long> Sequences(int first, int count) => Enumerable.Range(first, count).Select(sequence => (long)sequence);

    // The receiver has the delivery before the server has noted that.
    private static async Task UntilAsync(Func<Task<bool>> condition)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!await condition())
        {
            limit.Token.ThrowIfCancellationRequested();
        }
    }
}
