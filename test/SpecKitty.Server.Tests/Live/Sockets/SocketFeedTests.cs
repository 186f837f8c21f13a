using System.Net;
using System.Net.WebSockets;
using System.Text.Json;
using SpecKitty.Server.Live.Sockets;
using SpecKitty.Server.Tests.Hosting;

namespace SpecKitty.Server.Tests.Live.Sockets;

/// <summary>What a socket sends: where the log stands, and everything that comes after.</summary>
public sealed class SocketFeedTests
{
    private readonly Guid _project = Guid.NewGuid();

    [Fact]
    public async Task Socket_OfAProject_SendsASnapshotAndEveryEventAfterItAsItCame()
    {
        await using var server = await RunningServer.StartAsync();
        var token = await server.SignInNewAsync("ada");
        await server.PostBatchAsync(token, TestEvents.Moved(_project), TestEvents.Moved(_project));
        string[] later = [.. Enumerable.Range(0, 250).Select(_ => TestEvents.Moved(_project).Replace(",", " ,\t", StringComparison.Ordinal))];

        using var socket = await TestSocket.OpenAsync(server, token, $"?project={_project}");
        var snapshot = await socket.ReceiveAsync("snapshot");
        await server.PostBatchAsync(token, later);

        snapshot.GetProperty("project_uuid").GetGuid().ShouldBe(_project);
        snapshot.GetProperty("sequence").GetInt64().ShouldBe(2);
        for (var i = 0; i < later.Length; i++)
        {
            var frame = await socket.ReceiveAsync("event");
            frame.GetProperty("sequence").GetInt64().ShouldBe(3 + i);
            frame.GetProperty("event").GetRawText().ShouldBe(later[i]);
        }

        await socket.CloseAsync();
        socket.CloseStatus.ShouldBe(WebSocketCloseStatus.NormalClosure);
    }

    [Fact]
    public async Task Socket_BehindACursor_BeginsThere()
    {
        await using var server = await RunningServer.StartAsync();
        var token = await server.SignInNewAsync("ada");
        await server.PostBatchAsync(token, TestEvents.Moved(_project), TestEvents.Moved(_project), TestEvents.Moved(_project));

        using var socket = await TestSocket.OpenAsync(server, token, $"?project={_project}&after=1");

        (await socket.ReceiveAsync("snapshot")).GetProperty("sequence").GetInt64().ShouldBe(1);
        (await socket.ReceiveAsync("event")).GetProperty("sequence").GetInt64().ShouldBe(2);
        (await socket.ReceiveAsync("event")).GetProperty("sequence").GetInt64().ShouldBe(3);
    }

    [Fact]
    public async Task Socket_BehindACursorThatTheLogHasNotReached_BeginsWhereTheLogStands()
    {
        await using var server = await RunningServer.StartAsync();
        var token = await server.SignInNewAsync("ada");
        await server.PostBatchAsync(token, TestEvents.Moved(_project), TestEvents.Moved(_project));

        using var socket = await TestSocket.OpenAsync(server, token, $"?project={_project}&after=9");

        (await socket.ReceiveAsync("snapshot")).GetProperty("sequence").GetInt64().ShouldBe(2);
        await server.PostBatchAsync(token, TestEvents.Moved(_project));
        (await socket.ReceiveAsync("event")).GetProperty("sequence").GetInt64().ShouldBe(3);
    }

    [Fact]
    public async Task Socket_OfAMission_SendsThatMissionsEventsAlone()
    {
        await using var server = await RunningServer.StartAsync();
        var mission = await TestMission.CreateAsync(server, await server.SignInNewAsync("ada"));
        var ada = await mission.JoinAsync();

        using var socket = await TestSocket.OpenAsync(server, mission.Token, $"?mission={mission.MissionId}");
        var snapshot = await socket.ReceiveAsync("snapshot");
        await server.PostBatchAsync(mission.Token, TestEvents.Moved(mission.Project), mission.Comment(ada), TestEvents.Moved(mission.Project), mission.Comment(ada));

        snapshot.GetProperty("missions")[0].GetProperty("mission_id").GetString().ShouldBe(mission.MissionId);
        snapshot.GetProperty("missions")[0].GetProperty("lamport_clock").GetInt64().ShouldBe(1);
        (await socket.ReceiveAsync("event")).GetProperty("sequence").GetInt64().ShouldBe(3);
        (await socket.ReceiveAsync("event")).GetProperty("sequence").GetInt64().ShouldBe(5);
    }

