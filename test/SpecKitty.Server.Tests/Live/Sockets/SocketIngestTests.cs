using System.Net.WebSockets;
using System.Text.Json;
using SpecKitty.Server.Ingest;
using SpecKitty.Server.Tests.Hosting;

namespace SpecKitty.Server.Tests.Live.Sockets;

/// <summary>What comes in through a socket goes the way of a batch of one.</summary>
public sealed class SocketIngestTests
{
    private readonly Guid _project = Guid.NewGuid();

    [Fact]
    public async Task Envelope_ThroughASocket_IsTakenInAndAnsweredLikeABatchOfOne()
    {
        await using var server = await RunningServer.StartAsync();
        var mission = await TestMission.CreateAsync(server, await server.SignInNewAsync("ada"));
        var ada = await mission.JoinAsync();
        using var socket = await OpenAsync(server, mission.Token, mission.Project);
        using var follower = await OpenAsync(server, mission.Token, mission.Project);
        var comment = mission.Comment(ada);

        var first = await ExchangeAsync(socket, comment);
        var again = await ExchangeAsync(socket, comment);
        var stranger = await ExchangeAsync(socket, mission.Comment("nobody"));
        var junk = await ExchangeAsync(socket, "no JSON");

        (first.GetProperty("status").GetString(), first.GetProperty("lamport_clock").GetInt64()).ShouldBe(("success", mission.Clock - 1));
        again.GetProperty("status").GetString().ShouldBe("duplicate");
        (stranger.GetProperty("status").GetString(), stranger.GetProperty("code").GetString()).ShouldBe(("rejected", "ADMISSION_UNKNOWN_PARTICIPANT"));
        stranger.GetProperty("error_message").GetString().ShouldBe(stranger.GetProperty("error").GetString());
        junk.GetProperty("code").GetString().ShouldBe("INVALID_ENVELOPE");
        (await follower.ReceiveAsync("event")).GetProperty("event").GetRawText().ShouldBe(comment);
    }

    [Fact]
    public async Task Envelope_BeyondTheRate_IsToldToWaitAndNothingIsStored()
    {
        var clock = new MovableClock();
        await using var server = await RunningServer.StartAsync(clock, adjust: options => options with { Rates = new RateLimits { EventsPerMinutePerPrincipal = 2 } });
        var token = await server.SignInNewAsync("ada");
        await server.PostBatchAsync(token, TestEvents.Moved(_project));
        using var socket = await OpenAsync(server, token, _project);
        await ExchangeAsync(socket, TestEvents.Moved(_project));
        var id = TestEvents.NewId();
        var tooMuch = TestEvents.Moved(_project, id);

        await socket.SendAsync(tooMuch);
        var error = await NextAsync(socket, "error");

        error.GetProperty("event_id").GetString().ShouldBe(id);
        error.GetProperty("retry_after").GetInt32().ShouldBe(30);
        error.GetProperty("details").GetString()!.ShouldContain("2 events a minute");
        clock.Advance(TimeSpan.FromSeconds(30));
        (await ExchangeAsync(socket, tooMuch)).GetProperty("status").GetString().ShouldBe("success");
    }

    [Fact]
    public async Task Frame_TooLargeOrBinary_ClosesTheSocketWithTheReason()
    {
        await using var server = await RunningServer.StartAsync(adjust: options => options with { Limits = new IngestLimits { EventBytes = 5000 } });
        var token = await server.SignInNewAsync("ada");
        await server.PostBatchAsync(token, TestEvents.Moved(_project));
        using var large = await OpenAsync(server, token, _project);
        using var binary = await OpenAsync(server, token, _project);

        (await ExchangeAsync(large, new string(' ', 5000))).GetProperty("status").GetString().ShouldBe("rejected");
        await large.SendAsync(new string(' ', 5001));
        await binary.SendAsync([1, 2, 3], WebSocketMessageType.Binary);

        (await large.ReceiveCloseAsync()).ShouldBe(WebSocketCloseStatus.MessageTooBig);
        (await binary.ReceiveCloseAsync()).ShouldBe(WebSocketCloseStatus.InvalidMessageType);
    }

    private static async Task<TestSocket> OpenAsync(RunningServer server, string token, Guid project)
    {
        var socket = await TestSocket.OpenAsync(server, token, $"?project={project}");
        await socket.ReceiveAsync("snapshot");
        return socket;
    }

    private static async Task<JsonElement> ExchangeAsync(TestSocket socket, string envelope)
    {
        await socket.SendAsync(envelope);
        return await NextAsync(socket, "result");
    }

    // The events that the socket follows come in between, and pings.
    private static async Task<JsonElement> NextAsync(TestSocket socket, string type)
    {
        while (true)
        {
            var frame = JsonSerializer.Deserialize<JsonElement>((await socket.ReceiveTextAsync()).ShouldNotBeNull());
            if (frame.GetProperty("type").GetString() is not ("event" or "ping"))
            {
                frame.GetProperty("type").GetString().ShouldBe(type, frame.ToString());
                return frame;
            }
        }
    }
}
