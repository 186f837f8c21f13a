using Microsoft.Extensions.DependencyInjection;
using SpecKitty.Server.Demo;
using SpecKitty.Server.Storage;
using SpecKitty.Server.Tests.Hosting;

namespace SpecKitty.Browser.Tests.Support;

/// <summary>A server whose demo has been played to the end.</summary>
internal static class DemoServer
{
    public static async Task<(RunningServer Server, MissionRecord Mission)> StartAsync(Func<SpecKitty.Server.Hosting.ServerOptions, SpecKitty.Server.Hosting.ServerOptions>? adjust = null)
    {
        var server = await RunningServer.StartAsync(TimeProvider.System, demo: true, adjust: adjust);
        var stage = server.Services.GetRequiredService<DemoStage>();
        await stage.Finished.WaitAsync(TimeSpan.FromSeconds(60));
        return (server, stage.Mission!);
    }
}
