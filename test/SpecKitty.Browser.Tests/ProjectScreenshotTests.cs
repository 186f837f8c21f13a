using Microsoft.Playwright;
using SpecKitty.Browser.Tests.Support;
using SpecKitty.Server.Storage;

namespace SpecKitty.Browser.Tests;

/// <summary>Takes the guide's pictures of the pages of a project and for admins, when SPECKITTY_SCREENSHOTS names a folder to put them in.</summary>
public sealed class ProjectScreenshotTests(Chromium chromium)
{
    [Fact]
    public async Task Pages_OfAProject_CanBePictured()
    {
        var folder = Environment.GetEnvironmentVariable("SPECKITTY_SCREENSHOTS") is { Length: > 0 } named ? named : Directory.CreateTempSubdirectory("speckitty-shots-").FullName;
        var (server, demo) = await DemoServer.StartAsync();
        await using var closing = server;
        await server.AddUserAsync("lin", "demo", TeamRole.Admin);
        await server.AddUserAsync("sam", "demo");
        var token = (await server.SignInAsync("lin")).Text("access")!;
        await server.PostAsync("/api/v1/tokens/", new { name = "build server" }, token);
        var project = Guid.NewGuid();
        await server.PostAsync("/api/v1/projects/", new { project_uuid = project, name = "Tea shop" }, token);
        await server.PostBatchAsync(token, TestPackages.Of(project).Where(envelope => !envelope.Contains("xxx", StringComparison.Ordinal) && !envelope.Contains("bbb", StringComparison.Ordinal)));
        await server.PostBatchAsync(token, TestPackages.Envelope(project, 99, "Nonsense", new { }), TestPackages.Envelope(project, 99, "WPCreated", new { wp_id = "WP01" }));
        (string Name, string Path, int Width, int Height, ColorScheme Scheme)[] shots =
        [
            ("project", $"/projects/{project}/", 1280, 900, ColorScheme.Light),
            ("events", $"/projects/{demo.ProjectId}/events/", 1280, 900, ColorScheme.Light),
            ("admin", "/admin/", 1280, 760, ColorScheme.Light),
            ("team", "/admin/teams/demo/", 1280, 900, ColorScheme.Light),
        ];

        foreach (var shot in shots)
        {
            await using var visit = await Visit.OpenAsync(chromium, server, new BrowserNewContextOptions { ColorScheme = shot.Scheme, ViewportSize = new ViewportSize { Width = shot.Width, Height = shot.Height } });
            await visit.SignInAsync("lin");
            await visit.Page.GotoAsync(shot.Path);
            var picture = await visit.Page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, $"{shot.Name}.png"), Animations = ScreenshotAnimations.Disabled });
            picture.Length.ShouldBeGreaterThan(10_000, shot.Name);
        }
    }
}
