using System.Net;
using System.Net.Sockets;
using System.Text;
using SpecKitty.Server.Tests.Hosting;

namespace SpecKitty.Server.Tests.Live.Streams;

/// <summary>A reader of a stream that never takes anything from its connection.</summary>
public sealed class StreamBoundTests
{
    private const int Patience = 60_000;

    private readonly Guid _project = Guid.NewGuid();

    [Fact(Timeout = Patience)]
    public async Task Stream_WhoseReaderTakesNothing_EndsWithinTheBound()
    {
        await using var server = await StartAsync();
        var token = await server.SignInNewAsync("ada");
        await FillAsync(server, token);
        using var idle = await OpenUnreadAsync(server, $"/api/v1/projects/{_project}/stream/?after=0", $"Authorization: Bearer {token}");

        // One may follow on this server, so another reader gets in only when the idle one is gone.
        TestStream? next;
        do
        {
            next = await TestStream.TryOpenAsync(server, token, $"/api/v1/projects/{_project}/stream/");
        }
        while (next is null);

        using (next)
        {
            await next.ReceiveAsync("snapshot");
        }
    }

    private static Task<RunningServer> StartAsync() => RunningServer.StartAsync(adjust: options => options with
    {
        Streams = options.Streams with { WriteWithin = TimeSpan.FromMilliseconds(500), SubscribersPerNode = 1 },
    });

    // More than the connection and its buffers hold, and at 240 bytes a second more than hours.
    private async Task FillAsync(RunningServer server, string token)
    {
        for (var batch = 0; batch < 10; batch++)
        {
            (await server.PostBatchAsync(token, Enumerable.Range(0, 20).Select(_ => Large()))).Statuses.ShouldAllBe(status => status == "success");
        }
    }

    private static async Task<Socket> OpenUnreadAsync(RunningServer server, string path, string header)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = 4096 };
        await socket.ConnectAsync(IPAddress.Loopback, server.Http.BaseAddress!.Port);
        await socket.SendAsync(Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: localhost\r\n{header}\r\n\r\n"));

        // The first bytes show that the stream is open; no more are taken.
        (await socket.ReceiveAsync(new byte[1])).ShouldBe(1);
        return socket;
    }

    private string Large() => TestEvents.Moved(_project).Replace("\"wp_id\":\"WP01\"", $"\"wp_id\":\"WP01\",\"feature_slug\":\"{new string('x', 100_000)}\"", StringComparison.Ordinal);
}
