using System.Net;
using SpecKitty.Events.Collaboration;
using SpecKitty.Server.Storage;
using SpecKitty.Server.Tests.Hosting;

namespace SpecKitty.Server.Tests.Ingest;

/// <summary>Replaying history with the import right.</summary>
public sealed class ImportTests
{
    [Fact]
    public async Task Import_OfAWholeMission_IsTakenAsItWas()
    {
        await using var server = await RunningServer.StartAsync();
        var mission = await TestMission.CreateAsync(server, await server.SignInNewAsync("ada", role: TeamRole.Admin));
        var importer = await MakeTokenAsync(server, mission.Token, "import");

        var answer = await server.PostBatchAsync(
            importer,
            mission.Emit(new ParticipantInvitedPayload { MissionId = mission.MissionId, ParticipantId = "p-old", ParticipantIdentity = Identity("p-old"), InvitedBy = "p-older" }),
            mission.Emit(Joined(mission, "p-old", "user/somebody")),
            mission.Comment("p-old"),
            mission.Emit(new ParticipantLeftPayload { MissionId = mission.MissionId, ParticipantId = "p-old", Reason = "explicit" }),
            mission.Comment("p-never"),
            TestEvents.Moved(mission.Project));

        answer.ShouldBe(HttpStatusCode.OK).Statuses.ShouldBe([.. Enumerable.Repeat("success", 6)]);
        var state = (await mission.StateAsync()).GetProperty("state");
        state.GetProperty("comments").GetArrayLength().ShouldBe(1);
        state.GetProperty("anomalies").EnumerateArray().ShouldHaveSingleItem().GetProperty("code").GetString().ShouldBe("UNKNOWN_PARTICIPANT");
    }

    [Fact]
    public async Task Import_InAnyOrder_GivesTheRosterOfTheClocks()
    {
        await using var server = await RunningServer.StartAsync();
        var mission = await TestMission.CreateAsync(server, await server.SignInNewAsync("ada", role: TeamRole.Admin));
        var importer = await MakeTokenAsync(server, mission.Token, "import");
        var me = (await server.GetAsync("/api/v1/me/", mission.Token)).Text("principal_id")!;
        string[] gone = [mission.Emit(Joined(mission, "p-gone", me)), mission.Emit(new ParticipantLeftPayload { MissionId = mission.MissionId, ParticipantId = "p-gone" })];
        string[] back =
        [
            mission.Emit(Joined(mission, "p-back", me)),
            mission.Emit(new ParticipantLeftPayload { MissionId = mission.MissionId, ParticipantId = "p-back" }),
            mission.Emit(Joined(mission, "p-back", me)),
        ];

        (await server.PostBatchAsync(importer, [.. gone.Reverse(), .. back.Reverse()])).Statuses.ShouldAllBe(status => status == "success");

        (await server.PostAsync($"/api/v1/missions/{mission.MissionId}/participants/p-gone/leave/", "{}", mission.Token)).ShouldBe(HttpStatusCode.NotFound);
        (await server.PostBatchAsync(mission.Token, mission.Comment("p-back"))).Statuses.ShouldBe(["success"]);
        (await server.PostAsync($"/api/v1/missions/{mission.MissionId}/participants/p-back/leave/", "{}", mission.Token)).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Import_StillHoldsEventsToTheirContract()
    {
        await using var server = await RunningServer.StartAsync();
        var mission = await TestMission.CreateAsync(server, await server.SignInNewAsync("ada", role: TeamRole.Admin));
        var importer = await MakeTokenAsync(server, mission.Token, "import");
        var unknownMission = mission.Comment("p").Replace(mission.MissionId, "M404", StringComparison.Ordinal);
        var broken = mission.Comment("p").Replace("\"comment_id\"", "\"other_id\"", StringComparison.Ordinal);
        mission.Clock = 1L << 41;
        var far = mission.Comment("p");

        var answer = await server.PostBatchAsync(importer, unknownMission, broken, far);

        answer.Statuses.ShouldBe(["rejected", "rejected", "rejected"]);
        answer.Error(0).ShouldContain("M404");
        answer.Error(1).ShouldContain("comment_id");
        answer.Error(2).ShouldContain("lamport_clock");
    }

    [Fact]
    public async Task Import_HoldsOnlyWhereTheUserIsAdminNow()
    {
        await using var server = await RunningServer.StartAsync();
        var boss = await server.SignInNewAsync("boss", role: TeamRole.Admin);
        var mission = await TestMission.CreateAsync(server, await server.SignInNewAsync("ada", role: TeamRole.Admin));
        var importer = await MakeTokenAsync(server, mission.Token, "import", "write");
        var milk = await server.SignInNewAsync("dan", "milk", TeamRole.Admin);
        var other = await TestMission.CreateAsync(server, milk);
        await server.AddToTeamAsync("ada", "milk");

        (await server.PostBatchAsync(importer, other.Emit(Joined(other, "p", "user/x")))).Statuses.ShouldBe(["rejected"]);
        (await server.PostBatchAsync(importer, mission.Emit(Joined(mission, "p", "user/x")))).Statuses.ShouldBe(["success"]);
        await server.PatchAsync("/api/v1/teams/tea/members/ada/", new { role = "member" }, boss);
        var demoted = await server.PostBatchAsync(importer, mission.Emit(Joined(mission, "p2", "user/x")), mission.Comment("p"), TestEvents.Moved(mission.Project));

        demoted.Statuses.ShouldBe(["rejected", "rejected", "success"]);
    }

    [Fact]
    public async Task Import_WithoutTheRight_IsNotForAdminsEither()
    {
        await using var server = await RunningServer.StartAsync();
        var mission = await TestMission.CreateAsync(server, await server.SignInNewAsync("ada", role: TeamRole.Admin));
        var writer = await MakeTokenAsync(server, mission.Token, "read", "write");

        foreach (var token in new[] { mission.Token, writer })
        {
            (await server.PostBatchAsync(token, mission.Emit(Joined(mission, "p", "user/x")))).Statuses.ShouldBe(["rejected"]);
        }
    }

    [Fact]
    public async Task Import_OfALeave_EndsTheTokensOfTheParticipant()
    {
        await using var server = await RunningServer.StartAsync();
        var mission = await TestMission.CreateAsync(server, await server.SignInNewAsync("ada", role: TeamRole.Admin));
        var importer = await MakeTokenAsync(server, mission.Token, "import");
        var llm = await mission.JoinAsync("Claude", "llm_context");
        var token = (await server.PostAsync($"/api/v1/missions/{mission.MissionId}/participants/{llm}/token/", "{}", mission.Token)).Text("token");

        await server.PostBatchAsync(importer, mission.Emit(new ParticipantLeftPayload { MissionId = mission.MissionId, ParticipantId = llm }));

        (await server.GetAsync("/api/v1/me/", token)).ShouldBe(HttpStatusCode.Unauthorized);
    }

    private static ParticipantIdentity Identity(string id) => new() { ParticipantId = id, ParticipantType = ParticipantType.Human, DisplayName = id };

    private static ParticipantJoinedPayload Joined(TestMission mission, string id, string principal)
        => new() { MissionId = mission.MissionId, ParticipantId = id, ParticipantIdentity = Identity(id), AuthPrincipalId = principal };

    private static async Task<string> MakeTokenAsync(RunningServer server, string access, params string[] rights)
        => (await server.PostAsync("/api/v1/tokens/", new { name = "importer", rights }, access)).ShouldBe(HttpStatusCode.Created).Text("token")!;
}
