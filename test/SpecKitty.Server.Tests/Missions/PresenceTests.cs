using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using SpecKitty.Events.Collaboration;
using SpecKitty.Server.Missions;
using SpecKitty.Server.Projections;
using SpecKitty.Server.Storage;
using SpecKitty.Server.Tests.Hosting;

namespace SpecKitty.Server.Tests.Missions;

/// <summary>How the state of a mission tells about participants and warnings as time goes by, and who is ended for silence.</summary>
public abstract class PresenceTests(HostedStore store) : HostedTests(store)
{
    private static readonly PresenceOptions Reaping = new() { ReapContextsAfter = TimeSpan.FromMinutes(15) };

    [Fact]
    public async Task Liveness_ByTheServersClock_WhateverTheSendersSays()
    {
        var clock = new MovableClock();
        await using var server = await StartAsync(clock);
        var mission = await TestMission.CreateAsync(server, await server.SignInNewAsync("ada"));
        var ada = await mission.JoinAsync();
        (await PresenceOfAsync(mission, ada)).GetProperty("liveness").GetString().ShouldBe("unseen");

        await server.PostBatchAsync(mission.Token, Heartbeat(mission, ada).Replace("\"2026-", "\"2031-", StringComparison.Ordinal));

        (await PresenceOfAsync(mission, ada)).GetProperty("liveness").GetString().ShouldBe("alive");
        clock.Advance(TimeSpan.FromSeconds(45));
        (await PresenceOfAsync(mission, ada)).GetProperty("liveness").GetString().ShouldBe("stale");
        clock.Advance(TimeSpan.FromSeconds(75));
        (await PresenceOfAsync(mission, ada)).GetProperty("liveness").GetString().ShouldBe("gone");
        (await mission.StateAsync()).GetProperty("server_time").GetDateTimeOffset().ShouldBe(clock.GetUtcNow());
    }

    [Fact]
    public async Task Progress_StuckAndStep_AreThreeAnswers()
    {
        var clock = new MovableClock();
        await using var server = await StartAsync(clock, options => options with { Presence = new PresenceOptions { ReapContextsAfter = null } });
        var mission = await TestMission.CreateAsync(server, await server.SignInNewAsync("ada"));
        var bot = await mission.JoinAsync("bot", "llm_context");
        await server.PostBatchAsync(mission.Token, Start(mission, bot), Heartbeat(mission, bot));

        var working = await PresenceOfAsync(mission, bot);
        working.GetProperty("is_progressing").GetBoolean().ShouldBeTrue();
        working.GetProperty("oldest_step").GetProperty("step_id").GetString().ShouldBe("s1");
        working.GetProperty("stuck").ValueKind.ShouldBe(JsonValueKind.Null);
        clock.Advance(TimeSpan.FromMinutes(14));
        mission.Token = (await server.SignInAsync("ada")).Text("access")!;
        await server.PostBatchAsync(mission.Token, End(mission, bot), Heartbeat(mission, bot));
        clock.Advance(TimeSpan.FromMinutes(14));
        mission.Token = (await server.SignInAsync("ada")).Text("access")!;
        await server.PostBatchAsync(mission.Token, Heartbeat(mission, bot));
        (await PresenceOfAsync(mission, bot)).GetProperty("stuck").ValueKind.ShouldBe(JsonValueKind.Null);
        clock.Advance(TimeSpan.FromMinutes(1));
        await server.PostBatchAsync(mission.Token, Heartbeat(mission, bot));
        (await PresenceOfAsync(mission, bot)).GetProperty("stuck").GetString().ShouldBe("no_progress");
        await server.PostBatchAsync(mission.Token, Start(mission, bot));
        clock.Advance(TimeSpan.FromMinutes(30));
        mission.Token = (await server.SignInAsync("ada")).Text("access")!;

        var stuck = await PresenceOfAsync(mission, bot);

        stuck.GetProperty("stuck").GetString().ShouldBe("step_running_long");
        stuck.GetProperty("stuck_since").GetDateTimeOffset().ShouldBe(clock.GetUtcNow());
        stuck.GetProperty("is_progressing").GetBoolean().ShouldBeFalse();
    }

    [Fact]
    public async Task Warning_ThatNobodyAnswers_IsOverdueInItsTime()
    {
        var clock = new MovableClock();
        await using var server = await StartAsync(clock);
        var mission = await TestMission.CreateAsync(server, await server.SignInNewAsync("ada"));
        var (ada, bot) = (await mission.JoinAsync(), await mission.JoinAsync("bot", "llm_context"));
        await server.PostBatchAsync(mission.Token, Start(mission, ada), Start(mission, bot));

        var open = (await mission.StateAsync()).GetProperty("warning_standings")[0];
        open.GetProperty("standing").GetString().ShouldBe("open");
        open.GetProperty("is_overdue").GetBoolean().ShouldBeFalse();
        open.GetProperty("due_at").GetDateTimeOffset().ShouldBe(clock.GetUtcNow().AddMinutes(10));
        clock.Advance(TimeSpan.FromMinutes(10));
        (await mission.StateAsync()).GetProperty("warning_standings")[0].GetProperty("is_overdue").GetBoolean().ShouldBeTrue();
    }

