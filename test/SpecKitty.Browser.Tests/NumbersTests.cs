using System.Globalization;
using System.Net;
using System.Text.Json;
using SpecKitty.Browser.Tests.Support;
using SpecKitty.Server.Storage;

namespace SpecKitty.Browser.Tests;

/// <summary>The page and the state endpoint are two views of one state: they count the same.</summary>
public sealed class NumbersTests(Chromium chromium)
{
    private const string Count =
        """
        () => {
          const count = (selector) => document.querySelectorAll(selector).length;
          const [sequence, clock] = [...document.querySelectorAll(".position code")].slice(1).map((code) => Number(code.textContent));
          const numbers = Object.fromEntries([...document.querySelectorAll(".count")].map((item) => [item.textContent.replace(/[\d\s]+/, " ").trim(), Number(item.querySelector("strong").textContent)]));
          return {
            sequence, clock, numbers: JSON.stringify(numbers),
            present: count(".roster > li:not(.has-left)"), left: count(".roster > li.has-left"), driving: count(".roster .name .wheel"),
            focus: count(".focus-map > li"), warnings: count(".warnings > li"), settled: count(".warnings > .standing-settled"), answers: count(".warnings .answer"),
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
            await visit.Page.GotoAsync(string.Create(CultureInfo.InvariantCulture, $"/projects/{mission.ProjectId}/missions/{mission.MissionId}/?at={at}"));
            var shown = (await visit.Page.EvaluateAsync(Count))!.Value;
            var answer = (await server.GetAsync($"/api/v1/missions/{mission.MissionId}/state/?project={mission.ProjectId}&at_sequence={at}", token)).ShouldBe(HttpStatusCode.OK).Body;
            var state = answer.GetProperty("state");
            var warnings = state.GetProperty("warnings").EnumerateArray().ToList();

            Number(shown, "sequence").ShouldBe(answer.GetProperty("sequence").GetInt32());
            Number(shown, "clock").ShouldBe(answer.GetProperty("lamport_clock").GetInt32());
            Number(shown, "present").ShouldBe(Members(state, "participants"), $"at {at}");
            Number(shown, "left").ShouldBe(Members(state, "departed_participants"), $"at {at}");
            Number(shown, "driving").ShouldBe(state.GetProperty("active_drivers").GetArrayLength(), $"at {at}");
            Number(shown, "focus").ShouldBe(Members(state, "participants_by_focus"), $"at {at}");
            Number(shown, "warnings").ShouldBe(warnings.Count, $"at {at}");
            Number(shown, "answers").ShouldBe(warnings.Sum(warning => Members(warning, "acknowledgements")), $"at {at}");
            Number(shown, "steps").ShouldBe(state.GetProperty("active_executions").EnumerateObject().Sum(entry => entry.Value.GetArrayLength()), $"at {at}");
            Number(shown, "decisions").ShouldBe(state.GetProperty("decisions").GetArrayLength(), $"at {at}");
            Number(shown, "comments").ShouldBe(state.GetProperty("comments").GetArrayLength(), $"at {at}");
            Number(shown, "anomalies").ShouldBe(state.GetProperty("anomalies").GetArrayLength(), $"at {at}");
            var numbers = JsonSerializer.Deserialize<Dictionary<string, int>>(shown.GetProperty("numbers").GetString()!)!;
            numbers.Single(entry => entry.Key.StartsWith("event", StringComparison.Ordinal)).Value.ShouldBe(state.GetProperty("event_count").GetInt32());
            numbers.Single(entry => entry.Key.StartsWith("open warning", StringComparison.Ordinal)).Value.ShouldBe(Number(shown, "warnings") - Number(shown, "settled"));
        }
    }

    private static int Number(JsonElement shown, string name) => shown.GetProperty(name).GetInt32();

    private static int Members(JsonElement part, string name) => part.GetProperty(name).EnumerateObject().Count();
}
