using System.Net;
using Microsoft.Extensions.DependencyInjection;
using SpecKitty.Events.Collaboration;
using SpecKitty.Server.Auth;
using SpecKitty.Server.Demo;
using SpecKitty.Server.Missions;
using SpecKitty.Server.Storage;
using SpecKitty.Server.Tests.Hosting;

namespace SpecKitty.Server.Tests.Dashboard;

public sealed class DashboardTests
{
    [Fact]
    public async Task Page_WithoutTheDemo_SaysHowToBeginAndShowsNothing()
    {
        await using var server = await RunningServer.StartAsync();
        var mission = await TestMission.CreateAsync(server, await server.SignInNewAsync("ada"), "SecretMission");
        await mission.JoinAsync("SecretName");

        var html = await server.Http.GetStringAsync("/");

        html.ShouldContain("user add");
        html.ShouldContain("auth login --server http://127.0.0.1:");
        html.ShouldNotContain("Secret");
    }

    [Fact]
    public async Task Page_OfTheDemo_ShowsItWithAStrictPolicy()
    {
        await using var server = await RunningServer.StartAsync(TimeProvider.System, demo: true);
        await server.Services.GetRequiredService<DemoStage>().Finished.WaitAsync(TimeSpan.FromSeconds(120));

        var response = await server.Http.GetAsync("/");

        var policy = response.Headers.GetValues("Content-Security-Policy").Single();
        policy.ShouldContain("default-src 'none'");
        policy.ShouldNotContain("unsafe");
        var html = await response.Content.ReadAsStringAsync();
        html.ShouldContain("042 Offline checkout");
        html.ShouldContain("A decorator around ICartStore, in WP02");
        html.ShouldNotContain(" style=");
        html.ShouldNotContain("onclick");
        foreach (var asset in new[] { "/assets/tokens.css", "/assets/mission.css", "/assets/dashboard.js", "/assets/kitty.svg" })
        {
            html.ShouldContain(asset);
            (await server.Http.GetAsync(asset)).StatusCode.ShouldBe(HttpStatusCode.OK);
        }
    }

    [Fact]
    public async Task Page_WithHostileTexts_ShowsThemAsText()
    {
        const string Hostile = "<img src=x onerror=alert(1)>\u202e\u0007";
        await using var server = await RunningServer.StartAsync();
        var mission = await OpenMissionAsync(server, Hostile);
        var principal = new Principal("user/eve", "eve", [new TeamMembership("demo", TeamRole.Member)]);
        var joined = await server.Services.GetRequiredService<RosterService>().JoinAsync(principal, mission, new JoinAs(null, ParticipantType.Human, Hostile));
        joined.Value.ShouldNotBeNull();

        var html = await server.Http.GetStringAsync("/");

        html.ShouldContain("&lt;img src=x onerror=alert(1)&gt;[U&#x2B;202E][U&#x2B;0007]");
        html.ShouldNotContain("<img src=x");
        html.ShouldNotContain("\u202e");
    }

    [Fact]
    public async Task Live_AfterAnEvent_SendsTheChangedParts()
    {
        await using var server = await RunningServer.StartAsync();
        var mission = await OpenMissionAsync(server, "Live");
        var principal = new Principal("user/ada", "ada", [new TeamMembership("demo", TeamRole.Member)]);
        using var response = await server.Http.GetAsync($"/projects/{mission.ProjectId}/missions/{mission.MissionId}/live/", HttpCompletionOption.ResponseHeadersRead);
        using var lines = new StreamReader(await response.Content.ReadAsStreamAsync());
        (await ReadPartsAsync(lines)).Keys.ShouldContain("anomalies");

        await server.Services.GetRequiredService<RosterService>().JoinAsync(principal, mission, new JoinAs(null, ParticipantType.LlmContext, "claude-1"));

        var changed = await ReadChangedPartsAsync(lines);
        changed["roster"].ShouldContain("claude-1");
        changed.Keys.ShouldNotContain("anomalies");
    }

    private static async Task<MissionRecord> OpenMissionAsync(RunningServer server, string title)
    {
        var principal = new Principal("user/ada", "ada", [new TeamMembership("demo", TeamRole.Member)]);
        var made = await server.Services.GetRequiredService<MissionService>().CreateAsync(principal, "M1", Guid.NewGuid(), title);
        server.Services.GetRequiredService<DemoStage>().Mission = made.Value;
        return made.Value!;
    }

    // An update that only shows that the line is alive has none.
    private static async Task<Dictionary<string, string>> ReadChangedPartsAsync(StreamReader lines)
    {
        Dictionary<string, string> parts;
        do
        {
            parts = await ReadPartsAsync(lines);
        }
        while (parts.Count == 0);

        return parts;
    }

    // Up to the message that ends each update.
    private static async Task<Dictionary<string, string>> ReadPartsAsync(StreamReader lines)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(120));
        var parts = new Dictionary<string, string>(StringComparer.Ordinal);
        var data = new List<string>();
        var name = "";
        while (await lines.ReadLineAsync(limit.Token) is { } line)
        {
            if (line.StartsWith("event: ", StringComparison.Ordinal))
            {
                name = line[7..];
            }
            else if (line.StartsWith("data: ", StringComparison.Ordinal))
            {
                data.Add(line[6..]);
            }
            else if (line.Length == 0)
            {
                if (name == "clock")
                {
                    return parts;
                }

                parts[data[0]] = string.Join('\n', data.Skip(1));
                data.Clear();
            }
        }

        throw new InvalidOperationException("The stream ended.");
    }
}
