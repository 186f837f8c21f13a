using System.Net;
using System.Text.Json;
using SpecKitty.Events.Lifecycle;
using SpecKitty.Server.Tests.Hosting;

namespace SpecKitty.Server.Tests.Missions;

public abstract class MissionViewTests(HostedStore store) : HostedTests(store)
{
    [Fact]
    public async Task State_AtEverySequence_IsWhatItWasThen()
    {
        await using var server = await StartAsync();
        var mission = await TestMission.CreateAsync(server, await server.SignInNewAsync("ada"));
        var states = new List<string>();
        var ada = await mission.JoinAsync();
        states.Add((await mission.StateAsync()).GetRawText());
        for (var i = 0; i < 5; i++)
        {
            await server.PostBatchAsync(mission.Token, mission.Comment(ada));
            states.Add((await mission.StateAsync()).GetRawText());
        }

        for (var sequence = 1; sequence <= states.Count; sequence++)
        {
            var was = await server.GetAsync($"/api/v1/missions/M042/state/?at_sequence={sequence}", mission.Token);
            was.ShouldBe(HttpStatusCode.OK).Body.GetRawText().ShouldBe(states[sequence - 1]);
        }

        var before = (await server.GetAsync("/api/v1/missions/M042/state/?at_sequence=0", mission.Token)).Body;
        before.GetProperty("state").GetProperty("event_count").GetInt32().ShouldBe(0);
    }

    [Fact]
    public async Task State_AtAClock_LeavesOutWhatCameBehindIt()
    {
        await using var server = await StartAsync();
        var mission = await TestMission.CreateAsync(server, await server.SignInNewAsync("ada"));
        var ada = await mission.JoinAsync();
        await server.PostBatchAsync(mission.Token, mission.Comment(ada), mission.Comment(ada), mission.Comment(ada));

        var was = (await server.GetAsync("/api/v1/missions/M042/state/?at_clock=2", mission.Token)).ShouldBe(HttpStatusCode.OK).Body;

        was.GetProperty("lamport_clock").GetInt64().ShouldBe(2);
        was.GetProperty("state").GetProperty("comments").GetArrayLength().ShouldBe(1);
    }

    [Theory]
    [InlineData("at_sequence=-1")]
    [InlineData("at_sequence=x")]
    [InlineData("at_clock=1.5")]
    [InlineData("at_clock=9223372036854775808")]
    public async Task State_AtNoNumber_Is400(string query)
    {
        await using var server = await StartAsync();
        var mission = await TestMission.CreateAsync(server, await server.SignInNewAsync("ada"));

        (await server.GetAsync($"/api/v1/missions/M042/state/?{query}", mission.Token)).ShouldBe(HttpStatusCode.BadRequest).Text("details")!.ShouldContain(query.Split('=')[0]);
    }

    [Fact]
    public async Task Lifecycle_FoldsTheMissionAndItsWorkPackages()
    {
        await using var server = await StartAsync();
        var mission = await TestMission.CreateAsync(server, await server.SignInNewAsync("ada"), "042-tea");
        var posted = await server.PostBatchAsync(
            mission.Token,
            mission.Emit(new MissionStartedPayload { MissionId = "042-tea", MissionType = "software-dev", InitialPhase = "specify", Actor = "ada" }),
            mission.Emit(new PhaseEnteredPayload { MissionId = "042-tea", PhaseName = "implement", PreviousPhase = "specify", Actor = "ada" }),
            Transition(mission, "042-tea", null, "planned"),
            Transition(mission, "042-tea", "planned", "claimed"),
            Transition(mission, "043-other", null, "planned"));
        posted.Statuses.ShouldAllBe(status => status == "success");

        var answer = (await server.GetAsync("/api/v1/missions/042-tea/lifecycle/", mission.Token)).ShouldBe(HttpStatusCode.OK).Body;

        var lifecycle = answer.GetProperty("lifecycle");
        lifecycle.GetProperty("mission_status").GetString().ShouldBe("active");
        lifecycle.GetProperty("current_phase").GetString().ShouldBe("implement");
        lifecycle.GetProperty("wp_states").GetProperty("WP01").GetProperty("current_lane").GetString().ShouldBe("claimed");
        lifecycle.GetProperty("anomalies").GetArrayLength().ShouldBe(0);
        answer.GetProperty("sequence").GetInt64().ShouldBe(4);
        var was = (await server.GetAsync("/api/v1/missions/042-tea/lifecycle/?at_sequence=1", mission.Token)).Body.GetProperty("lifecycle");
        was.GetProperty("current_phase").GetString().ShouldBe("specify");
    }

