using System.Net;
using System.Text.RegularExpressions;
using SpecKitty.Events.Lifecycle;
using SpecKitty.Server.Storage;
using SpecKitty.Server.Tests.Hosting;

namespace SpecKitty.Server.Tests.Dashboard;

public sealed partial class BoardPageTests
{
    private readonly MovableClock _clock = new();

    [Fact]
    public async Task Board_OfWorkPackages_HasTheLanesOfTheApi()
    {
        await using var server = await RunningServer.StartAsync(_clock);
        var project = new TestProject(server, await server.SignInNewAsync("ada"));
        for (var number = 1; number <= 7; number++)
        {
            await project.CreateAsync($"WP{number:00}", $"Package {number}");
        }

        await project.MoveAsync("WP02", "planned", "doing");
        await project.MoveAsync("WP03", "planned", "doing");
        await project.MoveAsync("WP03", "doing", "for_review");
        await project.MoveAsync("WP04", "planned", "doing");
        await project.MoveAsync("WP04", "doing", "done");
        using var browser = await SignInAsync(server, "ada");

        var html = await browser.ReadAsync(project.Address);

        var lanes = (await project.BoardAsync()).GetProperty("sync_lanes");
        var shown = Lane().Matches(html).ToDictionary(match => match.Groups["lane"].Value, match => int.Parse(match.Groups["count"].Value));
        shown.ShouldBe(lanes.EnumerateObject().ToDictionary(lane => lane.Name, lane => lane.Value.GetArrayLength()), ignoreOrder: true);
        shown["planned"].ShouldBe(4);
        html.ShouldContain("7 work packages");
        html.ShouldContain("1 of 7 done");
        html.ShouldContain("Package 3");
    }

    [Fact]
    public async Task Board_OfAPackage_ShowsWhoWorksOnItWhatComesBeforeAndItsHistory()
    {
        await using var server = await RunningServer.StartAsync(_clock);
        var project = new TestProject(server, await server.SignInNewAsync("ada"));
        await project.CreateAsync("WP01", "Kettle");
        await project.CreateAsync("WP02", "Tea", "042-tea", "WP01");
        await project.SendAsync("WPAssigned", new { wp_id = "WP02", agent_id = "claude", phase = "implementation", retry_count = 1 }, "WP02");
        await project.SendAsync("ErrorLogged", new { error_type = "network", error_message = "No water.", wp_id = "WP02", agent_id = "claude" }, "WP02");
        for (var number = 1; number <= 8; number++)
        {
            await project.NoteAsync("WP02", $"Note {number}.");
        }

        using var browser = await SignInAsync(server, "ada");

        var html = await browser.ReadAsync(project.Address);

        html.ShouldContain("<bdi>claude</bdi>");
        html.ShouldContain("for implementation, attempt 2");
        html.ShouldContain("<bdi>WP01</bdi> open");
        html.ShouldContain("1 error");
        html.ShouldContain("note: Note 8.");
        html.ShouldNotContain("Note 1.");
        var page = WebUtility.HtmlDecode(html.Split("<a href=\"")[1..].Single(link => link.Contains(">All 11 entries<", StringComparison.Ordinal)).Split('"')[0]);
        var whole = await browser.ReadAsync(page);
        whole.ShouldContain("note: Note 1.");
        whole.ShouldContain("network error: No water.");
        whole.ShouldContain("assigned to claude for implementation, attempt 2");
        (await browser.OpenAsync($"{project.Address}package/?feature=none&wp=WP02")).Response.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Board_OfOneFeatureOrLane_ShowsThatAlone()
    {
        await using var server = await RunningServer.StartAsync(_clock);
        var project = new TestProject(server, await server.SignInNewAsync("ada"));
        await project.CreateAsync("WP01", "Of tea", "042-tea");
        await project.CreateAsync("WP01", "Of coffee", "043-coffee");
        await project.MoveAsync("WP01", "planned", "doing", "043-coffee");
        using var browser = await SignInAsync(server, "ada");

        var ofFeature = await browser.ReadAsync($"{project.Address}?feature=042-tea");
        var ofLane = await browser.ReadAsync($"{project.Address}?lane=doing");

        ofFeature.ShouldContain("Of tea");
        ofFeature.ShouldNotContain("Of coffee");
        ofLane.ShouldContain("Of coffee");
        ofLane.ShouldNotContain("Of tea");
        (await browser.ReadAsync($"{project.Address}?lane=nonsense")).ShouldContain("Of tea");
    }

    [Fact]
    public async Task Board_OfManyPackages_ShowsSomeOfEachLaneAndTheWayToAll()
    {
        await using var server = await RunningServer.StartAsync(_clock);
        var project = new TestProject(server, await server.SignInNewAsync("ada"));
        for (var number = 1; number <= 45; number++)
        {
            await project.CreateAsync($"WP{number:00}", $"Package {number}.");
        }

        using var browser = await SignInAsync(server, "ada");

        var html = await browser.ReadAsync(project.Address);

        html.ShouldContain("Package 40.");
        html.ShouldNotContain("Package 41.");
        html.ShouldContain($"<a href=\"{project.Address}?lane=planned\">All 45</a>");
        (await browser.ReadAsync($"{project.Address}?lane=planned")).ShouldContain("Package 45.");
    }

    [Fact]
    public async Task Board_ShowsThePhasesOfTheMissions()
    {
        await using var server = await RunningServer.StartAsync(_clock);
        var mission = await TestMission.CreateAsync(server, await server.SignInNewAsync("ada"));
        var waiting = await TestMission.CreateAsync(server, mission.Token, "M043", mission.Project);
        (await server.PostBatchAsync(
            mission.Token,
            mission.Emit(new MissionStartedPayload { MissionId = "M042", MissionType = "software-dev", InitialPhase = "specify", Actor = "ada" }),
            mission.Emit(new PhaseEnteredPayload { MissionId = "M042", PhaseName = "plan", PreviousPhase = "specify", Actor = "ada" }))).Statuses.ShouldBe(["success", "success"]);
        using var browser = await SignInAsync(server, "ada");

        var html = await browser.ReadAsync($"/projects/{mission.Project}/");

        var lifecycle = (await server.GetAsync("/api/v1/missions/M042/lifecycle/", mission.Token)).Body.GetProperty("lifecycle");
        html.ShouldContain($"in phase <strong><bdi>{lifecycle.GetProperty("current_phase").GetString()}</bdi></strong>");
        html.ShouldContain(">active</span>");
        html.ShouldContain(">not started</span>");
        html.ShouldContain("<li><bdi>specify</bdi></li>");
        html.ShouldContain($"href=\"/projects/{mission.Project}/missions/{waiting.MissionId}/\"");
    }

    [Fact]
    public async Task Live_AfterAMove_SendsTheLanesAndNotWhatStayedAsItWas()
    {
        await using var server = await RunningServer.StartAsync(_clock);
        var project = new TestProject(server, await server.SignInNewAsync("ada"));
        await project.CreateAsync("WP01", "Kettle");
        using var browser = await SignInAsync(server, "ada");
        (await browser.ReadAsync($"{project.Address}?lane=doing")).ShouldContain($"data-stream=\"{project.Address}live/?lane=doing\"");
        using var response = (await browser.OpenAsync($"{project.Address}live/", "text/event-stream")).Response;
        using var lines = new StreamReader(await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken));
        (await ReadPartsAsync(lines)).Keys.ShouldBe(["project", "lanes", "side"]);

        await project.MoveAsync("WP01", "planned", "doing");

        var changed = await ReadChangedPartsAsync(lines);
        Lane().Matches(changed["lanes"]).Single(match => match.Groups["lane"].Value == "doing").Groups["count"].Value.ShouldBe("1");
        changed.Keys.ShouldBe(["lanes"]);
    }

