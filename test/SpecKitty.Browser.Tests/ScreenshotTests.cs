using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using SpecKitty.Browser.Tests.Support;
using SpecKitty.Events;
using SpecKitty.Events.Collaboration;
using SpecKitty.Events.Envelope;
using SpecKitty.Server.Auth;
using SpecKitty.Server.Ingest;
using SpecKitty.Server.Missions;
using SpecKitty.Server.Storage;
using SpecKitty.Server.Tests.Hosting;
using EventId = SpecKitty.Events.Envelope.EventId;

namespace SpecKitty.Browser.Tests;

/// <summary>Takes the pictures of the guide, when SPECKITTY_SCREENSHOTS names a folder to put them in.</summary>
public sealed class ScreenshotTests(Chromium chromium)
{
    [Fact]
    public async Task Pages_OfTheDemo_CanBePictured()
    {
        var folder = Environment.GetEnvironmentVariable("SPECKITTY_SCREENSHOTS") is { Length: > 0 } named ? named : Directory.CreateTempSubdirectory("speckitty-shots-").FullName;
        var (server, mission) = await DemoServer.StartAsync();
        await using var closing = server;
        await server.AddUserAsync("lin", "demo", TeamRole.Admin);
        await StirAsync(server, mission);
        var page = $"/projects/{mission.ProjectId}/missions/{mission.MissionId}/";
        (string Name, string Path, int Width, int Height, ColorScheme Scheme, bool SignsIn)[] shots =
        [
            ("demo", "/", 1280, 1120, ColorScheme.Light, false),
            ("mission", page, 1280, 1120, ColorScheme.Light, true),
            ("mission-dark", page, 1280, 1120, ColorScheme.Dark, true),
            ("mission-phone", page, 390, 1400, ColorScheme.Light, true),
            ("mission-past", $"{page}?at=38", 1280, 1120, ColorScheme.Light, true),
            ("missions", "/missions/", 1280, 480, ColorScheme.Light, true),
        ];

        foreach (var shot in shots)
        {
            await using var visit = await Visit.OpenAsync(chromium, server, new BrowserNewContextOptions
            {
                ColorScheme = shot.Scheme,
                ViewportSize = new ViewportSize { Width = shot.Width, Height = shot.Height },
            });
            var tab = visit.Page;
            if (shot.SignsIn)
            {
                await visit.SignInAsync("lin");
            }

            await tab.GotoAsync(shot.Path);
            if (shot.Path == page || shot.Path == "/")
            {
                await tab.Locator("[data-live].is-on").WaitForAsync();
            }

            var picture = await tab.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, $"{shot.Name}.png"), Animations = ScreenshotAnimations.Disabled });
            picture.Length.ShouldBeGreaterThan(10_000, shot.Name);
        }
    }

    // Somebody comes to where a context drives: so the pictures show what the page is for.
    private static async Task StirAsync(RunningServer server, MissionRecord mission)
    {
        var services = server.Services;
        var lin = Principal.Of((await services.GetRequiredService<IServerStore>().Accounts.FindByNameAsync("lin"))!);
        var joined = (await services.GetRequiredService<RosterService>().JoinAsync(lin, mission, new JoinAs(null, ParticipantType.Human, "Lin"))).Value!.Participant;
        var id = joined.ParticipantId;
        await EmitAsync(server, mission, lin, new PresenceHeartbeatPayload { ParticipantId = id, MissionId = mission.MissionId, SessionId = joined.SessionId! });
        await EmitAsync(server, mission, lin, new DriveIntentSetPayload { ParticipantId = id, MissionId = mission.MissionId, Intent = DriveIntent.Active });
        await EmitAsync(server, mission, lin, new FocusChangedPayload { ParticipantId = id, MissionId = mission.MissionId, FocusTarget = new FocusTarget { TargetType = FocusTargetType.WorkPackage, TargetId = "WP03" } });
    }

    private static async Task EmitAsync(RunningServer server, MissionRecord mission, Principal principal, IEventPayload payload)
    {
        var snapshot = await server.Services.GetRequiredService<MissionService>().ReadAsync(mission);
        var context = new EmissionContext { NodeId = "pictures", ProjectUuid = mission.ProjectId, CorrelationId = EventId.Parse(mission.CorrelationId) };
        var made = new EventFactory(context, () => snapshot.LamportClock + 1, server.Time).Create(payload);
        var answer = await server.Services.GetRequiredService<IngestService>().IngestAsync(principal, [EventWriter.ToUtf8(made)]);
        answer.Results.Single().Status.ShouldBe(IngestStatus.Success);
    }
}
