using System.Net;
using SpecKitty.Events.Collaboration;
using SpecKitty.Events.Lifecycle;
using SpecKitty.Server.Storage;
using SpecKitty.Server.Tests.Hosting;

namespace SpecKitty.Server.Tests.Missions;

public sealed class ParticipantTokenTests
{
    private readonly MovableClock _clock = new();

    [Fact]
    public async Task Token_ActsAsItsParticipantInItsMission()
    {
        await using var server = await RunningServer.StartAsync(_clock);
        var mission = await TestMission.CreateAsync(server, await server.SignInNewAsync("ada"));
        var llm = await mission.JoinAsync("Claude", "llm_context");

        var issued = await IssueAsync(server, mission, llm);

        var token = issued.Text("token")!;
        token.ShouldMatch("^skx_[A-Za-z0-9_-]{64}$");
        issued.Text("expires_at").ShouldBe("2026-02-15T22:00:00Z");
        issued.Text("participant_id").ShouldBe(llm);
        issued.Text("mission_id").ShouldBe(mission.MissionId);
        issued.Body.GetProperty("project_uuid").GetGuid().ShouldBe(mission.Project);
        (await server.PostBatchAsync(token, mission.Comment(llm))).Statuses.ShouldBe(["success"]);
        foreach (var view in new[] { "", "state/", "lifecycle/", "events/" })
        {
            (await server.GetAsync($"/api/v1/missions/{mission.MissionId}/{view}", token)).ShouldBe(HttpStatusCode.OK);
            (await server.GetAsync($"/api/v1/missions/{mission.MissionId}/{view}?project={mission.Project}", token)).ShouldBe(HttpStatusCode.OK);
        }

        var me = await server.GetAsync("/api/v1/me/", token);
        me.Body.GetProperty("scope").ToString().ShouldBe($$"""{"project_uuid":"{{mission.Project}}","mission_id":"{{mission.MissionId}}","participant_id":"{{llm}}"}""");
        me.Body.GetProperty("rights").ToString().ShouldBe("""["read","write"]""");
    }

    [Fact]
    public async Task Token_PostingAnythingElse_IsRejectedAlike()
    {
        await using var server = await RunningServer.StartAsync(_clock);
        var ada = await server.SignInNewAsync("ada", role: TeamRole.Admin);
        var mission = await TestMission.CreateAsync(server, ada);
        var llm = await mission.JoinAsync("Claude", "llm_context");
        var human = await mission.JoinAsync();
        var known = mission.Comment(human);
        await server.PostBatchAsync(ada, known);
        var other = await TestMission.CreateAsync(server, ada, "M043", mission.Project);
        var otherSelf = await other.JoinAsync("Claude", "llm_context");
        var elsewhere = await TestMission.CreateAsync(server, ada);
        var elsewhereSelf = await elsewhere.JoinAsync("Claude", "llm_context");
        var token = (await IssueAsync(server, mission, llm)).Text("token")!;

        var answer = await server.PostBatchAsync(
            token,
            mission.Comment(human),
            known,
            other.Comment(otherSelf),
            elsewhere.Comment(elsewhereSelf),
            TestEvents.Moved(mission.Project),
            TestEvents.Moved(Guid.NewGuid()),
            mission.Emit(new PhaseEnteredPayload { MissionId = mission.MissionId, PhaseName = "plan", Actor = "a" }),
            mission.Emit(new ParticipantLeftPayload { MissionId = mission.MissionId, ParticipantId = human }),
            mission.Comment(llm));

        answer.ShouldBe(HttpStatusCode.OK).Statuses.ShouldBe([.. Enumerable.Repeat("rejected", 8), "success"]);
        Enumerable.Range(0, 8).Select(answer.Error).Distinct().ShouldHaveSingleItem("An answer must not tell what the token does not reach: not even that an event is known.");
        answer.Body.GetProperty("missions").EnumerateArray().ShouldHaveSingleItem().GetProperty("mission_id").GetString().ShouldBe(mission.MissionId);
        (await server.PostBatchAsync(token, TestEvents.Moved(Guid.NewGuid()))).ShouldBe(HttpStatusCode.Forbidden).Text("details")!.ShouldStartWith("This token is scoped to");
    }

