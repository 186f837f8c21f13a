using System.Text.RegularExpressions;
using SpecKitty.Events.Collaboration;
using SpecKitty.Server.Tests.Hosting;

namespace SpecKitty.Server.Tests.Dashboard;

/// <summary>The pages and the state endpoint are views of one state: they count the same, now as well as then.</summary>
public sealed partial class PageNumbersTests
{
    private readonly MovableClock _clock = new();

    [Fact]
    public async Task MissionPageItsStreamAndTheList_CountAsTheStateDoes()
    {
        await using var server = await RunningServer.StartAsync(_clock);
        var mission = await TestMission.CreateAsync(server, await server.SignInNewAsync("ada"));
        await PlayAsync(server, mission);
        using var browser = new TestBrowser(server);
        await browser.SignInAsync("ada");
        var page = $"/projects/{mission.Project}/missions/{mission.MissionId}/";

        var shown = await browser.ReadAsync(page);
        var (stream, _) = await browser.OpenAsync($"{page}live/", "text/event-stream");
        var sent = await ReadFirstPartAsync(stream);
        var list = await browser.ReadAsync("/missions/");

        var answer = await mission.StateAsync();
        var state = answer.GetProperty("state");
        var open = answer.GetProperty("warning_standings").EnumerateArray().Count(warning => warning.GetProperty("standing").GetString() != "settled");
        var present = state.GetProperty("participants").EnumerateObject().Count();
        var drivers = state.GetProperty("active_drivers").GetArrayLength();
        var steps = state.GetProperty("active_executions").EnumerateObject().Sum(entry => entry.Value.GetArrayLength());
        (open, present, drivers, steps).ShouldBe((1, 2, 2, 1));
        foreach (var html in new[] { shown, sent })
        {
            Count().Matches(html).Select(match => int.Parse(match.Groups["count"].Value)).ShouldBe(
                [present, drivers, open, steps, state.GetProperty("decisions").GetArrayLength(), state.GetProperty("comments").GetArrayLength(), state.GetProperty("event_count").GetInt32()]);
            html.ShouldContain($"sequence <code>{answer.GetProperty("sequence").GetInt64()}</code> · clock <code>{answer.GetProperty("lamport_clock").GetInt64()}</code>");
        }

        list.ShouldContain($"{open} open warning<");
        list.ShouldContain($"{present} take part<");
        list.ShouldContain($"{drivers} drive<");
        list.ShouldContain($"{steps} running step<");
    }

    private static async Task PlayAsync(RunningServer server, TestMission mission)
    {
        var ada = await mission.JoinAsync("Ada");
        var claude = await mission.JoinAsync("Claude", "llm_context");
        foreach (var id in new[] { ada, claude })
        {
            var target = new FocusTarget { TargetType = FocusTargetType.WorkPackage, TargetId = "WP01" };
            (await server.PostBatchAsync(
                mission.Token,
                mission.Emit(new FocusChangedPayload { ParticipantId = id, MissionId = mission.MissionId, FocusTarget = target }),
                mission.Emit(new DriveIntentSetPayload { ParticipantId = id, MissionId = mission.MissionId, Intent = DriveIntent.Active }))).Statuses.ShouldBe(["success", "success"]);
        }

        mission.Clock = (await mission.StateAsync()).GetProperty("lamport_clock").GetInt64();
        (await server.PostBatchAsync(
            mission.Token,
            mission.Emit(new PromptStepExecutionStartedPayload { ParticipantId = claude, MissionId = mission.MissionId, StepId = "WP01.design", WpId = "WP01" }),
            mission.Comment(ada),
            mission.Comment(claude),
            mission.Emit(new DecisionCapturedPayload { ParticipantId = ada, MissionId = mission.MissionId, DecisionId = "d-1", Topic = "Tea", ChosenOption = "Green" }))).Statuses
            .ShouldBe(["success", "success", "success", "success"]);
    }

    // The head of the mission comes first.
    private static async Task<string> ReadFirstPartAsync(HttpResponseMessage stream)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(120));
        using var lines = new StreamReader(await stream.Content.ReadAsStreamAsync(limit.Token));
        var read = new List<string>();
        while (await lines.ReadLineAsync(limit.Token) is { Length: > 0 } line)
        {
            read.Add(line);
        }

        read.ShouldContain("data: header");
        return string.Join('\n', read);
    }

    [GeneratedRegex("<li class=\"count[^\"]*\"><strong>(?<count>[0-9]+)</strong>", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Count();
}
