using Microsoft.Extensions.DependencyInjection;
using SpecKitty.Server.Auth;
using SpecKitty.Server.Storage;
using SpecKitty.Server.Tests.Hosting;
using SpecKitty.Server.Webhooks;

namespace SpecKitty.Server.Tests.Webhooks;

/// <summary>What fails for itself keeps no other delivery of its webhook waiting.</summary>
public sealed class WebhookRunnerTests
{
    private const int Patience = 120_000;
    private const string Owner = "node";
    private const string Id = "w1";

    private readonly MovableClock _clock = new();
    private readonly Guid _project = Guid.NewGuid();

    [Fact(Timeout = Patience)]
    public async Task Delivery_BesideARetryThatCannotBeNoted_GoesOutAllTheSame()
    {
        var logger = new SignalLogger<WebhookDispatcher>();
        await using var receiver = await WebhookReceiver.StartAsync();
        await using var server = await RunningServer.StartAsync(_clock, adjust: options => WebhookReceiver.Allow(options) with { Webhooks = WebhookReceiver.Allow(options).Webhooks with { Attempts = 1 } });
        var token = await server.SignInNewAsync("ada", role: TeamRole.Admin);
        await server.PostBatchAsync(token, TestEvents.Moved(_project));
        var store = server.Services.GetRequiredService<IServerStore>().Webhooks;
        var runner = await StartAsync(server, receiver, logger);
        receiver.Answer = (_, context) => WebhookReceiver.Status(context, 503);
        await server.PostBatchAsync(token, TestEvents.Moved(_project));
        runner.Changed(_project);
        var dead = await receiver.NextAsync();
        while ((await store.ListDeadAsync(Id, "", 1)).Count == 0)
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
        }

        receiver.Answer = (_, context) => WebhookReceiver.Status(context, 200);
        await BrokenTable.RefuseDeletesAsync(server, "webhook_dead_letters");
        (await store.RetryAsync(Id, dead.Id)).ShouldBeTrue();
        runner.LookAround();
        (await receiver.NextAsync()).Id.ShouldBe(dead.Id);
        (await logger.NextAsync()).Line.ShouldContain("failed and will go on later");

        // The note is due again when the next event comes.
        _clock.Advance(TimeSpan.FromSeconds(1));
        await server.PostBatchAsync(token, TestEvents.Moved(_project));
        runner.Changed(_project);

        (await receiver.NextAsync()).Sequences.ShouldBe([3]);
        await runner.StopAsync();
    }

    // In the place of the server's own runners, which are told what to do when the server comes to it.
    private async Task<WebhookRunner> StartAsync(RunningServer server, WebhookReceiver receiver, SignalLogger<WebhookDispatcher> logger)
    {
        await server.Services.GetRequiredService<WebhookDispatcher>().StopAsync(TestContext.Current.CancellationToken);
        var services = server.Services.GetRequiredService<WebhookServices>() with { Logger = logger };
        var webhook = new WebhookRecord(Id, "tea", receiver.Url, null, null, SecretToken.NewWebhook(), "user/ada", _clock.GetUtcNow());
        (await services.Store.Webhooks.AddAsync(webhook, 1)).ShouldBeTrue();
        (await services.Store.Webhooks.LeaseAsync(Owner, _clock.GetUtcNow(), _clock.GetUtcNow().AddHours(1))).ShouldHaveSingleItem();
        var runner = new WebhookRunner(Owner, webhook, services);
        runner.Start();
        return runner;
    }
}