    [Fact]
    public async Task Token_Warnings_AreTakenWhileItTakesPart()
    {
        await using var server = await RunningServer.StartAsync(_clock);
        var mission = await TestMission.CreateAsync(server, await server.SignInNewAsync("ada"));
        var (llm, human) = (await mission.JoinAsync("Claude", "llm_context"), await mission.JoinAsync());
        var token = (await IssueAsync(server, mission, llm)).Text("token")!;

        var answer = await server.PostBatchAsync(token, mission.Emit(new PotentialStepCollisionDetectedPayload
        {
            WarningId = "w",
            MissionId = mission.MissionId,
            ParticipantIds = [llm, human],
            StepId = "s",
            Severity = WarningSeverity.Info,
        }));

        answer.Statuses.ShouldBe(["success"]);
    }

    [Fact]
    public async Task Token_AskingForAnythingElse_IsToldItsScope()
    {
        await using var server = await RunningServer.StartAsync(_clock);
        var ada = await server.SignInNewAsync("ada", role: TeamRole.Admin);
        var mission = await TestMission.CreateAsync(server, ada);
        var (llm, human) = (await mission.JoinAsync("Claude", "llm_context"), await mission.JoinAsync());
        await TestMission.CreateAsync(server, ada, "M043", mission.Project);
        await TestMission.CreateAsync(server, ada);
        var token = (await IssueAsync(server, mission, llm)).Text("token")!;
        var own = $"/api/v1/missions/{mission.MissionId}/";

        Answer[] refused =
        [
            await server.GetAsync("/api/v1/missions/", token),
            await server.GetAsync("/api/v1/missions/M043/state/", token),
            await server.GetAsync("/api/v1/missions/M404/state/", token),
            await server.GetAsync($"{own}state/?project={Guid.NewGuid()}", token),
            await server.GetAsync($"/api/v1/events/?project={mission.Project}", token),
            await server.GetAsync("/api/v1/projects/", token),
            await server.GetAsync($"/api/v1/projects/{mission.Project}/", token),
            await server.GetAsync($"/api/v1/projects/{mission.Project}/board/", token),
            await server.GetAsync("/api/v1/teams/tea/members/", token),
            await server.GetAsync("/api/v1/tokens/", token),
            await server.PostAsync("/api/v1/tokens/", new { name = "more" }, token),
            await server.PostAsync("/api/v1/projects/", new { project_uuid = Guid.NewGuid() }, token),
            await server.PostAsync("/api/v1/missions/", new { project_uuid = mission.Project, title = "Mine" }, token),
            await server.PostAsync("/api/v1/me/password/", new { current = RunningServer.Password, @new = "a new password" }, token),
            await server.PostAsync($"{own}participants/", new { participant_type = "human" }, token),
            await server.PostAsync($"{own}invitations/", new { participant_type = "human" }, token),
            await server.PostAsync($"{own}participants/{human}/leave/", "{}", token),
            await server.PostAsync($"{own}participants/{llm}/reap/", "{}", token),
            await server.PostAsync($"{own}participants/{llm}/token/", "{}", token),
            await server.DeleteAsync($"{own}participants/{llm}/token/", token),
        ];

        refused.ShouldAllBe(answer => answer.Status == HttpStatusCode.Forbidden && answer.Text("details")!.StartsWith("This token is scoped to mission", StringComparison.Ordinal));
        refused.Select(answer => answer.Body.ToString()).Distinct().ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Token_CanLeaveAndThenDeliversOnly()
    {
        await using var server = await RunningServer.StartAsync(_clock);
        var mission = await TestMission.CreateAsync(server, await server.SignInNewAsync("ada"));
        var llm = await mission.JoinAsync("Claude", "llm_context");
        var (first, second) = ((await IssueAsync(server, mission, llm)).Text("token")!, (await IssueAsync(server, mission, llm)).Text("token")!);

        (await server.PostAsync($"/api/v1/missions/{mission.MissionId}/participants/{llm}/leave/", "{}", first)).ShouldBe(HttpStatusCode.OK);

        foreach (var token in new[] { first, second })
        {
            (await server.GetAsync($"/api/v1/missions/{mission.MissionId}/state/", token)).ShouldBe(HttpStatusCode.Forbidden);
            (await server.GetAsync($"/api/v1/missions/{mission.MissionId}/events/", token)).ShouldBe(HttpStatusCode.Forbidden);
            (await server.PostBatchAsync(token, mission.Comment(llm))).Statuses.ShouldBe(["success"]);
        }

        (await TryIssueAsync(server, mission, llm)).ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Token_OfAReapedParticipant_Ends()
    {
        await using var server = await RunningServer.StartAsync(_clock);
        var mission = await TestMission.CreateAsync(server, await server.SignInNewAsync("ada"));
        var ada = mission.Token;
        mission.Token = await server.SignInNewAsync("grace");
        var llm = await mission.JoinAsync("Claude", "llm_context");
        var token = (await IssueAsync(server, mission, llm)).Text("token")!;
        mission.Token = ada;

        (await server.PostAsync($"/api/v1/missions/{mission.MissionId}/participants/{llm}/reap/", "{}", mission.Token)).ShouldBe(HttpStatusCode.OK);

        (await server.GetAsync("/api/v1/me/", token)).ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Token_EndsByTimeByRevocationAndWithItsOwner()
    {
        await using var server = await RunningServer.StartAsync(_clock);
        await server.AddUserAsync("boss", role: TeamRole.Admin);
        var mission = await TestMission.CreateAsync(server, await server.SignInNewAsync("ada"));
        var llm = await mission.JoinAsync("Claude", "llm_context");
        var shortly = (await IssueAsync(server, mission, llm, """{"expires_in_hours": 1}""")).Text("token");
        var revoked = (await IssueAsync(server, mission, llm)).Text("token");
        var address = $"/api/v1/missions/{mission.MissionId}/participants/{llm}/token/";

        _clock.Advance(TimeSpan.FromMinutes(59));
        (await server.GetAsync("/api/v1/me/", shortly)).ShouldBe(HttpStatusCode.OK);
        _clock.Advance(TimeSpan.FromMinutes(1));
        (await server.GetAsync("/api/v1/me/", shortly)).ShouldBe(HttpStatusCode.Unauthorized);
        (await server.GetAsync("/api/v1/me/", revoked)).ShouldBe(HttpStatusCode.OK);
        var ada = (await server.SignInAsync("ada")).Text("access")!;
        (await server.DeleteAsync(address, ada)).ShouldBe(HttpStatusCode.NoContent);
        (await server.GetAsync("/api/v1/me/", revoked)).ShouldBe(HttpStatusCode.Unauthorized);

        var last = (await server.PostAsync(address, "{}", ada)).ShouldBe(HttpStatusCode.Created).Text("token")!;
        var boss = (await server.SignInAsync("boss")).Text("access")!;
        (await server.PatchAsync("/api/v1/teams/tea/members/ada/", new { role = "viewer" }, boss)).ShouldBe(HttpStatusCode.NoContent);
        (await server.PostBatchAsync(last, mission.Comment(llm))).ShouldBe(HttpStatusCode.Forbidden);
        (await server.DeleteAsync("/api/v1/teams/tea/members/ada/", boss)).ShouldBe(HttpStatusCode.NoContent);
        (await server.GetAsync("/api/v1/me/", last)).ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Token_OfAnOwnerWhoStaysInAnotherTeam_EndsWithTheTeamOfTheProject()
    {
        await using var server = await RunningServer.StartAsync(_clock);
        var boss = await server.SignInNewAsync("boss", role: TeamRole.Admin);
        var mission = await TestMission.CreateAsync(server, await server.SignInNewAsync("ada"));
        await server.AddToTeamAsync("ada", "milk");
        var llm = await mission.JoinAsync("Claude", "llm_context");
        var token = (await IssueAsync(server, mission, llm)).Text("token")!;

        (await server.DeleteAsync("/api/v1/teams/tea/members/ada/", boss)).ShouldBe(HttpStatusCode.NoContent);

        (await server.GetAsync($"/api/v1/missions/{mission.MissionId}/state/", token)).ShouldBe(HttpStatusCode.Unauthorized);
        (await server.GetAsync("/api/v1/me/", mission.Token)).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Issue_ForWhoIsNotOnesOwn_AnswersLikeForNobody()
    {
        await using var server = await RunningServer.StartAsync(_clock);
        var mission = await TestMission.CreateAsync(server, await server.SignInNewAsync("ada", role: TeamRole.Admin));
        var grace = await server.SignInNewAsync("grace");
        var theirs = await mission.JoinAsync("Grace", token: grace);
        var left = await mission.JoinAsync();
        await server.PostAsync($"/api/v1/missions/{mission.MissionId}/participants/{left}/leave/", "{}", mission.Token);

        Answer[] answers =
        [
            await TryIssueAsync(server, mission, theirs),
            await TryIssueAsync(server, mission, left),
            await TryIssueAsync(server, mission, "nobody"),
            await server.DeleteAsync($"/api/v1/missions/{mission.MissionId}/participants/{left}x/token/", mission.Token),
            await server.DeleteAsync($"/api/v1/missions/{mission.MissionId}/participants/{left}/token/", grace),
        ];

        answers.ShouldAllBe(answer => answer.Status == HttpStatusCode.NotFound);
        answers.Select(answer => answer.Body.ToString()).Distinct().ShouldHaveSingleItem();
        var stranger = await server.SignInNewAsync("dan", "milk");
        var foreign = await server.PostAsync($"/api/v1/missions/{mission.MissionId}/participants/{theirs}/token/", "{}", stranger);
        var none = await server.PostAsync($"/api/v1/missions/M404/participants/{theirs}/token/", "{}", stranger);
        foreign.ShouldBe(HttpStatusCode.NotFound).Body.ToString().ShouldBe(none.Body.ToString());
        var admin = await server.DeleteAsync($"/api/v1/missions/{mission.MissionId}/participants/{theirs}/token/", mission.Token);
        admin.ShouldBe(HttpStatusCode.NoContent);
    }

    [Theory]
    [InlineData("""{"expires_in_hours": 0}""")]
    [InlineData("""{"expires_in_hours": 169}""")]
    [InlineData("""{"expires_in_hours": "12"}""")]
    public async Task Issue_BadBody_IsToldByField(string body)
    {
        await using var server = await RunningServer.StartAsync(_clock);
        var mission = await TestMission.CreateAsync(server, await server.SignInNewAsync("ada"));

        (await TryIssueAsync(server, mission, "anybody", body)).ShouldBe(HttpStatusCode.BadRequest).Text("details")!.ShouldStartWith("expires_in_hours");
    }

    [Fact]
    public async Task Issue_PastTheMost_IsRefusedUntilSomeEnd()
    {
        await using var server = await RunningServer.StartAsync(_clock);
        var mission = await TestMission.CreateAsync(server, await server.SignInNewAsync("ada"));
        var llm = await mission.JoinAsync("Claude", "llm_context");
        for (var number = 0; number < 20; number++)
        {
            await IssueAsync(server, mission, llm);
        }

        (await TryIssueAsync(server, mission, llm)).ShouldBe(HttpStatusCode.Conflict);
        _clock.Advance(TimeSpan.FromHours(12));
        var ada = (await server.SignInAsync("ada")).Text("access");
        (await server.PostAsync($"/api/v1/missions/{mission.MissionId}/participants/{llm}/token/", "{}", ada)).ShouldBe(HttpStatusCode.Created);
    }

    private static async Task<Answer> IssueAsync(RunningServer server, TestMission mission, string participant, string body = "{}")
        => (await TryIssueAsync(server, mission, participant, body)).ShouldBe(HttpStatusCode.Created);

    private static Task<Answer> TryIssueAsync(RunningServer server, TestMission mission, string participant, string body = "{}")
        => server.PostAsync($"/api/v1/missions/{mission.MissionId}/participants/{participant}/token/?project={mission.Project}", body, mission.Token);
}
