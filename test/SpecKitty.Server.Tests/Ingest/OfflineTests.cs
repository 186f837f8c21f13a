using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using SpecKitty.Events.Collaboration;
using SpecKitty.Events.Envelope;
using SpecKitty.Events.Reduction;
using SpecKitty.Server.Missions;
using SpecKitty.Server.Projections;
using SpecKitty.Server.Storage;
using SpecKitty.Server.Tests.Hosting;

namespace SpecKitty.Server.Tests.Ingest;

/// <summary>The promises of <c>docs/contracts/offline.md</c>, one by one, on each kind of store.</summary>
public abstract class OfflineTests(HostedStore store) : HostedTests(store)
{
    private static readonly FocusTarget Package = new() { TargetType = FocusTargetType.WorkPackage, TargetId = "WP01" };

    [Fact]
    public async Task Timeout_WhileItWasOffline_LosesNothingAndRestoresWhatItDid()
    {
        var clock = new QuietClock();
        await using var server = await StartReapingAsync(clock);
        var mission = await TestMission.CreateAsync(server, await server.SignInNewAsync("ada"));
        var bot = await mission.JoinAsync("bot", "llm_context");
        await AcceptAsync(server, mission, Focus(mission, bot), Drive(mission, bot), Start(mission, bot, "s1"));
        var offline = new[] { mission.Comment(bot, "one"), End(mission, bot, "s1"), Start(mission, bot, "s2"), mission.Comment(bot, "two") };
        await TimeOutAsync(server, clock, mission);
        await server.RestartAsync();
        mission.Token = (await server.SignInAsync("ada")).Text("access")!;

        await AcceptAsync(server, mission, offline);

        var state = await StateAsync(mission);
        state.GetProperty("participants").TryGetProperty(bot, out _).ShouldBeTrue();
        state.GetProperty("active_drivers").EnumerateArray().Select(one => one.GetString()).ShouldBe([bot]);
        state.GetProperty("active_executions").GetProperty(bot).EnumerateArray().Select(step => step.GetString()).ShouldBe(["s2"]);
        await FoldsStrictlyAsync(server, mission);
        (await server.PostBatchAsync(mission.Token, offline)).Statuses.ShouldAllBe(status => status == "duplicate");
    }

