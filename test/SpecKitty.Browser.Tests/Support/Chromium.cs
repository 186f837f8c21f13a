using Microsoft.Playwright;

namespace SpecKitty.Browser.Tests.Support;

/// <summary>The Chromium of this machine, started once for all tests.</summary>
public sealed class Chromium : IAsyncLifetime
{
    /// <summary>How long the browser may take over anything, in milliseconds: long enough for a machine that is busy with something else.</summary>
    public const int Patience = 90_000;

    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];

    private IPlaywright? _playwright;

    /// <summary>The browser; each test has a context of its own in it.</summary>
    public IBrowser Browser { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Assertions.SetDefaultExpectTimeout(Patience);
        _playwright = await Playwright.CreateAsync();
        Browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Find(),
            Timeout = Patience,

            // Containers seldom let a browser make a sandbox of its own, and only our own pages are opened.
            Args = ["--no-sandbox", "--disable-gpu"],
        });
    }

    public async ValueTask DisposeAsync()
    {
        await Browser.DisposeAsync();
        _playwright!.Dispose();
    }

    /// <summary>Where the browser is.</summary>
    public static string Find()
    {
        if (Environment.GetEnvironmentVariable("SPECKITTY_TEST_CHROMIUM") is { Length: > 0 } named)
        {
            return named;
        }

        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Append("/Applications/Google Chrome.app/Contents/MacOS");
        return folders.SelectMany(folder => Names.Append("Google Chrome").Select(name => Path.Combine(folder, name))).FirstOrDefault(File.Exists)
            ?? throw new InvalidOperationException("These tests need Chromium. Install it (Debian: apt-get install chromium; Fedora: dnf install chromium), or name it in SPECKITTY_TEST_CHROMIUM.");
    }
}
