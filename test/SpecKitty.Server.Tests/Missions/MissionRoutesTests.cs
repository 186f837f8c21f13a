using System.Net;
using System.Text.Json;
using SpecKitty.Events.Collaboration;
using SpecKitty.Server.Storage;
using SpecKitty.Server.Tests.Hosting;

namespace SpecKitty.Server.Tests.Missions;

public abstract class MissionRoutesTests(HostedStore store) : HostedTests(store)
{
    [Fact]
    public async Task Create_WithoutAnId_GetsAUlid()
    {
        await using var server = await StartAsync();
        var token = await server.SignInNewAsync("ada");

        var made = await server.PostAsync("/api/v1/missions/", JsonSerializer.Serialize(new { project_uuid = Guid.NewGuid(), title = "T" }), token);

        made.ShouldBe(HttpStatusCode.Created).Text("mission_id")!.Length.ShouldBe(26);
        var list = await server.GetAsync("/api/v1/missions/", token);
        list.Body.GetProperty("missions")[0].GetProperty("mission_id").GetString().ShouldBe(made.Text("mission_id"));
    }

    [Fact]
    public async Task Create_ByAClockFinerThanTheStore_ShowsTheTimeThatIsKept()
    {
        var clock = new MovableClock();
        clock.Advance(TimeSpan.FromTicks(1_234_567));
        await using var server = await StartAsync(clock);
        var token = await server.SignInNewAsync("ada");

        var made = await server.PostAsync("/api/v1/missions/", JsonSerializer.Serialize(new { project_uuid = Guid.NewGuid(), title = "T" }), token);

        made.ShouldBe(HttpStatusCode.Created).Text("created_at").ShouldBe("2026-02-15T10:00:00.123000Z");
        (await server.GetAsync("/api/v1/missions/", token)).Body.GetProperty("missions")[0].GetProperty("created_at").GetString().ShouldBe(made.Text("created_at"));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"project_uuid": "6f1c2b3a-1111-4222-8333-444455556666"}""")]
    [InlineData("""{"project_uuid": "no", "title": "T"}""")]
    [InlineData("""{"project_uuid": "6f1c2b3a-1111-4222-8333-444455556666", "title": " "}""")]
    [InlineData("""{"project_uuid": "6f1c2b3a-1111-4222-8333-444455556666", "title": "T", "mission_id": "a/b"}""")]
    [InlineData("""{"project_uuid": "6f1c2b3a-1111-4222-8333-444455556666", "title": "T", "mission_id": 7}""")]
    public async Task Create_BadBody_Is400(string body)
    {
        await using var server = await StartAsync();
        var token = await server.SignInNewAsync("ada");

        (await server.PostAsync("/api/v1/missions/", body, token)).ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Create_Twice_Is409()
    {
        await using var server = await StartAsync();
        var mission = await TestMission.CreateAsync(server, await server.SignInNewAsync("ada"));

        var again = await server.PostAsync("/api/v1/missions/", JsonSerializer.Serialize(new { mission_id = "M042", project_uuid = mission.Project, title = "T" }), mission.Token);

        again.ShouldBe(HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task Create_InAnotherTeamsProject_Is403()
    {
        await using var server = await StartAsync();
        var mission = await TestMission.CreateAsync(server, await server.SignInNewAsync("ada", "tea"));
        var eve = await server.SignInNewAsync("eve", "coffee");

        var made = await server.PostAsync("/api/v1/missions/", JsonSerializer.Serialize(new { project_uuid = mission.Project, title = "T" }), eve);

        made.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Join_MintsAParticipantBoundToTheCaller()
    {
        await using var server = await StartAsync();
        var userId = await server.AddUserAsync("ada");
        var mission = await TestMission.CreateAsync(server, (await server.SignInAsync("ada")).Text("access")!);

        var joined = await mission.TryJoinAsync("Ada");

        joined.ShouldBe(HttpStatusCode.Created);
        var participant = joined.Body.GetProperty("participant");
        var id = participant.GetProperty("participant_id").GetString()!;
        participant.GetProperty("session_id").GetString()!.Length.ShouldBe(26);
        joined.Body.GetProperty("binding").GetProperty("auth_principal_id").GetString().ShouldBe($"user/{userId}");
        joined.Body.GetProperty("lamport_clock").GetInt64().ShouldBe(1);
        var state = (await mission.StateAsync()).GetProperty("state");
        state.GetProperty("participants").GetProperty(id).GetProperty("display_name").GetString().ShouldBe("Ada");
        state.GetProperty("bindings").GetProperty(id).GetProperty("auth_principal_id").GetString().ShouldBe($"user/{userId}");
    }

    [Fact]
    public async Task Join_AfterEventsWithGreatClocks_ComesBehindThem()
    {
        await using var server = await StartAsync();
        var mission = await TestMission.CreateAsync(server, await server.SignInNewAsync("ada"));
        var ada = await mission.JoinAsync();
        mission.Clock = 5_000;
        var posted = await server.PostBatchAsync(mission.Token, mission.Comment(ada));
        posted.Body.GetProperty("lamport_clock").GetInt64().ShouldBe(5_001);

        var joined = await mission.TryJoinAsync("Grace");

        joined.Body.GetProperty("lamport_clock").GetInt64().ShouldBe(5_002);
    }

    [Fact]
    public async Task Join_TwentyAtOnce_AllGetClocksOfTheirOwn()
    {
        await using var server = await StartAsync();
        var mission = await TestMission.CreateAsync(server, await server.SignInNewAsync("ada"));

        var joins = await Task.WhenAll(Enumerable.Range(0, 20).Select(number => mission.TryJoinAsync($"P{number}")));

        joins.Select(joined => joined.Body.GetProperty("lamport_clock").GetInt64()).Order().ShouldBe(Enumerable.Range(1, 20).Select(clock => (long)clock));
        (await mission.StateAsync()).GetProperty("state").GetProperty("participants").EnumerateObject().Count().ShouldBe(20);
    }

    [Fact]
    public async Task Join_AsAViewerOrUnknownKind_IsRefused()
    {
        await using var server = await StartAsync();
        var mission = await TestMission.CreateAsync(server, await server.SignInNewAsync("ada"));
        var vera = await server.SignInNewAsync("vera", role: TeamRole.Viewer);

        (await mission.TryJoinAsync("Vera", token: vera)).ShouldBe(HttpStatusCode.Forbidden);
        (await mission.TryJoinAsync("Robot", "robot")).ShouldBe(HttpStatusCode.BadRequest);
        (await server.GetAsync("/api/v1/missions/M042/state/", vera)).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Leave_ByItsPrincipal_EndsItsPart()
    {
        await using var server = await StartAsync();
        var mission = await TestMission.CreateAsync(server, await server.SignInNewAsync("ada"));
        var ada = await mission.JoinAsync();
        var grace = await server.SignInNewAsync("grace");
        var path = $"/api/v1/missions/M042/participants/{ada}/leave/";

        (await server.PostAsync(path, "", grace)).ShouldBe(HttpStatusCode.Forbidden);
        (await server.PostAsync(path, "", mission.Token)).ShouldBe(HttpStatusCode.OK).Body.GetProperty("lamport_clock").GetInt64().ShouldBe(2);
        (await server.PostAsync(path, "", mission.Token)).ShouldBe(HttpStatusCode.NotFound);

        // A minute of tolerance after the leave is for clocks that differ, not for new work.
        ((MovableClock)server.Time).Advance(TimeSpan.FromMinutes(2));
        mission.Clock = 2;
        var after = await server.PostBatchAsync(mission.Token, mission.Comment(ada));
        after.Statuses.ShouldBe(["rejected"]);
        var state = (await mission.StateAsync()).GetProperty("state");
        state.GetProperty("departed_participants").TryGetProperty(ada, out _).ShouldBeTrue();
        state.GetProperty("anomalies").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task Leave_ByAnAdminOfTheTeam_EndsAnybodysPart()
    {
        await using var server = await StartAsync();
        var mission = await TestMission.CreateAsync(server, await server.SignInNewAsync("ada"));
        var ada = await mission.JoinAsync();
        var admin = await server.SignInNewAsync("root", role: TeamRole.Admin);

        (await server.PostAsync($"/api/v1/missions/M042/participants/{ada}/leave/", "", admin)).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task State_OfAnAmbiguousMission_NamesTheProjects()
    {
        await using var server = await StartAsync();
        var token = await server.SignInNewAsync("ada");
        var one = await TestMission.CreateAsync(server, token);
        var two = await TestMission.CreateAsync(server, token);

        var ambiguous = await server.GetAsync("/api/v1/missions/M042/state/", token);

        ambiguous.ShouldBe(HttpStatusCode.Conflict);
        ambiguous.Body.GetProperty("projects").EnumerateArray().Select(project => project.GetGuid()).ShouldBe([one.Project, two.Project], ignoreOrder: true);
        var chosen = await server.GetAsync($"/api/v1/missions/M042/state/?project={two.Project}", token);
        chosen.ShouldBe(HttpStatusCode.OK).Body.GetProperty("project_uuid").GetGuid().ShouldBe(two.Project);
        (await server.GetAsync("/api/v1/missions/M042/state/?project=no", token)).ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task State_OfAnotherTeam_IsNotFoundLikeOneThatDoesNotExist()
    {
        await using var server = await StartAsync();
        await TestMission.CreateAsync(server, await server.SignInNewAsync("ada", "tea"));
        var eve = await server.SignInNewAsync("eve", "coffee");

        var hidden = await server.GetAsync("/api/v1/missions/M042/state/", eve);
        var absent = await server.GetAsync("/api/v1/missions/M043/state/", eve);

        hidden.ShouldBe(HttpStatusCode.NotFound);
        hidden.Body.ToString().ShouldBe(absent.Body.ToString());
        (await server.GetAsync("/api/v1/missions/", eve)).Body.GetProperty("missions").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task State_AfterARestart_IsTheSameToTheByte()
    {
        await using var server = await StartAsync();
        var mission = await TestMission.CreateAsync(server, await server.SignInNewAsync("ada"));
        var ada = await mission.JoinAsync();
        await server.PostBatchAsync(
            mission.Token,
            mission.Emit(new DriveIntentSetPayload { ParticipantId = ada, MissionId = mission.MissionId, Intent = DriveIntent.Active }),
            mission.Comment(ada, "Grüße \u202e"),
            mission.Emit(new PresenceHeartbeatPayload { ParticipantId = ada, MissionId = mission.MissionId }));
        var before = await mission.StateAsync();

        await server.RestartAsync();

        (await mission.StateAsync()).GetRawText().ShouldBe(before.GetRawText());
        before.GetProperty("sequence").GetInt64().ShouldBe(4);
        before.GetProperty("lamport_clock").GetInt64().ShouldBe(4);
        (await server.PostBatchAsync(mission.Token, mission.Comment(ada))).Statuses.ShouldBe(["success"]);
    }

    [Fact]
    public async Task State_LateEventBehindALeave_ShowsWhatTheWholeLogAmountsTo()
    {
        await using var server = await StartAsync();
        var mission = await TestMission.CreateAsync(server, await server.SignInNewAsync("ada"));
        var ada = await mission.JoinAsync();
        var grace = await mission.JoinAsync("Grace");
        mission.Clock = 100;
        await server.PostBatchAsync(mission.Token, mission.Comment(grace));
        await server.PostAsync($"/api/v1/missions/M042/participants/{ada}/leave/", "", mission.Token);
        mission.Clock = 50;

        var late = await server.PostBatchAsync(mission.Token, mission.Comment(ada, "sent before the leave"));

        late.Statuses.ShouldBe(["success"]);
        var state = (await mission.StateAsync()).GetProperty("state");
        state.GetProperty("comments")[0].GetProperty("content").GetString().ShouldBe("sent before the leave");
        state.GetProperty("anomalies").GetArrayLength().ShouldBe(0);
    }
}

public sealed class MissionRoutesOnSqliteTests() : MissionRoutesTests(HostedStore.Sqlite);

public sealed class MissionRoutesOnPostgresTests() : MissionRoutesTests(HostedStore.Postgres);
