using System.Net;
using System.Net.WebSockets;
using System.Text.Json;
using SpecKitty.Server.Tests.Hosting;

namespace SpecKitty.Server.Tests.Live.Sockets;

/// <summary>Which tokens open a socket, and what it lets through then.</summary>
public sealed class SocketTokenTests
{
    [Fact]
    public async Task Socket_ByAParticipantsToken_IsOfItsMissionAndParticipantAlone()
    {
        await using var server = await RunningServer.StartAsync();
        var mission = await TestMission.CreateAsync(server, await server.SignInNewAsync("ada"));
        var (llm, human) = (await mission.JoinAsync("Claude", "llm_context"), await mission.JoinAsync());
        await TestMission.CreateAsync(server, mission.Token, "M043", mission.Project);
        var issued = await server.PostAsync($"/api/v1/missions/{mission.MissionId}/participants/{llm}/token/", "{}", mission.Token);
        var token = await SocketTokenAsync(server, issued.Text("token")!);

        (await TestSocket.RefusedAsync(server, token, $"?project={mission.Project}")).ShouldBe(HttpStatusCode.Forbidden);
        (await TestSocket.RefusedAsync(server, token, "?mission=M043")).ShouldBe(HttpStatusCode.Forbidden);
        (await TestSocket.RefusedAsync(server, token, $"?mission={mission.MissionId}&project={Guid.NewGuid()}")).ShouldBe(HttpStatusCode.Forbidden);
        using var socket = await TestSocket.OpenAsync(server, token, $"?mission={mission.MissionId}");
        await socket.ReceiveAsync("snapshot");

        await socket.SendAsync(mission.Comment(human));
        Status(await ReceiveResultAsync(socket)).ShouldBe(("rejected", "OUT_OF_SCOPE"));
        await socket.SendAsync(TestEvents.Moved(mission.Project));
        Status(await ReceiveResultAsync(socket)).ShouldBe(("rejected", "OUT_OF_SCOPE"));
        await socket.SendAsync(mission.Comment(llm));
        Status(await ReceiveResultAsync(socket)).Status.ShouldBe("success");
        (await server.DeleteAsync($"/api/v1/missions/{mission.MissionId}/participants/{llm}/token/", mission.Token)).ShouldBe(HttpStatusCode.NoContent);
        await socket.SendAsync(mission.Comment(llm));

        (await socket.ReceiveCloseAsync()).ShouldBe(WebSocketCloseStatus.PolicyViolation);
    }

    [Fact]
    public async Task Socket_ByATokenThatOnlyReads_TakesNothingIn()
    {
        await using var server = await RunningServer.StartAsync();
        var mission = await TestMission.CreateAsync(server, await server.SignInNewAsync("ada"));
        var ada = await mission.JoinAsync();
        var reader = (await server.PostAsync("/api/v1/tokens/", new { name = "reader", rights = new[] { "read" } }, mission.Token)).Text("token")!;
        var writer = (await server.PostAsync("/api/v1/tokens/", new { name = "writer", rights = new[] { "write" } }, mission.Token)).Text("token")!;
        using var socket = await TestSocket.OpenAsync(server, await SocketTokenAsync(server, reader), $"?project={mission.Project}");
        await socket.ReceiveAsync("snapshot");

        await socket.SendAsync(mission.Comment(ada));

        Status(await ReceiveResultAsync(socket)).ShouldBe(("rejected", "FOREIGN_PROJECT"));
        (await TestSocket.RefusedAsync(server, writer, $"?project={mission.Project}")).ShouldBe(HttpStatusCode.Forbidden);
        (await TestSocket.RefusedAsync(server, await SocketTokenAsync(server, writer), $"?project={mission.Project}")).ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Socket_AfterTheSignOut_TakesNothingInAndCloses()
    {
        await using var server = await RunningServer.StartAsync();
        await server.AddUserAsync("ada");
        var pair = await server.SignInAsync("ada");
        var mission = await TestMission.CreateAsync(server, pair.Text("access")!);
        var ada = await mission.JoinAsync();
        using var socket = await TestSocket.OpenAsync(server, await SocketTokenAsync(server, mission.Token), $"?project={mission.Project}");
        await socket.ReceiveAsync("snapshot");

        await server.PostAsync("/api/v1/token/logout/", new { refresh = pair.Text("refresh") });
        await socket.SendAsync(mission.Comment(ada));

        (await socket.ReceiveCloseAsync()).ShouldBe(WebSocketCloseStatus.PolicyViolation);
        var again = (await server.SignInAsync("ada")).Text("access");
        var state = await server.GetAsync($"/api/v1/missions/{mission.MissionId}/state/", again);
        state.Body.GetProperty("state").GetProperty("comments").GetArrayLength().ShouldBe(0);
    }

    private static async Task<string> SocketTokenAsync(RunningServer server, string token)
        => (await server.PostAsync("/api/v1/ws-token/", "{}", token)).ShouldBe(HttpStatusCode.OK).Text("ws_token")!;

    private static (string? Status, string? Code) Status(JsonElement result)
        => (result.GetProperty("status").GetString(), result.TryGetProperty("code", out var code) ? code.GetString() : null);

    // What others, or this socket itself, have brought comes as events between.
    private static async Task<JsonElement> ReceiveResultAsync(TestSocket socket)
    {
        while (true)
        {
            var frame = JsonSerializer.Deserialize<JsonElement>((await socket.ReceiveTextAsync())!);
            if (frame.GetProperty("type").GetString() is "result")
            {
                return frame;
            }
        }
    }
}
