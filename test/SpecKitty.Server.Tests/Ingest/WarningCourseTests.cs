using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using SpecKitty.Events.Collaboration;
using SpecKitty.Events.Collaboration.Warnings;
using SpecKitty.Events.Envelope;
using SpecKitty.Server.Missions;
using SpecKitty.Server.Projections;
using SpecKitty.Server.Storage;
using SpecKitty.Server.Tests.Hosting;

namespace SpecKitty.Server.Tests.Ingest;

/// <summary>How the server warns as a mission goes on: who joins a set, moves, comes late, vanishes and returns, and who warns beside it.</summary>
public abstract class WarningCourseTests(HostedStore store) : HostedTests(store)
{
    [Fact]
    public async Task Drivers_AThirdOneJoining_IsASetOfItsOwnAndToldOnce()
    {
        await using var server = await StartAsync();
        var mission = await TestMission.CreateAsync(server, await server.SignInNewAsync("ada"));
        var (one, two, three) = (await mission.JoinAsync("one"), await mission.JoinAsync("two"), await mission.JoinAsync("three"));
        await PostAsync(server, mission, [.. DriveOn(mission, one, "WP01"), .. DriveOn(mission, two, "WP01")]);
        var first = (await WarningsAsync(mission)).ShouldHaveSingleItem();
        Texts(first, "participant_ids").ShouldBe(Set(one, two).Split(','));
        await PostAsync(server, mission, DriveOn(mission, three, "WP01"));

        await PostAsync(server, mission, [Drive(mission, three, isActive: false), Drive(mission, three), Drive(mission, two, isActive: false), Drive(mission, two)]);

        Texts((await WarningsAsync(mission)).ShouldHaveSingleItem(), "participant_ids").ShouldBe(Set(one, two, three).Split(','));
        var superseded = (await mission.StateAsync()).GetProperty("superseded_warnings");
        superseded.GetProperty("count").GetInt32().ShouldBe(1);
        Texts(superseded, "warning_ids").ShouldBe([first.GetProperty("warning_id").GetString()!]);
        (await LogAsync(server, mission)).Count(stored => stored.EventType == "ConcurrentDriverWarning").ShouldBe(2);
    }

    [Fact]
    public async Task Focus_ChangedWhileDriving_IsWarnedOfWhereItGoes()
    {
        await using var server = await StartAsync();
        var mission = await TestMission.CreateAsync(server, await server.SignInNewAsync("ada"));
        var (ada, bot) = (await mission.JoinAsync(), await mission.JoinAsync("bot"));
        await PostAsync(server, mission, [.. DriveOn(mission, ada, "WP01"), .. DriveOn(mission, bot, "WP02")]);
        (await WarningsAsync(mission)).ShouldBeEmpty();

        await PostAsync(server, mission, [Focus(mission, bot, "WP01"), Focus(mission, bot, "WP03"), Focus(mission, ada, "WP03")]);

        (await WarningsAsync(mission)).Select(warning => warning.GetProperty("focus_target").GetProperty("target_id").GetString()).ShouldBe(["WP01", "WP03"]);
    }

    [Fact]
    public async Task Drivers_TwoContextsOfOnePerson_AreGoodToKnow()
    {
        await using var server = await StartAsync();
        var mission = await TestMission.CreateAsync(server, await server.SignInNewAsync("ada"));
        var (one, other) = (await mission.JoinAsync("claude-1", "llm_context"), await mission.JoinAsync("claude-2", "llm_context"));
        var grace = await server.SignInNewAsync("grace");
        var theirs = await mission.JoinAsync("Grace", token: grace);

        await PostAsync(server, mission, [.. DriveOn(mission, one, "WP01"), .. DriveOn(mission, other, "WP01")]);
        (await WarningsAsync(mission)).Select(warning => warning.GetProperty("severity").GetString()).ShouldBe(["info"]);
        (await server.PostBatchAsync(grace, DriveOn(mission, theirs, "WP01"))).Statuses.ShouldBe(["success", "success"]);

        (await WarningsAsync(mission)).Select(warning => warning.GetProperty("severity").GetString()).ShouldBe(["warning"]);
    }

