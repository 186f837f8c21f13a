using System.Text.RegularExpressions;
using Microsoft.Playwright;
using SpecKitty.Server.Tests.Hosting;

namespace SpecKitty.Browser.Tests.Support;

/// <summary>A window of its own on a server, and everything in it that should not have happened.</summary>
internal sealed class Visit : IAsyncDisposable
{
    private readonly IBrowserContext _context;
    private readonly List<string> _complaints = [];

    private Visit(IBrowserContext context)
    {
        _context = context;
        _context.SetDefaultTimeout(Chromium.Patience);
    }

    /// <summary>The tab.</summary>
    public IPage Page { get; private set; } = null!;

    /// <summary>What the browser complained of: broken rules of the content policy, scripts that failed, dialogs that somebody opened.</summary>
    public IReadOnlyList<string> Complaints => _complaints;

    public static async Task<Visit> OpenAsync(Chromium chromium, RunningServer server, BrowserNewContextOptions? options = null)
    {
        options ??= new BrowserNewContextOptions();
        options.BaseURL = server.Http.BaseAddress!.ToString();
        var visit = new Visit(await chromium.Browser.NewContextAsync(options));
        visit.Page = await visit.OpenTabAsync();
        return visit;
    }

    /// <summary>Another tab of the same browser.</summary>
    public async Task<IPage> OpenTabAsync()
    {
        var page = await _context.NewPageAsync();
        page.Console += (_, message) =>
        {
            // A page that is refused in a test says so in the console; only what the page itself does wrong counts.
            if (message.Type == "error" && !message.Text.StartsWith("Failed to load resource", StringComparison.Ordinal))
            {
                _complaints.Add(message.Text);
            }
        };
        page.PageError += (_, error) => _complaints.Add(error);
        page.Dialog += async (_, dialog) =>
        {
            _complaints.Add($"dialog: {dialog.Message}");
            await dialog.DismissAsync();
        };
        return page;
    }

    /// <summary>Signs in through the form.</summary>
    public async Task SignInAsync(string name)
    {
        await Page.GotoAsync("/sign-in/?next=/missions/");
        await FillSignInAsync(Page, name);

        // The address and the head of a page are there before the rest of it.
        await Assertions.Expect(Page).ToHaveURLAsync(new Regex("/missions/$", RegexOptions.None, TimeSpan.FromSeconds(1)));
        await Page.WaitForLoadStateAsync();
    }

    /// <summary>Fills in the sign-in that a tab shows, and sends it.</summary>
    public static async Task FillSignInAsync(IPage tab, string name)
    {
        await tab.GetByLabel("Username").FillAsync(name);
        await tab.GetByLabel("Password").FillAsync(RunningServer.Password);
        await tab.GetByRole(AriaRole.Main).GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await Assertions.Expect(tab.Locator(".menu summary")).ToContainTextAsync(name);
    }

    /// <summary>Signs out in a tab of its own.</summary>
    public async Task SignOutElsewhereAsync()
    {
        var tab = await OpenTabAsync();
        await tab.GotoAsync("/tokens/");
        await tab.Locator(".menu summary").ClickAsync();
        await tab.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await Assertions.Expect(tab.Locator(".menu")).ToHaveCountAsync(0);
        await tab.CloseAsync();
    }

    /// <summary>Opens the page of a mission and waits until it is live.</summary>
    public async Task OpenLiveAsync(string path)
    {
        await Page.GotoAsync(path);
        await Page.Locator("[data-live].is-on").WaitForAsync();
    }

    public ValueTask DisposeAsync() => _context.DisposeAsync();
}