    [Fact]
    public async Task Past_IsJudgedAsOfThen()
    {
        var clock = new MovableClock();
        await using var server = await StartAsync(clock);
        var mission = await TestMission.CreateAsync(server, await server.SignInNewAsync("ada"));
        var ada = await mission.JoinAsync();
        await server.PostBatchAsync(mission.Token, Heartbeat(mission, ada));
        var then = clock.GetUtcNow();
        clock.Advance(TimeSpan.FromMinutes(5));

        var past = (await server.GetAsync("/api/v1/missions/M042/state/?at_sequence=2", mission.Token)).ShouldBe(HttpStatusCode.OK).Body;

        past.GetProperty("as_of").GetDateTimeOffset().ShouldBe(then);
        past.GetProperty("presence").GetProperty(ada).GetProperty("liveness").GetString().ShouldBe("alive");
        (await PresenceOfAsync(mission, ada)).GetProperty("liveness").GetString().ShouldBe("gone");
    }

    [Fact]
    public async Task Thresholds_AsConfigured_AreTold()
    {
        await using var server = await StartAsync(adjust: options => options with
        {
            Presence = new PresenceOptions { Thresholds = new() { StaleAfter = TimeSpan.FromSeconds(7) }, WarningDue = TimeSpan.FromMinutes(3) },
        });
        var mission = await TestMission.CreateAsync(server, await server.SignInNewAsync("ada"));

        var thresholds = (await mission.StateAsync()).GetProperty("thresholds");

        thresholds.GetProperty("stale_after_seconds").GetDouble().ShouldBe(7);
        thresholds.GetProperty("warning_due_seconds").GetDouble().ShouldBe(180);
        thresholds.GetProperty("heartbeat_seconds").GetDouble().ShouldBe(15);
    }

    [Fact]
    public async Task Reap_AContextThatIsSilent_EndsItAndNoPerson()
    {
        var clock = new QuietClock();
        await using var server = await StartAsync(clock, options => options with { Presence = Reaping });
        var mission = await TestMission.CreateAsync(server, await server.SignInNewAsync("ada"));
        var ada = await mission.JoinAsync();
        var (silent, busy) = (await mission.JoinAsync("silent", "llm_context"), await mission.JoinAsync("busy", "llm_context"));
        var reaper = server.Services.GetRequiredService<ParticipantReaper>();
        (await reaper.ReapAsync(TestContext.Current.CancellationToken)).ShouldBe(0);
        clock.Advance(TimeSpan.FromMinutes(14));
        await server.PostBatchAsync(mission.Token, mission.Comment(busy));
        clock.Advance(TimeSpan.FromMinutes(1));
        mission.Token = (await server.SignInAsync("ada")).Text("access")!;

        (await reaper.ReapAsync(TestContext.Current.CancellationToken)).ShouldBe(1);
        (await reaper.ReapAsync(TestContext.Current.CancellationToken)).ShouldBe(0);

        var state = (await mission.StateAsync()).GetProperty("state");
        state.GetProperty("participants").EnumerateObject().Select(entry => entry.Name).ShouldBe(new[] { ada, busy }.Order(StringComparer.Ordinal));
        var left = (await server.Log.ReadAsync(mission.Project, new EventQuery { EventTypes = ["ParticipantLeft"] })).ShouldHaveSingleItem();
        left.Principal.ShouldBe("server");
        using var envelope = JsonDocument.Parse(left.Envelope);
        envelope.RootElement.GetProperty("payload").GetProperty("reason").GetString().ShouldBe("timeout");

        var again = await server.PostAsync("/api/v1/missions/M042/participants/", JsonSerializer.Serialize(new { participant_id = silent }), mission.Token);
        again.ShouldBe(HttpStatusCode.Created);
        (await reaper.ReapAsync(TestContext.Current.CancellationToken)).ShouldBe(0);
    }

    [Fact]
    public async Task Reap_People_OnlyWhenThatIsConfigured()
    {
        var clock = new QuietClock();
        await using var server = await StartAsync(clock, options => options with { Presence = new PresenceOptions { ReapPeopleAfter = TimeSpan.FromHours(1), ReapContextsAfter = null } });
        var mission = await TestMission.CreateAsync(server, await server.SignInNewAsync("ada"));
        await mission.JoinAsync();
        await mission.JoinAsync("bot", "llm_context");
        clock.Advance(TimeSpan.FromHours(1));

        (await server.Services.GetRequiredService<ParticipantReaper>().ReapAsync(TestContext.Current.CancellationToken)).ShouldBe(1);
    }

    [Fact]
    public async Task Reap_AfterARestart_FindsWhoVanishedBefore()
    {
        var clock = new QuietClock();
        await using var server = await StartAsync(clock, options => options with { Presence = Reaping });
        var mission = await TestMission.CreateAsync(server, await server.SignInNewAsync("ada"));
        await mission.JoinAsync("bot", "llm_context");
        await server.RestartAsync();
        clock.Advance(TimeSpan.FromHours(3));

        (await server.Services.GetRequiredService<ParticipantReaper>().ReapAsync(TestContext.Current.CancellationToken)).ShouldBe(1);
    }

