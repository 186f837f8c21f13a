using System.Net;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using SpecKitty.Server.Ingest;
using SpecKitty.Server.Storage;
using SpecKitty.Server.Tests.Hosting;
using SpecKitty.Server.Tests.Storage;
using SpecKitty.Server.Webhooks;

namespace SpecKitty.Server.Tests.Ingest;

/// <summary>When a whole batch is refused for a while: 429 and 503, with when to come again.</summary>
public sealed class RefusalTests
{
    private const string Path = "/api/v1/events/batch/";

    private readonly Guid _project = Guid.NewGuid();

    [Fact]
    public async Task Batch_TooManyEvents_Is429AndNothingIsStored()
    {
        var clock = new MovableClock();
        await using var server = await RunningServer.StartAsync(clock, adjust: options => options with { Rates = new RateLimits { EventsPerMinutePerPrincipal = 3 } });
        var token = await server.SignInNewAsync("ada");
        string[] events = [.. Enumerable.Range(0, 3).Select(_ => TestEvents.Moved(_project))];
        (await server.PostBatchAsync(token, events[..2])).ShouldBe(HttpStatusCode.OK);

        var answer = (await server.PostBatchAsync(token, events[1..])).ShouldBe(HttpStatusCode.TooManyRequests);

        answer.Text("details")!.ShouldContain("3 events a minute");
        answer.Message.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(20));
        clock.Advance(TimeSpan.FromSeconds(20));
        (await server.PostBatchAsync(token, events[1..])).ShouldBe(HttpStatusCode.OK).Statuses.ShouldBe(["duplicate", "success"]);
    }

    [Fact]
    public async Task Batch_TooManyRequests_Is429BeforeTheBodyIsRead()
    {
        await using var server = await RunningServer.StartAsync(adjust: options => options with { Rates = new RateLimits { RequestsPerMinutePerTeam = 1 } });
        var ada = await server.SignInNewAsync("ada");
        var grace = await server.SignInNewAsync("grace");
        (await server.PostBatchAsync(ada, TestEvents.Moved(_project))).ShouldBe(HttpStatusCode.OK);

        var answer = await server.PostAsync(Path, "no batch at all", grace);

        answer.ShouldBe(HttpStatusCode.TooManyRequests).Message.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task Batch_QueueStaysFull_Is503AndComesBackWhenItMoves()
    {
        await using var server = await RunningServer.StartAsync(adjust: options => options with { AppendQueue = new AppendQueueLimits { Length = 1, Patience = TimeSpan.Zero } });

        // It writes too, whenever it gets round to it; all that waits here is what stands below.
        await server.Services.GetRequiredService<WebhookDispatcher>().StopAsync(TestContext.Current.CancellationToken);
        var token = await server.SignInNewAsync("ada");
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var goOn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var first = server.Log.AppendAsync(new TestWork(Guid.NewGuid())
        {
            Execute = async _ =>
            {
                begun.TrySetResult();
                await goOn.Task;
            },
        });
        await begun.Task;
        var second = server.Log.AppendAsync(new TestWork(Guid.NewGuid()) { Execute = _ => ValueTask.CompletedTask });

        var answer = (await server.PostBatchAsync(token, TestEvents.Moved(_project))).ShouldBe(HttpStatusCode.ServiceUnavailable);

        answer.Text("error").ShouldBe("Server unavailable");
        answer.Message.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(5));
        goOn.SetResult();
        await Task.WhenAll(first, second);
        (await server.PostBatchAsync(token, TestEvents.Moved(_project))).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Append_WhileTheServerStops_IsTurnedAway()
    {
        var server = await RunningServer.StartAsync();
        var log = server.Log;
        await server.DisposeAsync();

        await Should.ThrowAsync<StoreUnavailableException>(() => log.AppendAsync(new TestWork(Guid.NewGuid()) { Execute = _ => ValueTask.CompletedTask }));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("gzip")]
    public async Task Batch_AnnouncedTooLong_Is413(string? encoding)
    {
        await using var server = await RunningServer.StartAsync(adjust: options => options with { Limits = new IngestLimits { Bytes = 1000, CompressedBytes = 1000 } });
        var token = await server.SignInNewAsync("ada");

        var answer = await server.PostBytesAsync(Path, Encoding.UTF8.GetBytes(new string(' ', 1001)), token, encoding);

        answer.ShouldBe(HttpStatusCode.RequestEntityTooLarge).Text("details")!.ShouldContain("1000 bytes");
    }
}
