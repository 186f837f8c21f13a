using System.Net;
using System.Text.Json;
using SpecKitty.Events.Collaboration;
using SpecKitty.Events.Collaboration.Warnings;
using SpecKitty.Events.Envelope;
using SpecKitty.Server.Storage;
using SpecKitty.Server.Tests.Hosting;

namespace SpecKitty.Server.Tests.Ingest;

/// <summary>The warnings that the server derives from what is posted.</summary>
public abstract class DerivedWarningTests(HostedStore store) : HostedTests(store)
{
    private static readonly FocusTarget Target = new() { TargetType = FocusTargetType.WorkPackage, TargetId = "WP01" };

    [Fact]
    public async Task Drivers_OnOneTarget_AreWarnedOfRightBehindTheCause()
    {
        await using var server = await StartAsync();
        var mission = await TestMission.CreateAsync(server, await server.SignInNewAsync("ada"));
        var (ada, grace) = (await mission.JoinAsync(), await mission.JoinAsync("Grace", token: await server.SignInNewAsync("grace")));
        var graces = (await server.SignInAsync("grace")).Text("access")!;
        await server.PostBatchAsync(mission.Token, Focus(mission, ada), Drive(mission, ada));

        var answer = await server.PostBatchAsync(graces, Focus(mission, grace), Drive(mission, grace), mission.Comment(grace));

        answer.Statuses.ShouldBe(["success", "success", "success"]);
        var log = await LogAsync(server, mission);
        log.Select(stored => stored.Sequence).ShouldBe(Enumerable.Range(1, log.Count).Select(number => (long)number));
        var at = log.FindIndex(stored => stored.EventType == "ConcurrentDriverWarning");
        log[at - 1].EventType.ShouldBe("DriveIntentSet");
        var (cause, told) = (Read(log[at - 1]), Read(log[at]));
        log[at].Principal.ShouldBe("server");
        told.CausationId.ShouldBe(cause.EventId);
        told.CorrelationId.ShouldBe(mission.Run);
        told.LamportClock.ShouldBe(cause.LamportClock + 1);
        told.NodeId.ShouldBe("speckitty-server");
        answer.Body.GetProperty("missions")[0].GetProperty("lamport_clock").GetInt64().ShouldBe(log.Max(stored => stored.LamportClock));
        var entry = (await mission.StateAsync()).GetProperty("state").GetProperty("warnings").EnumerateArray().ShouldHaveSingleItem();
        entry.GetProperty("participant_ids").EnumerateArray().Select(id => id.GetString()).ShouldBe(new[] { ada, grace }.Order(StringComparer.Ordinal));
        entry.GetProperty("severity").GetString().ShouldBe("warning");
        WarningDetection.Derive(log.Select(Read)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Steps_OfOnePersonsContexts_AreGoodToKnow()
    {
        await using var server = await StartAsync();
        var mission = await TestMission.CreateAsync(server, await server.SignInNewAsync("ada"));
        var (one, other) = (await mission.JoinAsync("claude-1", "llm_context"), await mission.JoinAsync("claude-2", "llm_context"));

        (await server.PostBatchAsync(mission.Token, Start(mission, one), Start(mission, other))).Statuses.ShouldBe(["success", "success"]);

        var entry = (await mission.StateAsync()).GetProperty("state").GetProperty("warnings").EnumerateArray().ShouldHaveSingleItem();
        entry.GetProperty("warning_type").GetString().ShouldBe("PotentialStepCollisionDetected");
        entry.GetProperty("severity").GetString().ShouldBe("info");
        entry.GetProperty("wp_id").GetString().ShouldBe("WP01");
    }

    [Fact]
    public async Task Post_SentAgain_WarnsNotAgain()
    {
        await using var server = await StartAsync();
        var mission = await TestMission.CreateAsync(server, await server.SignInNewAsync("ada"));
        var (ada, bot) = (await mission.JoinAsync(), await mission.JoinAsync("bot", "llm_context"));
        string[] batch = [Start(mission, ada), Start(mission, bot)];
        await server.PostBatchAsync(mission.Token, batch);
        var before = await LogAsync(server, mission);

        (await server.PostBatchAsync(mission.Token, batch)).Statuses.ShouldBe(["duplicate", "duplicate"]);

        (await LogAsync(server, mission)).Count.ShouldBe(before.Count);
    }

    [Fact]
    public async Task Restart_BetweenTheTwoWhoOverlap_WarnsAllTheSame()
    {
        await using var server = await StartAsync();
        var mission = await TestMission.CreateAsync(server, await server.SignInNewAsync("ada"));
        var (ada, bot) = (await mission.JoinAsync(), await mission.JoinAsync("bot", "llm_context"));
        await server.PostBatchAsync(mission.Token, Start(mission, ada));
        await server.RestartAsync();

        await server.PostBatchAsync(mission.Token, Start(mission, bot));
        await server.RestartAsync();
        await server.PostBatchAsync(mission.Token, Start(mission, ada));

        (await mission.StateAsync()).GetProperty("state").GetProperty("warnings").GetArrayLength().ShouldBe(1);
    }

    [Fact]
    public async Task Warning_OfAClient_IsNotRepeatedByTheServer()
    {
        await using var server = await StartAsync();
        var mission = await TestMission.CreateAsync(server, await server.SignInNewAsync("ada"));
        var (ada, bot) = (await mission.JoinAsync(), await mission.JoinAsync("bot", "llm_context"));
        var theirs = mission.Emit(new ConcurrentDriverWarningPayload { WarningId = "theirs", MissionId = mission.MissionId, ParticipantIds = [bot, ada], FocusTarget = Target, Severity = WarningSeverity.Warning });

        await server.PostBatchAsync(mission.Token, theirs, Focus(mission, ada), Drive(mission, ada), Focus(mission, bot), Drive(mission, bot));

        (await mission.StateAsync()).GetProperty("state").GetProperty("warnings").EnumerateArray().ShouldHaveSingleItem().GetProperty("warning_id").GetString().ShouldBe("theirs");
    }

    // Whoever knows the rules can work out the id of a warning that is to come; that must not stop anybody's post.
    [Fact]
    public async Task EventId_ThatSomebodyHasUsedForSomethingElse_IsReplaced()
    {
        await using var server = await StartAsync();
        var mission = await TestMission.CreateAsync(server, await server.SignInNewAsync("ada"));
        var (ada, bot) = (await mission.JoinAsync(), await mission.JoinAsync("bot", "llm_context"));
        var (first, second) = (Start(mission, ada), Start(mission, bot));
        var joins = (await LogAsync(server, mission)).Select(Read);
        var reader = new EventReader();
        var coming = WarningDetection.Derive([.. joins, reader.Read(first).ValueOrThrow(), reader.Read(second).ValueOrThrow()]).ShouldHaveSingleItem();
        var squatted = coming.ToEvent("test", coming.Cause.LamportClock + 1, coming.Cause.Timestamp).EventId.ToString();
        var comment = mission.Comment(ada);
        using var document = JsonDocument.Parse(comment);
        var squatter = comment.Replace(document.RootElement.GetProperty("event_id").GetString()!, squatted, StringComparison.Ordinal);

        var answer = await server.PostBatchAsync(mission.Token, first, squatter, second);

        answer.Statuses.ShouldBe(["success", "success", "success"]);
        var warning = (await LogAsync(server, mission)).Single(stored => stored.EventType == "PotentialStepCollisionDetected");
        warning.EventId.ShouldNotBe(squatted);
        Read(warning).EventId.IsUlid.ShouldBeTrue();
        (await mission.StateAsync()).GetProperty("state").GetProperty("warnings")[0].GetProperty("warning_id").GetString().ShouldBe(coming.WarningId);
        await server.PostBatchAsync(mission.Token, Start(mission, ada));
        (await mission.StateAsync()).GetProperty("state").GetProperty("warnings").GetArrayLength().ShouldBe(1);
    }

    // What one transaction wrote is all there or not at all: no reader ever sees a cause whose warning is missing.
    [Fact]
    public async Task Readers_WhileWarningsAreMade_SeeNoCauseWithoutItsWarning()
    {
        await using var server = await StartAsync();
        var mission = await TestMission.CreateAsync(server, await server.SignInNewAsync("ada"));
        var (ada, bot) = (await mission.JoinAsync(), await mission.JoinAsync("bot", "llm_context"));
        using var end = new CancellationTokenSource();
        var reading = Task.Run(async () =>
        {
            while (!end.IsCancellationRequested)
            {
                WarningDetection.Derive((await LogAsync(server, mission)).Select(Read)).ShouldBeEmpty();
            }
        });

        for (var round = 0; round < 20; round++)
        {
            (await server.PostBatchAsync(mission.Token, Start(mission, ada, $"s{round}", null), Start(mission, bot, $"s{round}", null))).Statuses.ShouldBe(["success", "success"]);
        }

        await end.CancelAsync();
        await reading;
        (await mission.StateAsync()).GetProperty("state").GetProperty("warnings").GetArrayLength().ShouldBe(20);
    }

    [Fact]
    public async Task Import_OfAMission_DerivesNothing()
    {
        await using var server = await StartAsync();
        var mission = await TestMission.CreateAsync(server, await server.SignInNewAsync("ada", role: TeamRole.Admin));
        var importer = (await server.PostAsync("/api/v1/tokens/", """{"name": "replay", "rights": ["read", "import"]}""", mission.Token)).ShouldBe(HttpStatusCode.Created).Text("token")!;

        await server.PostBatchAsync(importer, Joined(mission, "p-a"), Joined(mission, "p-b"), Start(mission, "p-a"), Start(mission, "p-b"));

        (await mission.StateAsync()).GetProperty("state").GetProperty("warnings").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task Acknowledgement_OfADerivedWarning_SettlesItForItsParticipant()
    {
        await using var server = await StartAsync();
        var mission = await TestMission.CreateAsync(server, await server.SignInNewAsync("ada"));
        var (ada, bot) = (await mission.JoinAsync(), await mission.JoinAsync("bot", "llm_context"));
        await server.PostBatchAsync(mission.Token, Start(mission, ada), Start(mission, bot));
        var warning = (await mission.StateAsync()).GetProperty("state").GetProperty("warnings")[0].GetProperty("warning_id").GetString()!;
        mission.Clock++;

        await server.PostBatchAsync(mission.Token, mission.Emit(new WarningAcknowledgedPayload { ParticipantId = bot, MissionId = mission.MissionId, WarningId = warning, Acknowledgement = Acknowledgement.Defer }));

        var standing = (await mission.StateAsync()).GetProperty("warning_standings")[0];
        standing.GetProperty("standing").GetString().ShouldBe("partly_acknowledged");
        standing.GetProperty("awaiting").EnumerateArray().Select(id => id.GetString()).ShouldBe([ada]);
    }

    private static string Focus(TestMission mission, string participant) => mission.Emit(new FocusChangedPayload { ParticipantId = participant, MissionId = mission.MissionId, FocusTarget = Target });

    private static string Drive(TestMission mission, string participant) => mission.Emit(new DriveIntentSetPayload { ParticipantId = participant, MissionId = mission.MissionId, Intent = DriveIntent.Active });

    private static string Start(TestMission mission, string participant, string step = "s1", string? workPackage = "WP01")
        => mission.Emit(new PromptStepExecutionStartedPayload { ParticipantId = participant, MissionId = mission.MissionId, StepId = step, WpId = workPackage });

    private static string Joined(TestMission mission, string participant) => mission.Emit(new ParticipantJoinedPayload
    {
        ParticipantId = participant,
        MissionId = mission.MissionId,
        ParticipantIdentity = new ParticipantIdentity { ParticipantId = participant, ParticipantType = ParticipantType.Human },
    });

    private static async Task<List<StoredEvent>> LogAsync(RunningServer server, TestMission mission) => [.. await server.Log.ReadAsync(mission.Project, new EventQuery())];

    private static Event Read(StoredEvent stored) => new EventReader().Read(stored.Envelope).ValueOrThrow();
}

public sealed class DerivedWarningOnSqliteTests() : DerivedWarningTests(HostedStore.Sqlite);

public sealed class DerivedWarningOnPostgresTests() : DerivedWarningTests(HostedStore.Postgres);
