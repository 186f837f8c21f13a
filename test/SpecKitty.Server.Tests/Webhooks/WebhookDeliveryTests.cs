using System.Net;
using System.Text;
using System.Text.Json;
using SpecKitty.Server.Storage;
using SpecKitty.Server.Tests.Hosting;
using SpecKitty.Server.Webhooks;

namespace SpecKitty.Server.Tests.Webhooks;

/// <summary>What a receiver gets: every event once it has said so, in order, signed.</summary>
public abstract class WebhookDeliveryTests(HostedStore store) : HostedTests(store)
{
    private const string Webhooks = "/api/v1/teams/tea/webhooks/";

    private readonly Guid _project = Guid.NewGuid();

    [Fact]
    public async Task Webhook_OfATeam_GetsWhatHappensFromNowOnInOrderAndSigned()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        await using var server = await StartAsync(adjust: WebhookReceiver.Allow);
        var token = await server.SignInNewAsync("ada", role: TeamRole.Admin);
        await server.PostBatchAsync(token, TestEvents.Moved(_project));
        var made = (await server.PostAsync(Webhooks, new { url = receiver.Url }, token)).ShouldBe(HttpStatusCode.Created);
        var later = Guid.NewGuid();

        await server.PostBatchAsync(token, Enumerable.Range(0, 250).Select(_ => TestEvents.Moved(_project)));
        var first = await receiver.NextAsync();
        var rest = await receiver.NextSequencesAsync(250 - first.Sequences.Length);
        await server.PostBatchAsync(token, TestEvents.Moved(later));
        await server.PostAsync(Webhooks, new { url = "https://192.0.2.1/elsewhere" }, token);
        var ofLater = await receiver.NextAsync();

