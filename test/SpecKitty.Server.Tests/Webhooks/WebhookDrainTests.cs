using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using SpecKitty.Server.Storage;
using SpecKitty.Server.Tests.Hosting;
using SpecKitty.Server.Webhooks;

namespace SpecKitty.Server.Tests.Webhooks;

/// <summary>A server that stops while a delivery is on its way.</summary>
public sealed class WebhookDrainTests
{
    private const string Webhooks = "/api/v1/teams/tea/webhooks/";
    private const int Patience = 120_000;

    private readonly Guid _project = Guid.NewGuid();

    [Fact(Timeout = Patience)]
    public async Task Stop_WhileADeliveryIsSent_LetsItArriveAndGivesTheLeaseBack()
    {
        var arrived = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var receiver = await WebhookReceiver.StartAsync();
        await using var server = await StartAsync(receiver, TimeSpan.FromMinutes(2), async context =>
        {
            arrived.TrySetResult();
            await release.Task.WaitAsync(context.RequestAborted);
        });
        await arrived.Task;
        var dispatcher = server.Services.GetRequiredService<WebhookDispatcher>();

        var stop = dispatcher.StopAsync(TestContext.Current.CancellationToken);
        for (var request = 0; request < 20; request++)
        {
            (await server.GetAsync("/healthz")).ShouldBe(HttpStatusCode.OK);
        }

        stop.IsCompleted.ShouldBeFalse();
        release.TrySetResult();
        await stop;

        (await receiver.NextAsync()).Sequences.ShouldBe([2]);
        var webhooks = server.Services.GetRequiredService<IServerStore>().Webhooks;
        var freed = (await webhooks.LeaseAsync("other", server.Time.GetUtcNow(), server.Time.GetUtcNow(), TestContext.Current.CancellationToken)).ShouldHaveSingleItem();
        (await webhooks.ListCursorsAsync(freed.WebhookId, TestContext.Current.CancellationToken)).ShouldHaveSingleItem().AfterSequence.ShouldBe(2);
    }

    [Fact(Timeout = Patience)]
    public async Task Stop_ReceiverNeverAnswers_CutsTheDeliveryOffAndTheNextServerSendsIt()
    {
        using var arrived = new SemaphoreSlim(0);
        await using var receiver = await WebhookReceiver.StartAsync();
        await using var server = await StartAsync(receiver, TimeSpan.FromSeconds(4), async context =>
        {
            var aborted = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            await using var gone = context.RequestAborted.Register(() => aborted.TrySetResult());
            arrived.Release();
            await aborted.Task;
        });
        await arrived.WaitAsync(TestContext.Current.CancellationToken);
        var dispatcher = server.Services.GetRequiredService<WebhookDispatcher>();

        await server.RestartAsync();

        dispatcher.ExecuteTask!.Status.ShouldBe(TaskStatus.RanToCompletion);

        // The clock has not moved, so a lease that was not given back would still hold.
        await arrived.WaitAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Starts a server that has begun a delivery to a receiver.</summary>
    private async Task<RunningServer> StartAsync(WebhookReceiver receiver, TimeSpan drain, Func<HttpContext, Task> answer)
    {
        receiver.Answer = (_, context) => answer(context);
        var server = await RunningServer.StartAsync(adjust: options => WebhookReceiver.Allow(options) with { Drain = drain });
        var token = await server.SignInNewAsync("ada", role: TeamRole.Admin);
        await server.PostBatchAsync(token, TestEvents.Moved(_project));
        (await server.PostAsync(Webhooks, new { url = receiver.Url }, token)).ShouldBe(HttpStatusCode.Created);
        await server.PostBatchAsync(token, TestEvents.Moved(_project));
        return server;
    }
}
