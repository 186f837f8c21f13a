using System.Net;
using System.Net.WebSockets;
using SpecKitty.Server.Storage;
using SpecKitty.Server.Tests.Hosting;

namespace SpecKitty.Server.Tests.Live.Sockets;

/// <summary>A socket whose client takes nothing for a while.</summary>
public sealed class SlowSocketTests
{
    private const int Patience = 120_000;

    private readonly Guid _project = Guid.NewGuid();

    [Fact(Timeout = Patience)]
    public async Task Socket_WhoseRightsEndWhileAFrameIsSent_GetsTheFrameWholeAndIsToldWhyItEnds()
    {
        var clock = new TimerClock();
        await using var server = await RunningServer.StartAsync(clock);
        var admin = await server.SignInNewAsync("grace", role: TeamRole.Admin);
        var token = await server.SignInNewAsync("ada");
        await server.PostBatchAsync(admin, TestEvents.Moved(_project));
        using var socket = await TestSocket.OpenAsync(server, token, $"?project={_project}");
        await socket.ReceiveAsync("snapshot");

        // More than the connection and its buffers hold.
        for (var batch = 0; batch < 10; batch++)
        {
            (await server.PostBatchAsync(admin, Enumerable.Range(0, 20).Select(_ => Large()))).Statuses.ShouldAllBe(status => status == "success");
        }

        (await server.DeleteAsync("/api/v1/teams/tea/members/ada/", admin)).ShouldBe(HttpStatusCode.NoContent);
        clock.Advance(TimeSpan.FromSeconds(15));

        (await socket.ReceiveCloseAsync()).ShouldBe(WebSocketCloseStatus.PolicyViolation);
    }

    private string Large() => TestEvents.Moved(_project).Replace("\"wp_id\":\"WP01\"", $"\"wp_id\":\"WP01\",\"feature_slug\":\"{new string('x', 100_000)}\"", StringComparison.Ordinal);
}
