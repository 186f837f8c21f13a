using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using SpecKitty.Browser.Tests.Support;
using SpecKitty.Server.Storage;
using SpecKitty.Server.Tests.Hosting;

namespace SpecKitty.Browser.Tests;

/// <summary>The page and the state endpoint are two views of one state: they count the same.</summary>
public sealed class NumbersTests(Chromium chromium)
{
    private const string Count =
        """
        () => {
          const count = (selector) => document.querySelectorAll(selector).length;
          const [sequence, clock] = [...document.querySelectorAll(".position code")].slice(1).map((code) => Number(code.textContent));
          const wordsOf = (item) => item.textContent.replace(/[\d\s]+/, " ").trim();
          const told = (words) => {
            const found = [...document.querySelectorAll(".count")].filter((item) => wordsOf(item).startsWith(words));
            return found.length === 1 ? Number(found[0].querySelector("strong").textContent) : -1;
          };
          return {
            sequence, clock, events: told("event"), open: told("open warning"),
            present: count(".roster > li:not(.has-left)"), left: count(".roster > li.has-left"), driving: count(".roster .name .wheel"),
            focus: count(".focus-map > li"), warnings: count(".warnings > li"), unsettled: count(".warnings > li:not(.standing-settled)"), answers: count(".warnings .answer"),
            steps: count(".steps > li"), decisions: count(".decisions > li"), comments: count(".comment"), anomalies: count(".anomalies > li"),
          };
        }
        """;

    [Fact]
    public async Task Mission_AtAnyMoment_CountsAsTheStateDoes()
    {
        var (server, mission) = await DemoServer.StartAsync();
        await using var closing = server;
        var token = await server.SignInNewAsync("ada", "demo", TeamRole.Viewer);
        var last = (await server.Log.FindProjectAsync(mission.ProjectId, TestContext.Current.CancellationToken))!.LastSequence;
        await using var visit = await Visit.OpenAsync(chromium, server);
        await visit.SignInAsync("ada");

        foreach (var at in new[] { 1, 12, 30, 36, 45, last })
        {
            await visit.Page.GotoAsync(string.Create(CultureInfo.InvariantCulture, $"{PathOf(mission)}?at={at}"));
            await CompareAsync(visit, server, string.Create(CultureInfo.InvariantCulture, $"{StateOf(mission)}&at_sequence={at}"), token);
        }
    }

    [Fact]
    public async Task Mission_Live_CountsAsTheStateDoesBeforeAndAfterAnUpdate()
    {
        var (server, mission) = await DemoServer.StartAsync();
        await using var closing = server;
        var token = await server.SignInNewAsync("ada", "demo");
        await using var visit = await Visit.OpenAsync(chromium, server);
        await visit.SignInAsync("ada");
        await visit.OpenLiveAsync(PathOf(mission));
        await CompareAsync(visit, server, StateOf(mission), token);

        (await server.PostAsync($"/api/v1/missions/{mission.MissionId}/participants/?project={mission.ProjectId}", new { participant_type = "human", display_name = "Newcomer" }, token)).ShouldBe(HttpStatusCode.Created);
        await visit.Page.Locator("#part-roster").GetByText("Newcomer").WaitForAsync();

        await CompareAsync(visit, server, StateOf(mission), token);
    }

    [Fact]
    public async Task Lists_CountAsTheStatesDo()
    {
        var (server, demo) = await DemoServer.StartAsync();
        await using var closing = server;
        var token = await server.SignInNewAsync("ada", "demo");
        var mission = await TestMission.CreateAsync(server, token, "M7", project: demo.ProjectId, title: "Another");
        await TestWarning.RaiseAsync(server, mission, "w-1", await mission.JoinAsync("Ada"), await mission.JoinAsync("Claude", "llm_context"));
        await using var visit = await Visit.OpenAsync(chromium, server);
        await visit.SignInAsync("ada");

        foreach (var id in new[] { demo.MissionId, mission.MissionId })
        {
            var answer = (await server.GetAsync($"/api/v1/missions/{id}/state/?project={demo.ProjectId}", token)).ShouldBe(HttpStatusCode.OK).Body;
            var state = answer.GetProperty("state");
            var marks = string.Join('|', await visit.Page.Locator(".mission").Filter(new() { HasText = id }).Locator(".mission-marks li").AllTextContentsAsync());
            Mark(marks, "takes? part").ShouldBe(Members(state, "participants"), marks);
            Mark(marks, "drives?").ShouldBe(state.GetProperty("active_drivers").GetArrayLength(), marks);
            Mark(marks, "running steps?").ShouldBe(RunningSteps(state), marks);
            Mark(marks, "open warnings?").ShouldBe(OpenWarnings(state), marks);
        }
    }