    [Fact]
    public async Task Socket_WithoutASubjectByAParticipantsToken_FollowsItsMission()
    {
        await using var server = await RunningServer.StartAsync();
        var mission = await TestMission.CreateAsync(server, await server.SignInNewAsync("ada"));
        var llm = await mission.JoinAsync("Claude", "llm_context");
        var issued = await server.PostAsync($"/api/v1/missions/{mission.MissionId}/participants/{llm}/token/", "{}", mission.Token);

        using var socket = await TestSocket.OpenAsync(server, issued.Text("token")!, "");
        var snapshot = await socket.ReceiveAsync("snapshot");
        await server.PostBatchAsync(mission.Token, TestEvents.Moved(mission.Project), mission.Comment(llm));

        snapshot.GetProperty("missions")[0].GetProperty("mission_id").GetString().ShouldBe(mission.MissionId);
        (await socket.ReceiveAsync("event")).GetProperty("sequence").GetInt64().ShouldBe(3);
    }

    [Fact]
    public async Task Socket_WithoutPongs_IsPingedAndThenHungUpOn()
    {
        var clock = new TimerClock();
        await using var server = await RunningServer.StartAsync(clock);
        var token = await server.SignInNewAsync("ada");
        await server.PostBatchAsync(token, TestEvents.Moved(_project));
        using var socket = await TestSocket.OpenAsync(server, token, $"?project={_project}");
        await socket.ReceiveAsync("snapshot");

        clock.Advance(TimeSpan.FromSeconds(15));
        (await socket.ReceiveAsync("ping")).GetProperty("timestamp").GetString().ShouldBe("2026-02-15T10:00:15Z");
        clock.Advance(TimeSpan.FromSeconds(15));
        await socket.ReceiveAsync("ping");
        clock.Advance(TimeSpan.FromSeconds(15));

        (await socket.ReceiveCloseAsync()).ShouldBe(WebSocketCloseStatus.PolicyViolation);
    }

    [Fact]
    public async Task Socket_WithPongs_StaysOpen()
    {
        var clock = new TimerClock();
        await using var server = await RunningServer.StartAsync(clock);
        var token = await server.SignInNewAsync("ada");
        await server.PostBatchAsync(token, TestEvents.Moved(_project));
        using var socket = await TestSocket.OpenAsync(server, token, $"?project={_project}");
        await socket.ReceiveAsync("snapshot");

        for (var i = 0; i < 8; i++)
        {
            clock.Advance(TimeSpan.FromSeconds(15));
            var ping = await socket.ReceiveAsync("ping");
            await socket.SendAsync(JsonSerializer.Serialize(new { type = "pong", timestamp = ping.GetProperty("timestamp").GetString() }));

            // Frames are read in order: behind the answer to this one, the pong has been read.
            await socket.SendAsync("{}");
            await socket.ReceiveAsync("result");
        }
    }

    [Fact]
    public async Task Socket_WhenTheServerStops_IsToldSo()
    {
        await using var server = await RunningServer.StartAsync();
        var token = await server.SignInNewAsync("ada");
        await server.PostBatchAsync(token, TestEvents.Moved(_project));
        using var socket = await TestSocket.OpenAsync(server, token, $"?project={_project}");
        await socket.ReceiveAsync("snapshot");

        var closing = socket.ReceiveCloseAsync();
        await server.RestartAsync();

        (await closing).ShouldBe((WebSocketCloseStatus)1012);
    }

    [Fact]
    public async Task Socket_OfWhatIsNotOnesOwn_IsRefused()
    {
        await using var server = await RunningServer.StartAsync();
        var ada = await server.SignInNewAsync("ada");
        var eve = await server.SignInNewAsync("eve", "coffee");
        await server.PostBatchAsync(ada, TestEvents.Moved(_project));

        (await TestSocket.RefusedAsync(server, null, $"?project={_project}")).ShouldBe(HttpStatusCode.Unauthorized);
        (await TestSocket.RefusedAsync(server, eve, $"?project={_project}")).ShouldBe(HttpStatusCode.NotFound);
        (await TestSocket.RefusedAsync(server, eve, $"?project={Guid.NewGuid()}")).ShouldBe(HttpStatusCode.NotFound);
        (await TestSocket.RefusedAsync(server, ada, "?mission=nowhere")).ShouldBe(HttpStatusCode.NotFound);
        (await TestSocket.RefusedAsync(server, ada, "?after=1")).ShouldBe(HttpStatusCode.BadRequest);
        (await server.GetAsync($"/ws/v1/events/?project={_project}", ada)).ShouldBe(HttpStatusCode.UpgradeRequired).Text("details")!.ShouldContain("web socket");
    }

    [Fact]
    public async Task Sockets_BeyondTheCap_AreRefusedUntilOneCloses()
    {
        await using var server = await RunningServer.StartAsync(adjust: options => options with { Sockets = new SocketLimits { ConnectionsPerPrincipal = 1 } });
        var ada = await server.SignInNewAsync("ada");
        var grace = await server.SignInNewAsync("grace");
        await server.PostBatchAsync(ada, TestEvents.Moved(_project));
        using var first = await TestSocket.OpenAsync(server, ada, $"?project={_project}");

        (await TestSocket.RefusedAsync(server, ada, $"?project={_project}")).ShouldBe(HttpStatusCode.TooManyRequests);
        using var another = await TestSocket.OpenAsync(server, grace, $"?project={_project}");
    }
}
