using Microsoft.Extensions.DependencyInjection;
using SpecKitty.Server.Auth;
using SpecKitty.Server.Demo;
using SpecKitty.Server.Missions;
using SpecKitty.Server.Storage;

namespace SpecKitty.Server.Tests.Hosting;

/// <summary>Opens a mission to everybody, as the demo does.</summary>
internal static class TestDemo
{
    public static async Task<MissionRecord> OpenAsync(RunningServer server, string title = "Open")
    {
        var principal = new Principal("user/ada", "ada", [new TeamMembership("demo", TeamRole.Member)]);
        var made = await server.Services.GetRequiredService<MissionService>().CreateAsync(principal, "M1", Guid.NewGuid(), title);
        server.Services.GetRequiredService<DemoStage>().Mission = made.Value;
        return made.Value!;
    }
}
