using System.Net;
using System.Text.Json;
using SpecKitty.Events.Collaboration;
using SpecKitty.Server.Storage;
using SpecKitty.Server.Tests.Hosting;

namespace SpecKitty.Server.Tests.Missions;

public abstract class RosterRoutesTests(HostedStore store) : HostedTests(store)
{
    [Fact]
    public async Task Invite_ThenJoinWithItsId_TakesThePlace()
    {
        await using var server = await StartAsync();
        var mission = await TestMission.CreateAsync(server, await server.SignInNewAsync("ada"));
        var ada = await mission.JoinAsync();
        var grace = await server.SignInNewAsync("grace");

        var invited = await server.PostAsync("/api/v1/missions/M042/invitations/", """{"participant_type": "human", "display_name": "Grace"}""", mission.Token);
        var id = invited.ShouldBe(HttpStatusCode.Created).Body.GetProperty("participant").GetProperty("participant_id").GetString()!;
        var joined = await server.PostAsync("/api/v1/missions/M042/participants/", JsonSerializer.Serialize(new { participant_id = id }), grace);

        joined.ShouldBe(HttpStatusCode.Created).Body.GetProperty("participant").GetProperty("display_name").GetString().ShouldBe("Grace");
        joined.Body.GetProperty("participant").GetProperty("participant_id").GetString().ShouldBe(id);
        var state = (await mission.StateAsync()).GetProperty("state");
        state.GetProperty("participants").EnumerateObject().Select(participant => participant.Name).ShouldBe(new[] { ada, id }.Order(StringComparer.Ordinal));
        state.GetProperty("anomalies").GetArrayLength().ShouldBe(0);
        var events = await server.GetAsync("/api/v1/missions/M042/events/", mission.Token);
        var invitation = events.Body.GetProperty("events").EnumerateArray().Select(stored => stored.GetProperty("event")).Single(value => value.GetProperty("event_type").GetString() == "ParticipantInvited");
        invitation.GetProperty("payload").GetProperty("invited_by").GetString().ShouldBe(ada);
    }

    [Fact]
    public async Task Invite_InTheNameOfSomebodyElse_IsRefusedAndLeavesNothing()
    {
        await using var server = await StartAsync();
        var mission = await TestMission.CreateAsync(server, await server.SignInNewAsync("ada"));
        var ada = await mission.JoinAsync();
        var grace = await server.SignInNewAsync("grace");

        var invited = await server.PostAsync("/api/v1/missions/M042/invitations/", JsonSerializer.Serialize(new { participant_type = "human", invited_by = ada }), grace);

        invited.ShouldBe(HttpStatusCode.BadRequest).Text("details")!.ShouldContain("invited_by");
        (await server.GetAsync("/api/v1/missions/M042/events/", mission.Token)).Body.GetProperty("events").GetArrayLength().ShouldBe(1);
    }

    [Fact]
    public async Task Join_AsSomebodyActiveUnknownOrElses_IsRefused()
    {
        await using var server = await StartAsync();
        var mission = await TestMission.CreateAsync(server, await server.SignInNewAsync("ada"));
        var ada = await mission.JoinAsync();
        var grace = await server.SignInNewAsync("grace");
        Task<Answer> JoinAsync(string id, string token) => server.PostAsync("/api/v1/missions/M042/participants/", JsonSerializer.Serialize(new { participant_id = id }), token);

        (await JoinAsync(ada, mission.Token)).ShouldBe(HttpStatusCode.Conflict);
        (await JoinAsync("nobody", mission.Token)).ShouldBe(HttpStatusCode.NotFound);
        await server.PostAsync($"/api/v1/missions/M042/participants/{ada}/leave/", "", mission.Token);
        (await JoinAsync(ada, grace)).ShouldBe(HttpStatusCode.NotFound);

        var again = await JoinAsync(ada, mission.Token);
        again.ShouldBe(HttpStatusCode.Created).Body.GetProperty("participant").GetProperty("display_name").GetString().ShouldBe("Ada");
        var state = (await mission.StateAsync()).GetProperty("state");
        state.GetProperty("participants").TryGetProperty(ada, out _).ShouldBeTrue();
        state.GetProperty("anomalies").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task Reap_ByTheMissionsMaker_EndsThePartWithItsReason()
    {
        await using var server = await StartAsync();
        var mission = await TestMission.CreateAsync(server, await server.SignInNewAsync("ada"));
        var grace = await server.SignInNewAsync("grace");
        var id = await mission.JoinAsync("Grace", token: grace);
        var path = $"/api/v1/missions/M042/participants/{id}/reap/";

        (await server.PostAsync(path, "", grace)).ShouldBe(HttpStatusCode.Forbidden);
        (await server.PostAsync(path, "", mission.Token)).ShouldBe(HttpStatusCode.OK);
        (await server.PostAsync(path, "", mission.Token)).ShouldBe(HttpStatusCode.NotFound);

        var events = (await server.GetAsync("/api/v1/missions/M042/events/", mission.Token)).Body.GetProperty("events");
        var left = events[events.GetArrayLength() - 1].GetProperty("event");
        left.GetProperty("event_type").GetString().ShouldBe(CollaborationEventTypes.ParticipantLeft);
        left.GetProperty("payload").GetProperty("reason").GetString().ShouldBe("removed");
    }

    [Fact]
    public async Task Join_OneInvitationByManyAtOnce_LetsOneIn()
    {
        await using var server = await StartAsync();
        var mission = await TestMission.CreateAsync(server, await server.SignInNewAsync("ada"));
        var invited = await server.PostAsync("/api/v1/missions/M042/invitations/", """{"participant_type": "llm_context"}""", mission.Token);
        var body = JsonSerializer.Serialize(new { participant_id = invited.Body.GetProperty("participant").GetProperty("participant_id").GetString() });

        var joins = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => server.PostAsync("/api/v1/missions/M042/participants/", body, mission.Token)));

        joins.Count(joined => joined.Status == HttpStatusCode.Created).ShouldBe(1);
        joins.Count(joined => joined.Status == HttpStatusCode.Conflict).ShouldBe(11);
    }

    [Fact]
    public async Task Invite_ByAViewer_IsForbidden()
    {
        await using var server = await StartAsync();
        await TestMission.CreateAsync(server, await server.SignInNewAsync("ada"));
        var vera = await server.SignInNewAsync("vera", role: TeamRole.Viewer);

        (await server.PostAsync("/api/v1/missions/M042/invitations/", """{"participant_type": "human"}""", vera)).ShouldBe(HttpStatusCode.Forbidden);
    }
}

public sealed class RosterRoutesOnSqliteTests() : RosterRoutesTests(HostedStore.Sqlite);

public sealed class RosterRoutesOnPostgresTests() : RosterRoutesTests(HostedStore.Postgres);
