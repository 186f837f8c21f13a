using Microsoft.Playwright;
using SpecKitty.Browser.Tests.Support;

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
        await server.AddUserAsync("ada", "demo", SpecKitty.Server.Storage.TeamRole.Admin);
        var page = $"/projects/{mission.ProjectId}/missions/{mission.MissionId}/";
        (string Name, string Path, int Width, int Height, ColorScheme Scheme, bool SignsIn)[] shots =
        [
            ("mission-light", page, 1360, 1300, ColorScheme.Light, true),
            ("mission-dark", page, 1360, 1300, ColorScheme.Dark, true),
            ("mission-phone", page, 390, 844, ColorScheme.Light, true),
            ("mission-past", $"{page}?at=38", 1360, 1300, ColorScheme.Light, true),
            ("missions", "/missions/", 1360, 700, ColorScheme.Light, true),
            ("demo", "/", 1360, 1300, ColorScheme.Light, false),
            ("sign-in", "/sign-in/", 900, 800, ColorScheme.Dark, false),
        ];

        foreach (var shot in shots)
        {
            await using var context = await chromium.Browser.NewContextAsync(new BrowserNewContextOptions
            {
                BaseURL = server.Http.BaseAddress!.ToString(),
                ColorScheme = shot.Scheme,
                ViewportSize = new ViewportSize { Width = shot.Width, Height = shot.Height },
            });
            var tab = await context.NewPageAsync();
            if (shot.SignsIn)
            {
                await tab.GotoAsync("/sign-in/");
                await tab.GetByLabel("Username").FillAsync("ada");
                await tab.GetByLabel("Password").FillAsync(SpecKitty.Server.Tests.Hosting.RunningServer.Password);
                await tab.GetByRole(AriaRole.Main).GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
                await tab.WaitForURLAsync("**/missions/");
            }

            await tab.GotoAsync(shot.Path);
            if (shot.Name.StartsWith("mission-", StringComparison.Ordinal) && shot.Name != "mission-past")
            {
                await tab.Locator("[data-live].is-on").WaitForAsync();
            }

            var picture = await tab.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, $"{shot.Name}.png"), FullPage = shot.Name == "mission-phone", Animations = ScreenshotAnimations.Disabled });
            picture.Length.ShouldBeGreaterThan(10_000, shot.Name);
        }
    }
}