    // Out of a queue that was filled offline, before the others went on.
    [Fact]
    public async Task Late_AnEventWithALowClock_IsWarnedOfBehindAllThatTheMissionHasSeen()
    {
        await using var server = await StartAsync();
        var mission = await TestMission.CreateAsync(server, await server.SignInNewAsync("ada"));
        var (ada, bot) = (await mission.JoinAsync(), await mission.JoinAsync("bot"));
        var joined = mission.Clock;
        await PostAsync(server, mission, [.. DriveOn(mission, ada, "WP01"), mission.Comment(ada), mission.Comment(ada), mission.Comment(ada)]);
        var newest = mission.Clock;
        mission.Clock = joined;

        await PostAsync(server, mission, DriveOn(mission, bot, "WP01"));

        var log = await LogAsync(server, mission);
        var (cause, told) = (Read(log[^2]), Read(log[^1]));
        (told.EventType, told.CausationId, told.LamportClock).ShouldBe(("ConcurrentDriverWarning", cause.EventId, newest + 1));
        cause.LamportClock.ShouldBeLessThan(newest);
        Texts((await WarningsAsync(mission)).ShouldHaveSingleItem(), "participant_ids").ShouldBe(Set(ada, bot).Split(','));
        WarningDetection.Derive(log.Select(Read)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Late_AnOverlapThatIsOver_IsNotWarnedOf()
    {
        await using var server = await StartAsync();
        var mission = await TestMission.CreateAsync(server, await server.SignInNewAsync("ada"));
        var (ada, bot) = (await mission.JoinAsync(), await mission.JoinAsync("bot"));
        var joined = mission.Clock;
        await PostAsync(server, mission, [.. DriveOn(mission, ada, "WP01"), mission.Comment(ada), mission.Comment(ada), Drive(mission, ada, isActive: false)]);
        mission.Clock = joined;

        await PostAsync(server, mission, DriveOn(mission, bot, "WP01"));

        (await WarningsAsync(mission)).ShouldBeEmpty();
        WarningDetection.Derive((await LogAsync(server, mission)).Select(Read)).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Reaped_AndBackAgain_FindTheirWarningsSettledUntilTheyOverlapAnew()
    {
        var clock = new QuietClock();
        await using var server = await StartAsync(clock, options => options with { Presence = new PresenceOptions { ReapContextsAfter = TimeSpan.FromMinutes(15) } });
        var mission = await TestMission.CreateAsync(server, await server.SignInNewAsync("ada"));
        string[] bots = [await mission.JoinAsync("one", "llm_context"), await mission.JoinAsync("two", "llm_context")];
        await PostAsync(server, mission, [.. bots.SelectMany(bot => DriveOn(mission, bot, "WP01"))]);
        var warned = (await mission.StateAsync()).GetProperty("sequence").GetInt64();
        clock.Advance(TimeSpan.FromHours(12));
        mission.Token = (await server.SignInAsync("ada")).Text("access")!;
        (await server.Services.GetRequiredService<ParticipantReaper>().ReapAsync(TestContext.Current.CancellationToken)).ShouldBe(2);

        foreach (var bot in bots)
        {
            var joined = (await server.PostAsync("/api/v1/missions/M042/participants/", new { participant_id = bot }, mission.Token)).ShouldBe(HttpStatusCode.Created).Body;
            mission.Clock = joined.GetProperty("lamport_clock").GetInt64();
        }

        var back = await mission.StateAsync();
        ShouldStand(back, "settled");
        (await server.GetAsync("/api/v1/missions/?temperature=1", mission.Token)).Body.GetProperty("temperatures")[0].GetProperty("open_warnings").GetInt32().ShouldBe(0);
        await PostAsync(server, mission, DriveOn(mission, bots[0], "WP01"));
        ShouldStand(await mission.StateAsync(), "settled");
        await PostAsync(server, mission, DriveOn(mission, bots[1], "WP01"));
        ShouldStand(await mission.StateAsync(), "open, overdue");
        var third = await mission.JoinAsync("three", "llm_context");
        await PostAsync(server, mission, DriveOn(mission, third, "WP01"));
        ShouldStand(await mission.StateAsync(), "open");

        ShouldStand(await AtAsync(warned), "open");
        ShouldStand(await AtAsync(back.GetProperty("sequence").GetInt64()), "settled");
        await server.RestartAsync();
        ShouldStand(await mission.StateAsync(), "open");

        async Task<JsonElement> AtAsync(long sequence) => (await server.GetAsync($"/api/v1/missions/M042/state/?at_sequence={sequence}", mission.Token)).ShouldBe(HttpStatusCode.OK).Body;
    }

    // Otherwise anybody who takes part could keep a warning from others by telling another one under its id.
    [Fact]
    public async Task Warning_UnderTheIdThatIsToCome_IsTakenOnlyWhenItSaysTheSame()
    {
        await using var server = await StartAsync();
        var mission = await TestMission.CreateAsync(server, await server.SignInNewAsync("ada"));
        var (ada, bot) = (await mission.JoinAsync(), await mission.JoinAsync("bot"));
        var joins = (await LogAsync(server, mission)).Select(Read).ToList();
        var reader = new EventReader();
        string[] batch = [.. DriveOn(mission, ada, "WP01"), .. DriveOn(mission, bot, "WP01")];
        var coming = (ConcurrentDriverWarningPayload)WarningDetection.Derive([.. joins, .. batch.Select(text => reader.Read(text).ValueOrThrow())]).ShouldHaveSingleItem().ToPayload();

        var forged = await server.PostBatchAsync(mission.Token, mission.Emit(coming with { FocusTarget = Target("WP02") }));
        await PostAsync(server, mission, batch);

        forged.Statuses.ShouldBe(["rejected"]);
        forged.Body.GetProperty("results")[0].GetProperty("code").GetString().ShouldBe("WARNING_ID_MISMATCH");
        var told = (await WarningsAsync(mission)).ShouldHaveSingleItem();
        told.GetProperty("warning_id").GetString().ShouldBe(coming.WarningId);
        told.GetProperty("focus_target").GetProperty("target_id").GetString().ShouldBe("WP01");
        await PostAsync(server, mission, [mission.Emit(coming with { Severity = WarningSeverity.Info })]);
        (await WarningsAsync(mission)).ShouldHaveSingleItem().GetProperty("severity").GetString().ShouldBe("info");
    }

    [Fact]
    public async Task Warning_OfAClientBehindTheOverlap_StandsBesideTheServers()
    {
        await using var server = await StartAsync();
        var mission = await TestMission.CreateAsync(server, await server.SignInNewAsync("ada"));
        var (ada, bot) = (await mission.JoinAsync(), await mission.JoinAsync("bot"));
        await PostAsync(server, mission, DriveOn(mission, ada, "WP01"));
        var batch = DriveOn(mission, bot, "WP01");
        mission.Clock++;
        var theirs = mission.Emit(new ConcurrentDriverWarningPayload { WarningId = "w-1", MissionId = mission.MissionId, ParticipantIds = [ada, bot], FocusTarget = Target("WP01"), Severity = WarningSeverity.Warning });

        await PostAsync(server, mission, [.. batch, theirs]);

        (await WarningsAsync(mission)).Select(warning => warning.GetProperty("warning_id").GetString()![..3]).ShouldBe(["dri", "w-1"], ignoreOrder: true);
        ShouldStand(await mission.StateAsync(), "open", "open");
    }

    private static void ShouldStand(JsonElement state, params string[] standings)
    {
        state.GetProperty("warning_standings").EnumerateArray()
            .Select(told => told.GetProperty("standing").GetString() + (told.GetProperty("is_overdue").GetBoolean() ? ", overdue" : ""))
            .ShouldBe(standings);
    }

    private static async Task PostAsync(RunningServer server, TestMission mission, params string[] batch)
        => (await server.PostBatchAsync(mission.Token, batch)).ShouldBe(HttpStatusCode.OK).Statuses.ShouldAllBe(status => status == "success");

    private static FocusTarget Target(string workPackage) => new() { TargetType = FocusTargetType.WorkPackage, TargetId = workPackage };

    private static string Focus(TestMission mission, string participant, string workPackage)
        => mission.Emit(new FocusChangedPayload { ParticipantId = participant, MissionId = mission.MissionId, FocusTarget = Target(workPackage) });

    private static string Drive(TestMission mission, string participant, bool isActive = true)
        => mission.Emit(new DriveIntentSetPayload { ParticipantId = participant, MissionId = mission.MissionId, Intent = isActive ? DriveIntent.Active : DriveIntent.Inactive });

    private static string[] DriveOn(TestMission mission, string participant, string workPackage) => [Focus(mission, participant, workPackage), Drive(mission, participant)];

    private static string Set(params string[] participants) => string.Join(',', participants.Order(StringComparer.Ordinal));

    private static IEnumerable<string?> Texts(JsonElement warning, string member) => warning.GetProperty(member).EnumerateArray().Select(text => text.GetString());

    private static async Task<List<JsonElement>> WarningsAsync(TestMission mission) => [.. (await mission.StateAsync()).GetProperty("state").GetProperty("warnings").EnumerateArray()];

    private static async Task<List<StoredEvent>> LogAsync(RunningServer server, TestMission mission) => [.. await server.Log.ReadAsync(mission.Project, new EventQuery())];

    private static Event Read(StoredEvent stored) => new EventReader().Read(stored.Envelope).ValueOrThrow();
}

public sealed class WarningCourseOnSqliteTests() : WarningCourseTests(HostedStore.Sqlite);

public sealed class WarningCourseOnPostgresTests() : WarningCourseTests(HostedStore.Postgres);
