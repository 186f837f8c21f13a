using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using SpecKitty.Browser.Tests.Support;
using SpecKitty.Events.Validation;
using SpecKitty.Server.Auth;
using SpecKitty.Server.Ingest;
using SpecKitty.Server.Storage;
using SpecKitty.Server.Tests.Hosting;
using static Microsoft.Playwright.Assertions;

namespace SpecKitty.Browser.Tests;

/// <summary>Whatever came in an event is text on every page: no script of it runs, and no markup of it appears.</summary>
public sealed class HostileTextTests(Chromium chromium)
{
    // Links that events make in numbers lead to pages of the same kind. A few of each kind are opened, where a script would run; of the others the markup is read.
    private const int MostOpenedOfAKind = 6;

    // Of the past, each page is a whole mission; every so many suffice.
    private const int PastStep = 25;

    private const string FindMarkup =
        """
        (document) => [...document.querySelectorAll("script:not([src='/assets/dashboard.js']), img:not([src='/assets/kitty.svg']), svg, iframe, object, embed, base, style, [style], [srcdoc]")]
          .concat([...document.querySelectorAll("*")].filter((node) => [...node.attributes].some((attribute) => attribute.name.startsWith("on") || /^\s*javascript:/i.test(attribute.value) && ["href", "action", "formaction", "src"].includes(attribute.name))))
          .map((node) => node.outerHTML.slice(0, 200))
        """;

    // So many pages are read at once.
    private const int Several = 8;

    private const string ReadPages =
        $$"""
        (addresses) => Promise.all(addresses.map(async (address) => {
          const answer = await fetch(address);
          const isPage = (answer.headers.get("Content-Type") ?? "").startsWith("text/html");
          const page = new DOMParser().parseFromString(isPage ? await answer.text() : "", "text/html");
          return {
            address,
            markup: ({{FindMarkup}})(page),
            links: [...page.querySelectorAll("a[href^='/']")].map((link) => link.getAttribute("href").split("#")[0]),
          };
        }))
        """;

    [Fact]
    public async Task Corpus_OnEveryPageThatALinkLeadsTo_IsText()
    {
        await using var server = await RunningServer.StartAsync(TimeProvider.System);
        var (mission, participants) = await StartAsync(server);
        await using var visit = await Visit.OpenAsync(chromium, server);
        await visit.Page.AddInitScriptAsync("window.owned = () => { window.isOwned = true; };");
        await visit.SignInAsync("ada");
        await visit.OpenLiveAsync(PathOf(mission));
        await TakeInAsync(server, mission, participants);
        await Expect(visit.Page.Locator("#part-header")).ToContainTextAsync("events");
        await CheckAsync(visit, "the live page");

        var seen = new HashSet<string>(StringComparer.Ordinal);
        var opened = new Dictionary<string, int>(StringComparer.Ordinal);
        var waiting = new Queue<string>(["/missions/", PathOf(mission), $"{PathOf(mission)}?at=40", "/missions/?q=%22%3E%3Cimg%20src%3Dx%20onerror%3Downed()%3E", "/%22%3E%3Cscript%3Eowned()%3C/script%3E"]);
        while (waiting.Count > 0)
        {
            var addresses = new List<string>();
            while (addresses.Count < Several && waiting.TryDequeue(out var address))
            {
                if (!seen.Add(address))
                {
                    continue;
                }

                addresses.Add(address);
                var kind = KindOf(address);
                opened[kind] = opened.GetValueOrDefault(kind) + 1;
                if (opened[kind] <= MostOpenedOfAKind)
                {
                    await visit.Page.GotoAsync(address);
                    await CheckAsync(visit, address);
                }
                else if (opened[kind] == MostOpenedOfAKind + 1)
                {
                    // From where nothing is live, and nothing else asks the server.
                    await visit.Page.GotoAsync("/tokens/");
                }
            }

            foreach (var page in (await visit.Page.EvaluateAsync(ReadPages, addresses))!.Value.EnumerateArray())
            {
                page.GetProperty("markup").EnumerateArray().Select(found => found.GetString()).ShouldBeEmpty(page.GetProperty("address").GetString());
                foreach (var link in page.GetProperty("links").EnumerateArray().Select(link => link.GetString()!).Where(IsWorthReading).Except(seen))
                {
                    waiting.Enqueue(link);
                }
            }
        }

        // Every event in full, and nothing that a page of events leads to is left out.
        var stored = await server.Services.GetRequiredService<IEventLog>().ReadTailAsync(mission.Project, 100_000);
        stored.Select(entry => $"/projects/{mission.Project}/events/{entry.EventId}/").Except(seen).ShouldBeEmpty();
        visit.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task Corpus_InTitlesAndNames_IsReadAsItWasWritten()
    {
        await using var server = await RunningServer.StartAsync(TimeProvider.System);
        var (mission, _) = await StartAsync(server);
        await using var visit = await Visit.OpenAsync(chromium, server);
        await visit.SignInAsync("ada");

        await visit.OpenLiveAsync(PathOf(mission));

        await Expect(visit.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("<script>owned()</script> mission");
        (await visit.Page.Locator("#part-roster .name bdi").AllTextContentsAsync()).ShouldBe(["\"><img src=x onerror=owned()>", "a[U+202E]b"]);
    }

    private static async Task CheckAsync(Visit visit, string where)
    {
        (await visit.Page.EvaluateAsync<bool>("() => window.isOwned === true")).ShouldBeFalse(where);
        (await visit.Page.EvaluateAsync<string[]>($"() => ({FindMarkup})(document)")).ShouldBeEmpty(where);
        visit.Complaints.ShouldBeEmpty(where);
    }

    private static bool IsWorthReading(string address)
        => !Regex.IsMatch(address, @"/raw/$|^/assets/", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1))
        && (Regex.Match(address, @"[?]at=(?<at>\d+)$", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)) is not { Success: true } past || int.Parse(past.Groups["at"].Value, CultureInfo.InvariantCulture) % PastStep == 0);

