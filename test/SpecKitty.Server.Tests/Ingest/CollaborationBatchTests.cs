using System.Net;
using SpecKitty.Events.Collaboration;
using SpecKitty.Events.Lifecycle;
using SpecKitty.Server.Tests.Hosting;

namespace SpecKitty.Server.Tests.Ingest;

/// <summary>What a mission admits, through the batch endpoint.</summary>
public abstract class CollaborationBatchTests(HostedStore store) : HostedTests(store)
{
    [Fact]
    public async Task Batch_UnknownParticipant_IsRejectedAndItsNeighboursStored()
    {
        await using var server = await StartAsync();
        var mission = await TestMission.CreateAsync(server, await server.SignInNewAsync("ada"));
        var ada = await mission.JoinAsync();

        var answer = await server.PostBatchAsync(mission.Token, mission.Comment(ada), mission.Comment("nobody"), mission.Comment(ada));

        answer.ShouldBe(HttpStatusCode.OK).Statuses.ShouldBe(["success", "rejected", "success"]);
        answer.Error(1).ShouldContain("nobody");
        var state = await mission.StateAsync();
        state.GetProperty("state").GetProperty("comments").GetArrayLength().ShouldBe(2);
        state.GetProperty("state").GetProperty("anomalies").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task Batch_ClockBeforeTheJoin_IsRejectedWithWhatHelps()
    {
        await using var server = await StartAsync();
        var mission = await TestMission.CreateAsync(server, await server.SignInNewAsync("ada"));
        var ada = await mission.JoinAsync();
        mission.Clock = -1;

        var answer = await server.PostBatchAsync(mission.Token, mission.Comment(ada));

        answer.Statuses.ShouldBe(["rejected"]);
        answer.Error(0).ShouldContain("clock");
        answer.Body.GetProperty("lamport_clock").GetInt64().ShouldBe(1);
    }

    [Theory]
    [InlineData(long.MaxValue)]
    [InlineData(1L << 41)]
    public async Task Batch_ClockThatLeavesNoRoom_IsRejectedAndTheMissionGoesOn(long clock)
    {
        await using var server = await StartAsync();
        var mission = await TestMission.CreateAsync(server, await server.SignInNewAsync("ada"));
        var ada = await mission.JoinAsync();
        mission.Clock = clock - 1;
        var comment = mission.Comment(ada);
        mission.Clock = clock - 1;
        var phase = mission.Emit(new PhaseEnteredPayload { MissionId = mission.MissionId, PhaseName = "plan", Actor = "a" });
        mission.Clock = 1;

        var answer = await server.PostBatchAsync(mission.Token, comment, phase, mission.Comment(ada));

        answer.Statuses.ShouldBe(["rejected", "rejected", "success"]);
        answer.Error(0).ShouldContain("ahead of the project, whose greatest clock is");
        await mission.JoinAsync("Grace");
        mission.Clock.ShouldBe(3);
    }

    [Fact]
    public async Task Batch_AsSomebodyElsesParticipant_IsRejected()
    {
        await using var server = await StartAsync();
        var mission = await TestMission.CreateAsync(server, await server.SignInNewAsync("ada"));
        var ada = await mission.JoinAsync();
        var grace = await server.SignInNewAsync("grace");

        var answer = await server.PostBatchAsync(grace, mission.Comment(ada));

        answer.Statuses.ShouldBe(["rejected"]);
        answer.Error(0).ShouldContain("bound to another principal");
    }

    [Fact]
    public async Task Batch_WarningFromAnOutsider_IsRejectedAndFromAParticipantTakenIn()
    {
        await using var server = await StartAsync();
        var mission = await TestMission.CreateAsync(server, await server.SignInNewAsync("ada"));
        var ada = await mission.JoinAsync();
        var context = await mission.JoinAsync("claude-1", "llm_context");
        var grace = await server.SignInNewAsync("grace");
        var warning = mission.Emit(new ConcurrentDriverWarningPayload
        {
            WarningId = "w",
            MissionId = mission.MissionId,
            ParticipantIds = [ada, context],
            FocusTarget = new FocusTarget { TargetType = FocusTargetType.WorkPackage, TargetId = "WP01" },
            Severity = WarningSeverity.Info,
        });

        (await server.PostBatchAsync(grace, warning)).Statuses.ShouldBe(["rejected"]);
        (await server.PostBatchAsync(mission.Token, warning)).Statuses.ShouldBe(["success"]);
    }

    [Fact]
    public async Task Batch_LifecycleOfParticipants_IsTheServersToEmit()
    {
        await using var server = await StartAsync();
        var mission = await TestMission.CreateAsync(server, await server.SignInNewAsync("ada"));
        var ada = await mission.JoinAsync();
        var identity = new ParticipantIdentity { ParticipantId = "p", ParticipantType = ParticipantType.Human };

        var answer = await server.PostBatchAsync(
            mission.Token,
            mission.Emit(new ParticipantInvitedPayload { ParticipantId = "p", ParticipantIdentity = identity, InvitedBy = ada, MissionId = mission.MissionId }),
            mission.Emit(new ParticipantJoinedPayload { ParticipantId = "p", ParticipantIdentity = identity, MissionId = mission.MissionId }),
            mission.Emit(new ParticipantLeftPayload { ParticipantId = ada, MissionId = mission.MissionId }));

        answer.Statuses.ShouldBe(["rejected", "rejected", "rejected"]);
        answer.Error(1).ShouldContain("join with POST");
        answer.Error(2).ShouldContain("leave with POST");
    }

    [Fact]
    public async Task Batch_UnknownMissionOrWrongAggregate_IsRejected()
    {
        await using var server = await StartAsync();
        var mission = await TestMission.CreateAsync(server, await server.SignInNewAsync("ada"));
        var ada = await mission.JoinAsync();
        var unknown = mission.Emit(new CommentPostedPayload { ParticipantId = ada, MissionId = "M000", CommentId = "c", Content = "x" });
        var wrong = mission.Comment(ada).Replace("mission/M042", "M042", StringComparison.Ordinal);

        var answer = await server.PostBatchAsync(mission.Token, unknown, wrong);

        answer.Statuses.ShouldBe(["rejected", "rejected"]);
        answer.Error(0).ShouldContain("M000");
        answer.Error(1).ShouldContain("aggregate_id");
    }
}

public sealed class CollaborationBatchOnSqliteTests() : CollaborationBatchTests(HostedStore.Sqlite);

public sealed class CollaborationBatchOnPostgresTests() : CollaborationBatchTests(HostedStore.Postgres);
