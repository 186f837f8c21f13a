using System.Net;
using System.Net.WebSockets;
using System.Text.Json;
using SpecKitty.Server.Tests.Hosting;

namespace SpecKitty.Server.Tests.Live;

/// <summary>Which tokens open a socket, what they follow and write through it, and when it ends with them.</summary>
public sealed class SocketRightsTests
{
    private readonly TimerClock _clock = new();

    [Fact]
    public async Task Socket_OpensToASocketTokenAlone()
    {
        await using var server = await RunningServer.StartAsync(_clock);
        await server.AddUserAsync("ada");
        var pair = await server.SignInAsync("ada");
        var mission = await TestMission.CreateAsync(server, pair.Text("access")!);
        var participant = await IssueAsync(server, mission, await mission.JoinAsync("Claude", "llm_context"));
        var personal = await MakePersonalAsync(server, mission.Token, "read");
        var stale = await TestSocket.MakeTokenAsync(server, mission.Token);
        var query = $"?mission={mission.MissionId}";

        foreach (var token in new[] { pair.Text("access"), pair.Text("refresh"), personal, participant, "nonsense" })
        {
            (await TestSocket.RefusedRawAsync(server, token, query)).ShouldBe(HttpStatusCode.Unauthorized);
        }

        (await server.GetAsync("/ws/v1/events/", pair.Text("access"))).ShouldBe(HttpStatusCode.Unauthorized).Text("details")!.ShouldContain("/api/v1/ws-token/");
        _clock.Advance(TimeSpan.FromMinutes(1));
        (await TestSocket.RefusedRawAsync(server, stale, query)).ShouldBe(HttpStatusCode.Unauthorized);
        using var socket = await TestSocket.OpenAsync(server, mission.Token, query);
        await socket.ReceiveAsync("snapshot");
    }

    [Fact]
    public async Task ParticipantToken_FollowsItsMissionAndNothingElse()
    {
        await using var server = await RunningServer.StartAsync(_clock);
        var mission = await TestMission.CreateAsync(server, await server.SignInNewAsync("ada"));
        await TestMission.CreateAsync(server, mission.Token, "M043", mission.Project);
        var (llm, human) = (await mission.JoinAsync("Claude", "llm_context"), await mission.JoinAsync());
        var token = await IssueAsync(server, mission, llm);

        foreach (var query in new[] { $"?project={mission.Project}", $"?project={Guid.NewGuid()}", "?mission=M043", "?mission=M404", $"?mission={mission.MissionId}&project={Guid.NewGuid()}" })
        {
            (await TestSocket.RefusedAsync(server, token, query)).ShouldBe(HttpStatusCode.Forbidden, query);
        }

        using var socket = await TestSocket.OpenAsync(server, token, $"?mission={mission.MissionId}");
        var snapshot = await socket.ReceiveAsync("snapshot");
        snapshot.GetProperty("missions").EnumerateArray().ShouldHaveSingleItem().GetProperty("mission_id").GetString().ShouldBe(mission.MissionId);
        await server.PostBatchAsync(mission.Token, TestEvents.Moved(mission.Project), mission.Comment(human));
        (await socket.ReceiveAsync("event")).GetProperty("sequence").GetInt64().ShouldBe(4);
        (await ExchangeAsync(socket, mission.Comment(human))).GetProperty("code").GetString().ShouldBe("OUT_OF_SCOPE");
        (await ExchangeAsync(socket, TestEvents.Moved(mission.Project))).GetProperty("code").GetString().ShouldBe("OUT_OF_SCOPE");
        (await ExchangeAsync(socket, mission.Comment(llm))).GetProperty("status").GetString().ShouldBe("success");
    }

    [Fact]
    public async Task PersonalToken_HasItsRightsAndNoMore()
    {
        await using var server = await RunningServer.StartAsync(_clock);
        var mission = await TestMission.CreateAsync(server, await server.SignInNewAsync("ada"));
        var ada = await mission.JoinAsync();
        var (reads, writes) = (await MakePersonalAsync(server, mission.Token, "read"), await MakePersonalAsync(server, mission.Token, "write"));

        (await TestSocket.RefusedAsync(server, writes, $"?project={mission.Project}")).ShouldBe(HttpStatusCode.Forbidden);
        using var socket = await TestSocket.OpenAsync(server, reads, $"?project={mission.Project}");
        await socket.ReceiveAsync("snapshot");

        (await ExchangeAsync(socket, mission.Comment(ada))).GetProperty("status").GetString().ShouldBe("rejected");
    }

    [Fact]
    public async Task Socket_WhoseTokenIsRevoked_IsClosed()
    {
        await using var server = await RunningServer.StartAsync(_clock);
        await server.AddUserAsync("ada");
        var pair = await server.SignInAsync("ada");
        var mission = await TestMission.CreateAsync(server, pair.Text("access")!);
        var llm = await mission.JoinAsync("Claude", "llm_context");
        var token = await IssueAsync(server, mission, llm);
        using var context = await TestSocket.OpenAsync(server, token, $"?mission={mission.MissionId}");
        using var person = await TestSocket.OpenAsync(server, mission.Token, $"?project={mission.Project}");
        await context.ReceiveAsync("snapshot");
        await person.ReceiveAsync("snapshot");

        (await server.DeleteAsync($"/api/v1/missions/{mission.MissionId}/participants/{llm}/token/", mission.Token)).ShouldBe(HttpStatusCode.NoContent);
        await context.SendAsync(mission.Comment(llm));
        (await context.ReceiveCloseAsync()).ShouldBe(WebSocketCloseStatus.PolicyViolation);

        (await server.PostAsync("/api/v1/token/logout/", new { refresh = pair.Text("refresh") })).ShouldBe(HttpStatusCode.NoContent);
        _clock.Advance(TimeSpan.FromSeconds(15));
        (await person.ReceiveCloseAsync()).ShouldBe(WebSocketCloseStatus.PolicyViolation);
    }

    private static async Task<string> IssueAsync(RunningServer server, TestMission mission, string participant)
        => (await server.PostAsync($"/api/v1/missions/{mission.MissionId}/participants/{participant}/token/", "{}", mission.Token)).ShouldBe(HttpStatusCode.Created).Text("token")!;

    private static async Task<string> MakePersonalAsync(RunningServer server, string access, string right)
        => (await server.PostAsync("/api/v1/tokens/", new { name = right, rights = new[] { right } }, access)).ShouldBe(HttpStatusCode.Created).Text("token")!;

    // The events that the socket follows come in between.
    private static async Task<JsonElement> ExchangeAsync(TestSocket socket, string envelope)
    {
        await socket.SendAsync(envelope);
        while (true)
        {
            var frame = JsonSerializer.Deserialize<JsonElement>((await socket.ReceiveTextAsync()).ShouldNotBeNull());
            if (frame.GetProperty("type").GetString() == "result")
            {
                return frame;
            }
        }
    }
}
