using System.Net;
using SpecKitty.Server.Tests.Hosting;

namespace SpecKitty.Server.Tests.Ingest;

/// <summary>What a hostile batch costs the process, from the socket on.</summary>
[Collection<MeasuredAlone>]
public sealed class BatchMemoryTests
{
    [Fact]
    public async Task Batch_Bomb_IsCutOffWhileItInflates()
    {
        await using var server = await RunningServer.StartAsync();
        var token = await server.SignInNewAsync("ada");
        var bomb = RunningServer.Gzip(new byte[256 * 1024 * 1024]);
        var before = GC.GetTotalAllocatedBytes();

        var answer = await server.PostBytesAsync("/api/v1/events/batch/", bomb, token, "gzip");

        answer.ShouldBe(HttpStatusCode.RequestEntityTooLarge).Text("details")!.ShouldContain("inflated");
        (GC.GetTotalAllocatedBytes() - before).ShouldBeLessThan(160L * 1024 * 1024);
    }
}
