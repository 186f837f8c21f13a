using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using SpecKitty.Server.Auth;
using SpecKitty.Server.Demo;
using SpecKitty.Server.Missions;
using SpecKitty.Server.Storage;

namespace SpecKitty.Server.Tests.Hosting;

/// <summary>Opens a mission to everybody, as the demo does.</summary>
internal static partial class TestDemo
{
    public static async Task<MissionRecord> OpenAsync(RunningServer server, string title = "Open")
    {
        var principal = new Principal("user/ada", "ada", [new TeamMembership("demo", TeamRole.Member)]);
        var made = await server.Services.GetRequiredService<MissionService>().CreateAsync(principal, "M1", Guid.NewGuid(), title);
        server.Services.GetRequiredService<DemoStage>().Mission = made.Value;
        return made.Value!;
    }

    /// <summary>The address that keeps the demo's page live, as the page itself says; null while there is no such page.</summary>
    public static async Task<string?> StreamAsync(HttpClient http)
    {
        var page = await http.GetStringAsync("/");
        return StreamPattern().Match(page) is { Success: true } found ? WebUtility.HtmlDecode(found.Groups["address"].Value) : null;
    }

    [GeneratedRegex("data-stream=\"(?<address>[^\"]+)\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex StreamPattern();
}
