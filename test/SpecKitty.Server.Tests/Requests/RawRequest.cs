using System.Net.Sockets;
using System.Text;
using SpecKitty.Server.Tests.Hosting;

namespace SpecKitty.Server.Tests.Requests;

/// <summary>Sends bytes that no client library would send.</summary>
internal static class RawRequest
{
    /// <summary>Sends a request that asks for the connection to be closed.</summary>
    /// <returns>The response to its end, status line, headers and body.</returns>
    public static async Task<string> SendAsync(RunningServer server, string request)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(server.Http.BaseAddress!.Host, server.Http.BaseAddress.Port, TestContext.Current.CancellationToken);
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.Latin1.GetBytes(request.ReplaceLineEndings("\r\n")), TestContext.Current.CancellationToken);
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
    }
}