    // The address without what differs between pages of a kind.
    private static string KindOf(string address)
        => string.Join('/', address.Split('?')[0].Split('/').Select(part => part.Length > 20 ? "*" : part)) + (address.Contains('?', StringComparison.Ordinal) ? $"?{address.Split('?')[1].Split('=')[0]}" : "");

    private static async Task<(TestMission Mission, IReadOnlyList<string> Participants)> StartAsync(RunningServer server)
    {
        var token = await server.SignInNewAsync("ada", role: TeamRole.Admin);
        var project = Guid.NewGuid();
        (await server.PostAsync("/api/v1/projects/", new { project_uuid = project, name = "\"><script>owned()</script>" }, token)).ShouldBe(HttpStatusCode.Created);
        var mission = await TestMission.CreateAsync(server, token, project: project, title: "<script>owned()</script> mission");
        return (mission, [await mission.JoinAsync("\"><img src=x onerror=owned()>"), await mission.JoinAsync("a\u202eb", "llm_context")]);
    }

    private static async Task TakeInAsync(RunningServer server, TestMission mission, IReadOnlyList<string> participants)
    {
        var user = (await server.Services.GetRequiredService<IServerStore>().Accounts.FindByNameAsync("ada"))!;
        var importer = Principal.Of(user) with { Rights = TokenRights.Read | TokenRights.Write | TokenRights.Import };
        var corpus = HostileCorpus.Make(server, mission, participants);
        var taken = new HashSet<string>(StringComparer.Ordinal);
        var ingest = server.Services.GetRequiredService<IngestService>();
        foreach (var (eventType, envelope) in corpus)
        {
            var answer = await ingest.IngestAsync(importer, [envelope]);
            if (answer.Results[0].Status == IngestStatus.Success)
            {
                taken.Add(eventType);
            }
        }

        // Every type of event is on the pages with something hostile in it.
        PayloadCatalogue.Contract.Entries.Concat(PayloadCatalogue.Wire.Entries).Select(entry => entry.EventType).Except(taken).ShouldBeEmpty();
    }

    private static string PathOf(TestMission mission) => $"/projects/{mission.Project}/missions/{mission.MissionId}/";
}