    // The others have gone on: the timeout sorts before, among or after what was emitted offline.
    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(40)]
    public async Task Timeout_AtAnyClock_LosesNothing(int others)
    {
        var clock = new QuietClock();
        await using var server = await StartReapingAsync(clock);
        var mission = await TestMission.CreateAsync(server, await server.SignInNewAsync("ada"));
        var (ada, bot) = (await mission.JoinAsync(), await mission.JoinAsync("bot", "llm_context"));
        await AcceptAsync(server, mission, Start(mission, bot, "s1"));
        var behind = mission.Clock;
        var offline = new[] { Focus(mission, bot), Drive(mission, bot), End(mission, bot, "s1"), Start(mission, bot, "s2"), mission.Comment(bot, "two") };
        mission.Clock = behind;
        await AcceptAsync(server, mission, [.. Enumerable.Range(0, others).Select(i => mission.Comment(ada, $"{i}"))]);
        await TimeOutAsync(server, clock, mission);

        // In two posts, as a queue that is longer than a batch comes.
        await AcceptAsync(server, mission, offline[..2]);
        await AcceptAsync(server, mission, offline[2..]);

        var state = await StateAsync(mission);
        state.GetProperty("active_drivers").EnumerateArray().Select(one => one.GetString()).ShouldBe([bot]);
        state.GetProperty("active_executions").GetProperty(bot).EnumerateArray().Select(step => step.GetString()).ShouldBe(["s2"]);
        await FoldsStrictlyAsync(server, mission);
    }

    [Fact]
    public async Task Timeout_AndANewJoinAtAHigherClock_LosesNothingAndJoinsOnce()
    {
        var clock = new QuietClock();
        await using var server = await StartReapingAsync(clock);
        var mission = await TestMission.CreateAsync(server, await server.SignInNewAsync("ada"));
        var bot = await mission.JoinAsync("bot", "llm_context");
        await AcceptAsync(server, mission, Start(mission, bot, "s1"));
        var offline = new[] { mission.Comment(bot), mission.Comment(bot), mission.Comment(bot), End(mission, bot, "s1"), mission.Comment(bot) };
        await TimeOutAsync(server, clock, mission);
        (await RejoinAsync(server, mission, bot)).ShouldBe(HttpStatusCode.Created);

        await AcceptAsync(server, mission, offline);

        var state = await StateAsync(mission);
        state.GetProperty("participants").TryGetProperty(bot, out _).ShouldBeTrue();
        await FoldsStrictlyAsync(server, mission);
    }

    [Fact]
    public async Task OwnLeave_WhatWasEmittedBefore_IsAcceptedAndLeavesNoGhost()
    {
        var clock = new QuietClock();
        await using var server = await StartAsync(clock);
        var mission = await TestMission.CreateAsync(server, await server.SignInNewAsync("ada"));
        var bot = await mission.JoinAsync("bot", "llm_context");
        var token = await TokenAsync(server, mission, bot);
        await AcceptAsync(server, mission, Start(mission, bot, "s1"));
        var offline = new[] { mission.Comment(bot), mission.Comment(bot), End(mission, bot, "s1"), mission.Comment(bot) };
        (await server.PostAsync($"/api/v1/missions/M042/participants/{bot}/leave/", "", mission.Token)).ShouldBe(HttpStatusCode.OK);
        clock.Advance(TimeSpan.FromMinutes(10));
        var afterwards = mission.Comment(bot, "I am gone.");

        // The token delivers, and does nothing else any more.
        (await server.PostBatchAsync(token, offline[..2])).Statuses.ShouldBe(["success", "success"]);
        (await server.GetAsync("/api/v1/missions/M042/state/", token)).ShouldBe(HttpStatusCode.Forbidden);
        var rest = await server.PostBatchAsync(token, [.. offline[2..], afterwards]);

        rest.Statuses.ShouldBe(["success", "success", "rejected"]);
        rest.Code(2).ShouldBe("ADMISSION_DEPARTED_PARTICIPANT");
        (await StateAsync(mission)).GetProperty("participants").TryGetProperty(bot, out _).ShouldBeFalse();
        await FoldsStrictlyAsync(server, mission);

        // What helps by the words of the reason helps.
        (await RejoinAsync(server, mission, bot)).ShouldBe(HttpStatusCode.Created);
        await AcceptAsync(server, mission, afterwards);
        await FoldsStrictlyAsync(server, mission);
        (await server.GetAsync("/api/v1/missions/M042/state/", token)).ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("leave")]
    [InlineData("reap")]
    public async Task Removal_ByAPerson_IsFinalWhateverTheClockSays(string route)
    {
        var clock = new QuietClock();
        await using var server = await StartAsync(clock);
        var mission = await TestMission.CreateAsync(server, await server.SignInNewAsync("ada"));
        var boss = await server.SignInNewAsync("boss", role: TeamRole.Admin);
        var bot = await mission.JoinAsync("bot", "llm_context");
        var token = await TokenAsync(server, mission, bot);
        var (before, backdated) = (mission.Comment(bot, "before"), mission.Comment(bot, "backdated"));
        (await server.PostAsync($"/api/v1/missions/M042/participants/{bot}/{route}/", "", boss)).ShouldBe(HttpStatusCode.OK);
        await server.RestartAsync();

        var late = await server.PostBatchAsync(mission.Token, before, backdated);

        late.Statuses.ShouldBe(["rejected", "rejected"]);
        late.Code(0).ShouldBe("ADMISSION_REMOVED_PARTICIPANT");
        (await server.PostBatchAsync(token, before)).ShouldBe(HttpStatusCode.Unauthorized);
        (await RejoinAsync(server, mission, bot)).ShouldBe(HttpStatusCode.Created);
        mission.Clock += 10;
        (await server.PostBatchAsync(mission.Token, before, mission.Comment(bot, "new"))).Statuses.ShouldBe(["rejected", "success"]);
        await FoldsStrictlyAsync(server, mission);
    }

    [Fact]
    public async Task Removal_OfWhoTimedOutBefore_IsFinalToo()
    {
        var clock = new QuietClock();
        await using var server = await StartReapingAsync(clock);
        var mission = await TestMission.CreateAsync(server, await server.SignInNewAsync("ada"));
        await server.SignInNewAsync("boss", role: TeamRole.Admin);
        var bot = await mission.JoinAsync("bot", "llm_context");
        var offline = mission.Comment(bot);
        await TimeOutAsync(server, clock, mission);
        (await server.PostAsync($"/api/v1/missions/M042/participants/{bot}/leave/", "", (await server.SignInAsync("boss")).Text("access")!)).ShouldBe(HttpStatusCode.OK);

        (await server.PostBatchAsync(mission.Token, offline)).Code(0).ShouldBe("ADMISSION_REMOVED_PARTICIPANT");
    }

    [Fact]
    public async Task Timeout_OfAnother_DoesNotLetAnyoneElseIn()
    {
        var clock = new QuietClock();
        await using var server = await StartReapingAsync(clock);
        var mission = await TestMission.CreateAsync(server, await server.SignInNewAsync("ada"));
        await server.SignInNewAsync("bob");
        var bot = await mission.JoinAsync("bot", "llm_context");
        await TimeOutAsync(server, clock, mission);

        (await server.PostBatchAsync((await server.SignInAsync("bob")).Text("access")!, mission.Comment(bot))).Statuses.ShouldBe(["rejected"]);

        (await StateAsync(mission)).GetProperty("participants").TryGetProperty(bot, out _).ShouldBeFalse();
    }

    private static string Focus(TestMission mission, string bot) => mission.Emit(new FocusChangedPayload { ParticipantId = bot, MissionId = mission.MissionId, FocusTarget = Package });

    private static string Drive(TestMission mission, string bot) => mission.Emit(new DriveIntentSetPayload { ParticipantId = bot, MissionId = mission.MissionId, Intent = DriveIntent.Active });

    private static string Start(TestMission mission, string bot, string step) => mission.Emit(new PromptStepExecutionStartedPayload { ParticipantId = bot, MissionId = mission.MissionId, StepId = step });

    private static string End(TestMission mission, string bot, string step)
        => mission.Emit(new PromptStepExecutionCompletedPayload { ParticipantId = bot, MissionId = mission.MissionId, StepId = step, Outcome = StepOutcome.Success });

    private static async Task<JsonElement> StateAsync(TestMission mission) => (await mission.StateAsync()).GetProperty("state");

    private static async Task AcceptAsync(RunningServer server, TestMission mission, params string[] events)
    {
        if (events.Length > 0)
        {
            var answer = (await server.PostBatchAsync(mission.Token, events)).ShouldBe(HttpStatusCode.OK);
            answer.Statuses.ShouldAllBe(status => status == "success", answer.Body.ToString());
        }
    }

    private static Task<Answer> RejoinAsync(RunningServer server, TestMission mission, string bot)
        => server.PostAsync("/api/v1/missions/M042/participants/", JsonSerializer.Serialize(new { participant_id = bot }), mission.Token);

    private static async Task<string> TokenAsync(RunningServer server, TestMission mission, string bot)
        => (await server.PostAsync($"/api/v1/missions/M042/participants/{bot}/token/", "{}", mission.Token)).ShouldBe(HttpStatusCode.Created).Text("token")!;

    private static async Task TimeOutAsync(RunningServer server, QuietClock clock, TestMission mission)
    {
        clock.Advance(TimeSpan.FromMinutes(16));
        mission.Token = (await server.SignInAsync("ada")).Text("access")!;
        (await server.Services.GetRequiredService<ParticipantReaper>().ReapAsync(TestContext.Current.CancellationToken)).ShouldBe(1);
    }

    // The whole log, as any other implementation of the contract reads it.
    private static async Task FoldsStrictlyAsync(RunningServer server, TestMission mission)
    {
        var reader = new EventReader(EnvelopeRules.Ingest);
        var log = (await server.Log.ReadAsync(mission.Project, new EventQuery { MissionId = mission.MissionId })).Select(stored => reader.Read(stored.Envelope).ValueOrThrow()).ToList();

        var strict = CollaborationReducer.Reduce(log, ReductionMode.Strict);

        strict.Anomalies.ShouldBeEmpty();
        strict.ShouldBe(CollaborationReducer.Reduce(log.AsEnumerable().Reverse(), ReductionMode.Permissive));
    }

    private Task<RunningServer> StartReapingAsync(TimeProvider clock)
        => StartAsync(clock, options => options with { Presence = new PresenceOptions { ReapContextsAfter = TimeSpan.FromMinutes(15) } });
}

public sealed class OfflineOnSqliteTests() : OfflineTests(HostedStore.Sqlite);

public sealed class OfflineOnPostgresTests() : OfflineTests(HostedStore.Postgres);