    [Fact]
    public async Task Board_OfAProject_CountsAsItsEndpointDoes()
    {
        await using var server = await RunningServer.StartAsync(TimeProvider.System);
        var token = await server.SignInNewAsync("ada");
        var project = Guid.NewGuid();
        (await server.PostBatchAsync(token, TestPackages.Of(project))).Statuses.ShouldAllBe(status => status == "success");
        await using var visit = await Visit.OpenAsync(chromium, server);
        await visit.SignInAsync("ada");
        await visit.OpenLiveAsync($"/projects/{project}/");
        var lanes = (await server.GetAsync($"/api/v1/projects/{project}/board/", token)).ShouldBe(HttpStatusCode.OK).Body.GetProperty("sync_lanes");

        foreach (var lane in lanes.EnumerateObject())
        {
            var shown = visit.Page.Locator($".board-lane.lane-{lane.Name}");
            (await shown.Locator(".lane-count").TextContentAsync()).ShouldBe(lane.Value.GetArrayLength().ToString(CultureInfo.InvariantCulture), lane.Name);
            (await shown.Locator(".package").CountAsync()).ShouldBe(lane.Value.GetArrayLength(), lane.Name);
        }
    }

    private static async Task CompareAsync(Visit visit, RunningServer server, string address, string token)
    {
        var answer = (await server.GetAsync(address, token)).ShouldBe(HttpStatusCode.OK).Body;
        var state = answer.GetProperty("state");
        var warnings = state.GetProperty("warnings").EnumerateArray().ToList();
        var expected = new Dictionary<string, int>(StringComparer.Ordinal)
        {
            ["sequence"] = answer.GetProperty("sequence").GetInt32(),
            ["clock"] = answer.GetProperty("lamport_clock").GetInt32(),
            ["events"] = state.GetProperty("event_count").GetInt32(),
            ["open"] = OpenWarnings(state),
            ["present"] = Members(state, "participants"),
            ["left"] = Members(state, "departed_participants"),
            ["driving"] = state.GetProperty("active_drivers").GetArrayLength(),
            ["focus"] = Members(state, "participants_by_focus"),
            ["warnings"] = warnings.Count,
            ["unsettled"] = OpenWarnings(state),
            ["answers"] = warnings.Sum(warning => Members(warning, "acknowledgements")),
            ["steps"] = RunningSteps(state),
            ["decisions"] = state.GetProperty("decisions").GetArrayLength(),
            ["comments"] = state.GetProperty("comments").GetArrayLength(),
            ["anomalies"] = state.GetProperty("anomalies").GetArrayLength(),
        };

        // The parts of a page that is live come one after the other.
        var shown = await ShownAsync(visit);
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        using var patience = new CancellationTokenSource(Chromium.Patience);
        while (!patience.IsCancellationRequested && expected.Any(entry => shown[entry.Key] != entry.Value))
        {
            await pace.WaitForNextTickAsync(TestContext.Current.CancellationToken);
            shown = await ShownAsync(visit);
        }

        shown.ShouldBe(expected, ignoreOrder: true, address);
    }

    private static async Task<Dictionary<string, int>> ShownAsync(Visit visit)
        => JsonSerializer.Deserialize<Dictionary<string, int>>(await visit.Page.EvaluateAsync<string>($"() => JSON.stringify(({Count})())"))!;

    // The number that stands before a word among the marks of a card; what is not there counts as none.
    private static int Mark(string marks, string word)
        => Regex.Match(marks, $@"(?<number>\d+) {word}", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)) is { Success: true } found ? int.Parse(found.Groups["number"].Value, CultureInfo.InvariantCulture) : 0;

    private static int RunningSteps(JsonElement state) => state.GetProperty("active_executions").EnumerateObject().Sum(entry => entry.Value.GetArrayLength());

    // A warning waits while somebody it names has not answered.
    private static int OpenWarnings(JsonElement state)
        => state.GetProperty("warnings").EnumerateArray().Count(warning => warning.GetProperty("participant_ids").EnumerateArray().Any(id => !warning.GetProperty("acknowledgements").TryGetProperty(id.GetString()!, out _)));

    private static string PathOf(MissionRecord mission) => $"/projects/{mission.ProjectId}/missions/{mission.MissionId}/";

    private static string StateOf(MissionRecord mission) => $"/api/v1/missions/{mission.MissionId}/state/?project={mission.ProjectId}";

    private static int Members(JsonElement part, string name) => part.GetProperty(name).EnumerateObject().Count();
}