    [Fact]
    public async Task Reap_AnImportedHistory_IsLeftAsItWas()
    {
        var clock = new QuietClock();
        await using var server = await StartAsync(clock, options => options with { Presence = Reaping });
        var mission = await TestMission.CreateAsync(server, await server.SignInNewAsync("ada", role: TeamRole.Admin));
        var importer = (await server.PostAsync("/api/v1/tokens/", """{"name": "replay", "rights": ["read", "import"]}""", mission.Token)).ShouldBe(HttpStatusCode.Created).Text("token")!;
        await server.PostBatchAsync(importer, mission.Emit(new ParticipantJoinedPayload
        {
            ParticipantId = "c-old",
            MissionId = mission.MissionId,
            ParticipantIdentity = new ParticipantIdentity { ParticipantId = "c-old", ParticipantType = ParticipantType.LlmContext },
        }));
        clock.Advance(TimeSpan.FromHours(1));

        (await server.Services.GetRequiredService<ParticipantReaper>().ReapAsync(TestContext.Current.CancellationToken)).ShouldBe(0);
    }

    [Fact]
    public async Task Temperature_OfAList_IsToldWhenItIsAskedFor()
    {
        var clock = new MovableClock();
        await using var server = await StartAsync(clock);
        var mission = await TestMission.CreateAsync(server, await server.SignInNewAsync("ada"));
        var (ada, bot) = (await mission.JoinAsync(), await mission.JoinAsync("bot", "llm_context"));
        await server.PostBatchAsync(mission.Token, Start(mission, ada), Start(mission, bot));
        var last = clock.GetUtcNow();
        await TestMission.CreateAsync(server, mission.Token, "M043", mission.Project);
        clock.Advance(TimeSpan.FromMinutes(1));

        (await server.GetAsync("/api/v1/missions/", mission.Token)).Body.GetProperty("temperatures").ValueKind.ShouldBe(JsonValueKind.Null);
        for (var round = 0; round < 2; round++)
        {
            var temperatures = (await server.GetAsync("/api/v1/missions/?temperature=1", mission.Token)).ShouldBe(HttpStatusCode.OK).Body.GetProperty("temperatures").EnumerateArray().ToDictionary(entry => entry.GetProperty("mission_id").GetString()!);
            var warm = temperatures["M042"];
            warm.GetProperty("last_activity_at").GetDateTimeOffset().ShouldBe(last);
            warm.GetProperty("participants").GetInt32().ShouldBe(2);
            warm.GetProperty("open_warnings").GetInt32().ShouldBe(1);
            warm.GetProperty("running_steps").GetInt32().ShouldBe(2);
            temperatures["M043"].GetProperty("last_activity_at").ValueKind.ShouldBe(JsonValueKind.Null);
            temperatures["M043"].GetProperty("participants").GetInt32().ShouldBe(0);
        }

        await server.PostBatchAsync(mission.Token, End(mission, bot));
        (await server.GetAsync("/api/v1/missions/?temperature=1", mission.Token)).Body.GetProperty("temperatures").EnumerateArray().Single(entry => entry.GetProperty("mission_id").GetString() == "M042").GetProperty("running_steps").GetInt32().ShouldBe(1);
    }

    [Fact]
    public async Task Temperature_OfManyThatHaveChanged_IsToldByAndBy()
    {
        await using var server = await StartAsync();
        var token = await server.SignInNewAsync("ada");
        var project = Guid.NewGuid();
        const int Many = MissionSummaries.MostLooks + 5;
        for (var number = 0; number < Many; number++)
        {
            await (await TestMission.CreateAsync(server, token, $"M{number:D3}", project)).JoinAsync();
        }

        (await KnownAsync()).ShouldBe(MissionSummaries.MostLooks);
        (await KnownAsync()).ShouldBe(Many);

        async Task<int> KnownAsync()
            => (await server.GetAsync("/api/v1/missions/?temperature=1", token)).Body.GetProperty("temperatures").EnumerateArray().Count(entry => entry.GetProperty("participants").ValueKind == JsonValueKind.Number);
    }

    private static string Heartbeat(TestMission mission, string participant) => mission.Emit(new PresenceHeartbeatPayload { ParticipantId = participant, MissionId = mission.MissionId });

    private static string Start(TestMission mission, string participant) => mission.Emit(new PromptStepExecutionStartedPayload { ParticipantId = participant, MissionId = mission.MissionId, StepId = "s1" });

    private static string End(TestMission mission, string participant)
        => mission.Emit(new PromptStepExecutionCompletedPayload { ParticipantId = participant, MissionId = mission.MissionId, StepId = "s1", Outcome = StepOutcome.Success });

    private static async Task<JsonElement> PresenceOfAsync(TestMission mission, string participant) => (await mission.StateAsync()).GetProperty("presence").GetProperty(participant);
}

public sealed class PresenceOnSqliteTests() : PresenceTests(HostedStore.Sqlite);

public sealed class PresenceOnPostgresTests() : PresenceTests(HostedStore.Postgres);