        first.Sequences.Concat(rest).ShouldBe(Enumerable.Range(2, 250).Select(sequence => (long)sequence));
        first.Sequences.Length.ShouldBeLessThanOrEqualTo(100);
        first.Json.GetProperty("type").GetString().ShouldBe("events");
        first.Json.GetProperty("team_slug").GetString().ShouldBe("tea");
        first.Json.GetProperty("webhook_id").GetString().ShouldBe(made.Body.GetProperty("webhook").GetProperty("webhook_id").GetString());
        first.Json.GetProperty("delivery_id").GetString().ShouldBe(first.Id);
        first.Json.GetProperty("project_uuid").GetGuid().ShouldBe(_project);
        var page = (await server.GetAsync($"/api/v1/events/?project={_project}&after=1&limit=1", token)).Body.GetProperty("events")[0];
        first.Json.GetProperty("events")[0].GetRawText().ShouldBe(page.GetRawText());
        first.Headers["Content-Type"].ShouldBe("application/json");
        first.Headers["SpecKitty-Webhook-Signature"].ShouldBe(WebhookSignature.Sign(made.Text("secret")!, first.Headers["SpecKitty-Webhook-Timestamp"], first.Body));
        ofLater.Json.GetProperty("project_uuid").GetGuid().ShouldBe(later);
        ofLater.Sequences.ShouldBe([1]);
    }

    [Fact]
    public async Task Webhook_WithFilters_GetsOnlyWhatItWants()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        await using var server = await StartAsync(adjust: WebhookReceiver.Allow);
        var mission = await TestMission.CreateAsync(server, await server.SignInNewAsync("ada", role: TeamRole.Admin), project: _project);
        await server.PostBatchAsync(mission.Token, TestEvents.Moved(Guid.NewGuid()));
        var made = await server.PostAsync(Webhooks, new { url = receiver.Url, project_uuid = _project, event_types = new[] { "CommentPosted" } }, mission.Token);
        var ada = await mission.JoinAsync();

        await server.PostBatchAsync(mission.Token, TestEvents.Moved(Guid.NewGuid()), TestEvents.Moved(_project), mission.Comment(ada, "Only this."), TestEvents.Moved(_project));

        var delivery = await receiver.NextAsync();
        delivery.Json.GetProperty("events")[0].GetProperty("event").GetProperty("payload").GetProperty("content").GetString().ShouldBe("Only this.");
        delivery.Sequences.Length.ShouldBe(1);
        var standing = await server.GetAsync($"{Webhooks}{made.Body.GetProperty("webhook").GetProperty("webhook_id").GetString()}/", mission.Token);
        standing.Body.GetProperty("projects").EnumerateArray().ShouldHaveSingleItem().GetProperty("project_uuid").GetGuid().ShouldBe(_project);
    }

    [Fact]
    public async Task Webhook_WhoseReceiverFails_IsTriedAgainTheSameAndLosesNoOrder()
    {
        var clock = new TimerClock();
        await using var receiver = await WebhookReceiver.StartAsync();
        await using var server = await StartAsync(clock, WebhookReceiver.Allow);
        var token = await server.SignInNewAsync("ada", role: TeamRole.Admin);
        await server.PostBatchAsync(token, TestEvents.Moved(_project));
        var id = (await server.PostAsync(Webhooks, new { url = receiver.Url }, token)).Body.GetProperty("webhook").GetProperty("webhook_id").GetString();
        receiver.Answer = (_, context) => WebhookReceiver.Status(context, 500);

        await server.PostBatchAsync(token, TestEvents.Moved(_project));
        var first = await receiver.NextAsync();
        await UntilAsync(server, token, id!, projects => projects[0].GetProperty("attempts").GetInt32() == 1);
        await server.PostBatchAsync(token, TestEvents.Moved(_project));
        clock.Advance(TimeSpan.FromSeconds(1));
        receiver.IsSilent.ShouldBeTrue("before its time nothing is tried again");
        receiver.Answer = (_, context) => WebhookReceiver.Status(context, 200);
        clock.Advance(TimeSpan.FromSeconds(4));
        var again = await receiver.NextAsync();
        var next = await receiver.NextAsync();

        again.Id.ShouldBe(first.Id);
        again.Body.ShouldBe(first.Body);
        again.Headers["SpecKitty-Webhook-Timestamp"].ShouldNotBe(first.Headers["SpecKitty-Webhook-Timestamp"]);
        first.Sequences.ShouldBe([2]);
        next.Sequences.ShouldBe([3]);
        await UntilAsync(server, token, id!, projects => projects[0].GetProperty("after_sequence").GetInt64() == 3 && projects[0].GetProperty("error").ValueKind == JsonValueKind.Null);
    }

    [Fact]
    public async Task Webhook_WhoseReceiverStaysDead_GivesUpAndGoesOn_AndTheDeadAreRetriedOnDemand()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        await using var server = await StartAsync(adjust: options => WebhookReceiver.Allow(options) with { Webhooks = WebhookReceiver.Allow(options).Webhooks with { Attempts = 1, EventsPerDelivery = 2 } });
        var token = await server.SignInNewAsync("ada", role: TeamRole.Admin);
        await server.PostBatchAsync(token, TestEvents.Moved(_project));
        var id = (await server.PostAsync(Webhooks, new { url = receiver.Url }, token)).Body.GetProperty("webhook").GetProperty("webhook_id").GetString();
        receiver.Answer = (delivery, context) => WebhookReceiver.Status(context, delivery.Sequences.Contains(2) ? 503 : 200);

        await server.PostBatchAsync(token, Enumerable.Range(0, 4).Select(_ => TestEvents.Moved(_project)));
        var dead = await receiver.NextAsync();
        var next = await receiver.NextAsync();
        var letter = (await server.GetAsync($"{Webhooks}{id}/dead/", token)).Body.GetProperty("deliveries").EnumerateArray().ShouldHaveSingleItem();
        receiver.Answer = (_, context) => WebhookReceiver.Status(context, 200);
        (await server.PostAsync($"{Webhooks}{id}/dead/{dead.Id}/retry/", "{}", token)).ShouldBe(HttpStatusCode.NoContent);
        var again = await receiver.NextAsync();

        dead.Sequences.ShouldBe([2, 3]);
        next.Sequences.ShouldBe([4, 5]);
        letter.GetProperty("delivery_id").GetString().ShouldBe(dead.Id);
        letter.GetProperty("after_sequence").GetInt64().ShouldBe(1);
        letter.GetProperty("up_to_sequence").GetInt64().ShouldBe(3);
        letter.GetProperty("attempts").GetInt32().ShouldBe(1);
        letter.GetProperty("error").GetString().ShouldBe("The receiver answered 503; anything from 200 to 299 says that it has the delivery.");
        (again.Id, Encoding.UTF8.GetString(again.Body)).ShouldBe((dead.Id, Encoding.UTF8.GetString(dead.Body)));
        await UntilAsync(async () => (await server.GetAsync($"{Webhooks}{id}/dead/", token)).Body.GetProperty("deliveries").GetArrayLength() == 0);
    }

    [Fact]
    public async Task Webhook_AcrossARestart_GoesOnBehindWhatWasDelivered()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        await using var server = await StartAsync(adjust: WebhookReceiver.Allow);
        var token = await server.SignInNewAsync("ada", role: TeamRole.Admin);
        await server.PostBatchAsync(token, TestEvents.Moved(_project));
        var id = (await server.PostAsync(Webhooks, new { url = receiver.Url }, token)).Body.GetProperty("webhook").GetProperty("webhook_id").GetString();
        await server.PostBatchAsync(token, TestEvents.Moved(_project));
        (await receiver.NextAsync()).Sequences.ShouldBe([2]);
        await UntilAsync(server, token, id!, projects => projects[0].GetProperty("after_sequence").GetInt64() == 2);

        await server.RestartAsync();
        await server.PostBatchAsync(token, TestEvents.Moved(_project));

        (await receiver.NextAsync()).Sequences.ShouldBe([3]);
        (await server.DeleteAsync($"{Webhooks}{id}/", token)).ShouldBe(HttpStatusCode.NoContent);
        (await server.GetAsync($"{Webhooks}{id}/", token)).ShouldBe(HttpStatusCode.NotFound);
    }

    private static Task UntilAsync(RunningServer server, string token, string id, Func<JsonElement[], bool> condition)
        => UntilAsync(async () => condition([.. (await server.GetAsync($"{Webhooks}{id}/", token)).Body.GetProperty("projects").EnumerateArray()]));

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
