using System.Net;
using Microsoft.Extensions.DependencyInjection;
using SpecKitty.Events.Collaboration;
using SpecKitty.Server.Missions;
using SpecKitty.Server.Projections;
using SpecKitty.Server.Tests.Hosting;
using SpecKitty.Server.Tests.Storage.Postgres;

namespace SpecKitty.Server.Tests.Nodes;

/// <summary>Two servers on one database whose machines disagree about the time: the database decides.</summary>
public sealed class NodeClockTests : IAsyncLifetime
{
    private const string Refresh = "/api/v1/token/refresh/";

    private string _database = "";

    public async ValueTask InitializeAsync() => _database = await PostgresCluster.CreateMigratedAsync();

    public async ValueTask DisposeAsync() => await PostgresCluster.DropDatabaseAsync(_database);

    [Theory]
    [InlineData(5)]
    [InlineData(30)]
    [InlineData(1200)]
    [InlineData(-1200)]
    public async Task Nodes_WithClocksApart_AgreeOnTokensSilenceAndWarnings(int seconds)
    {
        await using var right = await StartAsync(TimeSpan.Zero);
        await using var wrong = await StartAsync(TimeSpan.FromSeconds(seconds));
        await right.AddUserAsync("ada");

        var here = await wrong.SignInAsync("ada");
        var there = await right.SignInAsync("ada");
        (await right.GetAsync("/api/v1/me/", here.Text("access"))).ShouldBe(HttpStatusCode.OK);
        (await wrong.GetAsync("/api/v1/me/", there.Text("access"))).ShouldBe(HttpStatusCode.OK);
        var second = (await right.PostAsync(Refresh, new { refresh = here.Text("refresh") })).ShouldBe(HttpStatusCode.OK);
        (await wrong.PostAsync(Refresh, new { refresh = here.Text("refresh") })).ShouldBe(HttpStatusCode.OK).Text("refresh").ShouldBe(second.Text("refresh"));
        var third = (await wrong.PostAsync(Refresh, new { refresh = second.Text("refresh") })).ShouldBe(HttpStatusCode.OK);
        (await right.GetAsync("/api/v1/me/", third.Text("access"))).ShouldBe(HttpStatusCode.OK);

        var onRight = await TestMission.CreateAsync(right, there.Text("access")!);
        var (ada, bot) = (await onRight.JoinAsync(), await onRight.JoinAsync("bot", "llm_context"));
        (await right.PostBatchAsync(onRight.Token, [Heartbeat(onRight, bot), .. DriveOn(onRight, ada), .. DriveOn(onRight, bot)])).Statuses.ShouldAllBe(status => status == "success");
        var onWrong = onRight.On(wrong);
        foreach (var state in new[] { await onRight.StateAsync(), await onWrong.StateAsync() })
        {
            state.GetProperty("presence").GetProperty(bot).GetProperty("liveness").GetString().ShouldBe("alive");
            state.GetProperty("warning_standings").EnumerateArray().ShouldHaveSingleItem().GetProperty("is_overdue").GetBoolean().ShouldBeFalse();
            (DateTimeOffset.Parse(state.GetProperty("server_time").GetString()!, null) - right.Time.GetUtcNow()).Duration().ShouldBeLessThan(TimeSpan.FromMinutes(1));
        }

        (await wrong.PostBatchAsync(onWrong.Token, Heartbeat(onWrong, bot))).Statuses.ShouldBe(["success"]);
        foreach (var server in new[] { right, wrong })
        {
            (await server.Services.GetRequiredService<ParticipantReaper>().ReapAsync(TestContext.Current.CancellationToken)).ShouldBe(0);
        }

        (await onRight.StateAsync()).GetProperty("presence").GetProperty(bot).GetProperty("liveness").GetString().ShouldBe("alive");
    }

    [Fact]
    public async Task Readiness_ClockThatAgrees_SaysByHowMuch()
    {
        await using var server = await StartAsync(TimeSpan.Zero);

        var ready = (await server.GetAsync("/readyz")).ShouldBe(HttpStatusCode.OK);

        Math.Abs(ready.Body.GetProperty("clock_ahead_ms").GetDouble()).ShouldBeLessThan(1_000);
        ready.Body.GetProperty("warnings").GetArrayLength().ShouldBe(0);
    }

    [Theory]
    [InlineData(3, "ahead of")]
    [InlineData(-3, "behind")]
    public async Task Readiness_ClockThatDiffersByMoreThanASecond_Warns(int seconds, string side)
    {
        await using var server = await StartAsync(TimeSpan.FromSeconds(seconds));

        var ready = (await server.GetAsync("/readyz")).ShouldBe(HttpStatusCode.OK);

        ready.Body.GetProperty("clock_ahead_ms").GetDouble().ShouldBe(seconds * 1_000, 900);
        ready.Body.GetProperty("warnings").EnumerateArray().ShouldHaveSingleItem().GetString()!.ShouldMatch($@"^The clock of this machine is [23]\.\d s {side} the database's: set it, and keep it by NTP\.$");
    }

    [Theory]
    [InlineData(30)]
    [InlineData(-30)]
    public async Task Readiness_ClockThatDiffersByMoreThanFiveSeconds_IsNotReady(int seconds)
    {
        await using var server = await StartAsync(TimeSpan.FromSeconds(seconds));

        var answer = (await server.GetAsync("/readyz")).ShouldBe(HttpStatusCode.ServiceUnavailable);

        answer.Body.GetProperty("reasons").EnumerateArray().ShouldHaveSingleItem().GetString()!.ShouldStartWith("The clock of this machine is ");
        answer.Message.Headers.GetValues("Retry-After").ShouldBe(["5"]);
        (await server.GetAsync("/healthz")).ShouldBe(HttpStatusCode.OK);
    }

    private static string Heartbeat(TestMission mission, string participant)
        => mission.Emit(new PresenceHeartbeatPayload { ParticipantId = participant, MissionId = mission.MissionId });

    private static string[] DriveOn(TestMission mission, string participant) =>
    [
        mission.Emit(new FocusChangedPayload { ParticipantId = participant, MissionId = mission.MissionId, FocusTarget = new FocusTarget { TargetType = FocusTargetType.WorkPackage, TargetId = "WP01" } }),
        mission.Emit(new DriveIntentSetPayload { ParticipantId = participant, MissionId = mission.MissionId, Intent = DriveIntent.Active }),
    ];

    private Task<RunningServer> StartAsync(TimeSpan ahead) => RunningServer.StartAsync(
        new ShiftedClock(ahead),
        adjust: options => options with { Database = _database, FollowsDatabaseClock = true, Presence = new PresenceOptions { ReapContextsAfter = TimeSpan.FromMinutes(15) } });
}
