using System.Net;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using SpecKitty.Events.Collaboration;
using SpecKitty.Server.Retention;
using SpecKitty.Server.Tests.Hosting;

namespace SpecKitty.Server.Tests.Retention;

public sealed class HeartbeatRetentionTests
{
    private const int Patience = 120_000;

    private static readonly TimeSpan Age = TimeSpan.FromHours(24);

    [Fact]
    public async Task Remove_SupersededHeartbeats_ChangesNoStateNorSequenceNorOtherEvent()
    {
        var clock = new MovableClock();
        await using var server = await RunningServer.StartAsync(clock);
        var mission = await TestMission.CreateAsync(server, await server.SignInNewAsync("ada"));
        var ada = await mission.JoinAsync();
        var grace = await mission.JoinAsync("Grace");
        string[] heartbeats = [.. Enumerable.Range(0, 12).Select(number => Heartbeat(mission, number % 2 == 0 ? ada : grace))];
        foreach (var heartbeat in heartbeats)
        {
            await server.PostBatchAsync(mission.Token, heartbeat, mission.Comment(ada));
        }

        var states = await StatesAsync(server, mission, 26);
        var eventsBefore = await EventsAsync(server, mission);
        clock.Advance(Age + TimeSpan.FromMinutes(1));
        mission.Token = (await server.SignInAsync("ada")).Text("access")!;

        using var retention = Of(server);
        var removed = await retention.RemoveAsync(TestContext.Current.CancellationToken);

        removed.ShouldBe(10);
        (await StatesAsync(server, mission, 26)).ShouldBe(states);
        var eventsAfter = await EventsAsync(server, mission);
        eventsAfter.ShouldBe(eventsBefore.Where((_, at) => at is < 2 or >= 22 || at % 2 == 1), "only the newest heartbeat of each is left");
        await server.RestartAsync();
        (await StatesAsync(server, mission, 26)).ShouldBe(states);

        var again = await server.PostBatchAsync(mission.Token, heartbeats);
        again.Statuses.ShouldAllBe(status => status == "duplicate");
        (await server.PostBatchAsync(mission.Token, heartbeats[0].Replace(ada, grace, StringComparison.Ordinal))).Statuses.ShouldBe(["rejected"]);
    }

    [Fact]
    public async Task Remove_YoungHeartbeats_StayUntilTheirTime()
    {
        var clock = new MovableClock();
        await using var server = await RunningServer.StartAsync(clock);
        var mission = await TestMission.CreateAsync(server, await server.SignInNewAsync("ada"));
        var ada = await mission.JoinAsync();
        await server.PostBatchAsync(mission.Token, Heartbeat(mission, ada), Heartbeat(mission, ada));
        using var retention = Of(server);

        (await retention.RemoveAsync(TestContext.Current.CancellationToken)).ShouldBe(0);
        clock.Advance(Age + TimeSpan.FromSeconds(1));
        (await retention.RemoveAsync(TestContext.Current.CancellationToken)).ShouldBe(1);
        (await retention.RemoveAsync(TestContext.Current.CancellationToken)).ShouldBe(0);
    }

    [Fact]
    public async Task Remove_ManyRounds_FindsWhatIsSupersededAcrossThem()
    {
        var clock = new MovableClock();
        await using var server = await RunningServer.StartAsync(clock);
        var mission = await TestMission.CreateAsync(server, await server.SignInNewAsync("ada"));
        var ada = await mission.JoinAsync();
        for (var i = 0; i < 5; i++)
        {
            await server.PostBatchAsync(mission.Token, Enumerable.Range(0, 900).Select(_ => Heartbeat(mission, ada)));
        }

        clock.Advance(Age + TimeSpan.FromMinutes(1));
        using var retention = Of(server);

        (await retention.RemoveAsync(TestContext.Current.CancellationToken)).ShouldBe(4499);
    }

    [Fact(Timeout = Patience)]
    public async Task Server_WithARetentionTime_RemovesByItself()
    {
        var clock = new TimerClock();
        var age = TimeSpan.FromHours(1);
        await using var server = await RunningServer.StartAsync(clock, adjust: options => options with { HeartbeatRetention = age });
        var mission = await TestMission.CreateAsync(server, await server.SignInNewAsync("ada"));
        var ada = await mission.JoinAsync();
        await server.PostBatchAsync(mission.Token, Heartbeat(mission, ada), Heartbeat(mission, ada));

        clock.Advance(age + HeartbeatRetentionOptions.Interval);

        mission.Token = (await server.SignInAsync("ada")).Text("access")!;
        while ((await EventsAsync(server, mission)).Count > 2)
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
        }
    }

    // A service that throws stops its host, and so the server.
    [Fact]
    public async Task Round_ThatFails_IsFollowedByTheNext()
    {
        var clock = new TimerClock();
        await using var server = await RunningServer.StartAsync(clock);
        var logger = new SignalLogger<HeartbeatRetention>();
        using var retention = new HeartbeatRetention(server.Log, new HeartbeatRetentionOptions { Age = Age }, clock, logger);
        await BrokenTable.TakeAwayAsync(server, "projects");

        await retention.StartAsync(TestContext.Current.CancellationToken);
        var (level, failed) = await logger.NextAsync();
        await BrokenTable.PutBackAsync(server, "projects");
        clock.Advance(HeartbeatRetentionOptions.Interval);

        (level, failed.Contains("SqliteException", StringComparison.Ordinal)).ShouldBe((LogLevel.Warning, true));
        (await logger.NextAsync()).Line.ShouldBe("Removed 0 superseded heartbeats");
        await retention.StopAsync(TestContext.Current.CancellationToken);
    }

    // The server's own, when it is told to have one, does its first round whenever it comes to it.
    private static HeartbeatRetention Of(RunningServer server)
        => new(server.Log, new HeartbeatRetentionOptions { Age = Age }, server.Time, NullLogger<HeartbeatRetention>.Instance);

    private static string Heartbeat(TestMission mission, string participantId)
        => mission.Emit(new PresenceHeartbeatPayload { ParticipantId = participantId, MissionId = mission.MissionId });

    private static async Task<List<string>> StatesAsync(RunningServer server, TestMission mission, int last)
    {
        var states = new List<string>();
        for (var sequence = 1; sequence <= last; sequence++)
        {
            states.Add((await server.GetAsync($"/api/v1/missions/M042/state/?at_sequence={sequence}", mission.Token)).ShouldBe(HttpStatusCode.OK).Body.GetProperty("state").GetRawText());
        }

        states.Add((await mission.StateAsync()).GetProperty("state").GetRawText());
        return states;
    }

    private static async Task<List<string>> EventsAsync(RunningServer server, TestMission mission)
        => [.. (await server.GetAsync("/api/v1/missions/M042/events/?limit=1000", mission.Token)).Body.GetProperty("events").EnumerateArray().Select(stored => stored.GetRawText())];
}
