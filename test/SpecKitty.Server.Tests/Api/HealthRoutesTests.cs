using System.Net;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using SpecKitty.Server.Hosting;
using SpecKitty.Server.Tests.Hosting;

namespace SpecKitty.Server.Tests.Api;

public sealed class HealthRoutesTests
{
    [Fact]
    public async Task Health_OfARunningServer_IsAliveAndReady()
    {
        await using var server = await RunningServer.StartAsync(new QuietClock());

        (await server.GetAsync("/healthz")).ShouldBe(HttpStatusCode.OK).Text("status").ShouldBe("ok");
        var ready = (await server.GetAsync("/readyz")).ShouldBe(HttpStatusCode.OK);
        ready.Text("status").ShouldBe("ready");
        ready.Text("storage").ShouldBe("sqlite");
    }

    [Fact]
    public async Task Readiness_WhileTheDatabaseTakesNoWrites_SaysSoAndComesBack()
    {
        await using var server = await RunningServer.StartAsync();
        var file = Path.Combine(server.Services.GetRequiredService<ServerOptions>().DataDirectory, "speckitty.db");
        await using var other = new SqliteConnection($"Data Source={file};Pooling=False");
        await other.OpenAsync();
        await using (var hold = other.BeginTransaction(deferred: false))
        {
            var answer = (await server.GetAsync("/readyz")).ShouldBe(HttpStatusCode.ServiceUnavailable);

            answer.Body.GetProperty("reasons")[0].GetString()!.ShouldContain("did not commit a write within 2 seconds");
            answer.Text("error").ShouldBe("Not ready");
            answer.Message.Headers.RetryAfter.ShouldNotBeNull();
            (await server.GetAsync("/healthz")).ShouldBe(HttpStatusCode.OK);
        }

        // The lock is free; the answer is asked anew once the last is a second old.
        var ready = await server.GetAsync("/readyz");
        for (var deadline = Environment.TickCount64 + 180_000; ready.Status != HttpStatusCode.OK && Environment.TickCount64 < deadline;)
        {
            ready = await server.GetAsync("/readyz");
        }

        ready.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Readiness_WhileStopping_IsGone()
    {
        await using var server = await RunningServer.StartAsync();
        var lifetime = server.Services.GetRequiredService<Microsoft.Extensions.Hosting.IHostApplicationLifetime>();
        var readiness = server.Services.GetRequiredService<ServerReadiness>();
        readiness.Stage.ShouldBe(ServerStage.Running);

        lifetime.StopApplication();

        readiness.Stage.ShouldBe(ServerStage.Draining);
        (await server.GetAsync("/readyz")).ShouldBe(HttpStatusCode.ServiceUnavailable).Text("details")!.ShouldContain("stopping");
    }
}