    [Fact]
    public async Task Live_OfAMemberWhoIsTakenOut_Ends()
    {
        await using var server = await RunningServer.StartAsync(_clock);
        var admin = await server.SignInNewAsync("root", role: TeamRole.Admin);
        var project = new TestProject(server, admin);
        await project.CreateAsync("WP01", "Kettle");
        await server.AddUserAsync("ada");
        using var browser = await SignInAsync(server, "ada");
        using var response = (await browser.OpenAsync($"{project.Address}live/", "text/event-stream")).Response;
        using var lines = new StreamReader(await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken));
        await ReadPartsAsync(lines);

        (await server.DeleteAsync("/api/v1/teams/tea/members/ada/", admin)).ShouldBe(HttpStatusCode.NoContent);
        _clock.Advance(TimeSpan.FromSeconds(5));
        await project.MoveAsync("WP01", "planned", "doing");

        var rest = await lines.ReadToEndAsync(TestContext.Current.CancellationToken);
        rest.ShouldContain("event: over");
        rest.ShouldNotContain("event: part");
    }

    [Fact]
    public async Task Board_WithoutWorkPackages_TellsTheCommandThatMakesTheFirst()
    {
        await using var server = await RunningServer.StartAsync(_clock);
        var mission = await TestMission.CreateAsync(server, await server.SignInNewAsync("ada"));
        await server.AddUserAsync("vera", role: TeamRole.Viewer);
        using var member = await SignInAsync(server, "ada");
        using var viewer = await SignInAsync(server, "vera");

        (await member.ReadAsync($"/projects/{mission.Project}/")).ShouldContain("spec-kitty wp create WP01 --title");
        var html = await viewer.ReadAsync($"/projects/{mission.Project}/");
        html.ShouldContain("the role of a member");
        html.ShouldNotContain("wp create");
    }

    [Fact]
    public async Task Board_OfAnotherTeam_IsAsUnknownAsNone()
    {
        await using var server = await RunningServer.StartAsync(_clock);
        var project = new TestProject(server, await server.SignInNewAsync("eve", "other"));
        await project.CreateAsync("WP01", "Secret");
        await server.AddUserAsync("ada");
        using var browser = await SignInAsync(server, "ada");

        foreach (var page in new[] { project.Address, $"{project.Address}package/?feature=042-tea&wp=WP01", $"{project.Address}missions/", $"{project.Address}events/", $"/projects/{Guid.NewGuid()}/", "/projects/nonsense/" })
        {
            var (response, html) = await browser.OpenAsync(page);
            response.StatusCode.ShouldBe(HttpStatusCode.NotFound, page);
            html.ShouldContain("There is no such project");
        }
    }

    private static async Task<TestBrowser> SignInAsync(RunningServer server, string name)
    {
        var browser = new TestBrowser(server);
        (await browser.SignInAsync(name)).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        return browser;
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
        var (name, data) = ("", new List<string>());
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
            else if (line.Length == 0 && name == "clock")
            {
                return parts;
            }
            else if (line.Length == 0)
            {
                parts[data[0]] = string.Join('\n', data.Skip(1));
                data.Clear();
            }
        }

        throw new InvalidOperationException("The stream ended.");
    }

    [GeneratedRegex("board-lane lane-(?<lane>[a-z_]+)\".*?lane-count\"[^>]*>(?<count>[0-9]+)<", RegexOptions.ExplicitCapture | RegexOptions.Singleline, 1000)]
    private static partial Regex Lane();
}