    [Fact]
    public async Task Lifecycle_OfAMissionThatTheProjectDoesNotHave_IsRejectedWithWhatToDo()
    {
        await using var server = await StartAsync();
        var mission = await TestMission.CreateAsync(server, await server.SignInNewAsync("ada"));

        var posted = await server.PostBatchAsync(mission.Token, mission.Emit(new MissionStartedPayload { MissionId = "M404", MissionType = "software-dev", InitialPhase = "specify", Actor = "ada" }));

        posted.Statuses.ShouldBe(["rejected"]);
        posted.Body.GetProperty("results")[0].GetProperty("error").GetString()!.ShouldContain("POST /api/v1/missions/");
    }

    [Fact]
    public async Task List_ByCursor_GivesEveryMissionOnceNewestFirst()
    {
        var clock = new MovableClock();
        await using var server = await StartAsync(clock);
        var token = await server.SignInNewAsync("ada");
        var project = Guid.NewGuid();
        for (var i = 0; i < 12; i++)
        {
            await TestMission.CreateAsync(server, token, $"M{i:00}", i % 4 == 3 ? null : project);
            if (i % 3 == 0)
            {
                clock.Advance(TimeSpan.FromSeconds(1));
            }
        }

        var all = await ListAsync(server, token, "limit=100");
        var paged = await ListAsync(server, token, "limit=5");
        var ofProject = await ListAsync(server, token, $"limit=2&project={project}");

        all.Count.ShouldBe(12);
        all.Take(2).ShouldBe(["M10", "M11"], ignoreOrder: true);
        paged.ShouldBe(all);
        ofProject.ShouldBe(all.Where(id => !new[] { "M03", "M07", "M11" }.Contains(id)));
        (await server.GetAsync("/api/v1/missions/?after=nonsense", token)).ShouldBe(HttpStatusCode.BadRequest);
    }

    private static async Task<List<string>> ListAsync(RunningServer server, string token, string query)
    {
        var ids = new List<string>();
        string? after = null;
        do
        {
            var page = (await server.GetAsync($"/api/v1/missions/?{query}{(after is null ? "" : $"&after={after}")}", token)).ShouldBe(HttpStatusCode.OK).Body;
            ids.AddRange(page.GetProperty("missions").EnumerateArray().Select(mission => mission.GetProperty("mission_id").GetString()!));
            after = page.GetProperty("next_after").GetString();
        }
        while (after is not null);

        return ids;
    }

    private static string Transition(TestMission mission, string feature, string? from, string to)
        => JsonSerializer.Serialize(new
        {
            event_id = TestEvents.NewId(),
            event_type = "WPStatusChanged",
            aggregate_id = "WP01",
            payload = new { feature_slug = feature, wp_id = "WP01", from_lane = from, to_lane = to, actor = "ada", execution_mode = "worktree" },
            timestamp = "2026-02-15T10:54:55+00:00",
            node_id = "test",
            lamport_clock = ++mission.Clock,
            project_uuid = mission.Project,
            correlation_id = mission.Run.ToString(),
        });
}

public sealed class MissionViewOnSqliteTests() : MissionViewTests(HostedStore.Sqlite);

public sealed class MissionViewOnPostgresTests() : MissionViewTests(HostedStore.Postgres);
