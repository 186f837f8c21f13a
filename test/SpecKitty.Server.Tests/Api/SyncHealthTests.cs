using System.Net;
using SpecKitty.Server.Ingest;
using SpecKitty.Server.Tests.Hosting;

namespace SpecKitty.Server.Tests.Api;

public sealed class SyncHealthTests
{
    private const string Path = "/api/v1/sync/health/";

    [Fact]
    public async Task Health_OfASignedInProducer_TellsEveryCap()
    {
        await using var server = await RunningServer.StartAsync(adjust: options => options with
        {
            Limits = new IngestLimits { Events = 7, TextLength = 77 },
            Rates = new RateLimits { EventsPerMinutePerTeam = 777 },
        });
        var token = await server.SignInNewAsync("ada");

        var health = (await server.GetAsync(Path, token)).ShouldBe(HttpStatusCode.OK);

        health.Text("status").ShouldBe("ok");
        health.Text("contract_version").ShouldBe("2.1.0");
        health.Text("server_version").ShouldNotBeNullOrEmpty();
        health.Text("server_time").ShouldBe("2026-02-15T10:00:00Z");
        health.Body.GetProperty("schema_majors").ToString().ShouldBe("[1,2]");
        var limits = health.Body.GetProperty("limits");
        limits.GetProperty("events").GetInt32().ShouldBe(7);
        limits.GetProperty("text_length").GetInt32().ShouldBe(77);
        limits.EnumerateObject().Count().ShouldBe(typeof(IngestLimits).GetProperties().Count(property => property.Name != "EqualityContract"));
        health.Body.GetProperty("rate_limits").GetProperty("team_events_per_minute").GetInt32().ShouldBe(777);
        (await server.PostBatchAsync(token, Enumerable.Repeat("{}", 8))).ShouldBe(HttpStatusCode.BadRequest).Text("details")!.ShouldContain("at most 7");
    }

    [Fact]
    public async Task Health_OfNobody_Is401()
    {
        await using var server = await RunningServer.StartAsync();

        (await server.GetAsync(Path)).ShouldBe(HttpStatusCode.Unauthorized).Message.Headers.WwwAuthenticate.ShouldNotBeEmpty();
    }
}
