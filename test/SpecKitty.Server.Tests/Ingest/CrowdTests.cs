using System.Net;
using System.Text;
using SpecKitty.Events.Collaboration;
using SpecKitty.Server.Tests.Dashboard;
using SpecKitty.Server.Tests.Hosting;

namespace SpecKitty.Server.Tests.Ingest;

/// <summary>Many contexts of one user on one target: what is served grows with their number, and not with its square.</summary>
public sealed class CrowdTests
{
    private readonly MovableClock _clock = new();

    [Fact]
    public async Task StateAndPage_OfACrowdOnOneTarget_GrowInProportionToIt()
    {
        await using var server = await RunningServer.StartAsync(_clock);
        var token = await server.SignInNewAsync("ada");
        using var browser = new TestBrowser(server);
        await browser.SignInAsync("ada");
        var sizes = new List<(int State, int Page)>();
        foreach (var contexts in new[] { 50, 100, 200 })
        {
            var mission = await TestMission.CreateAsync(server, token, $"M{contexts}");
            await GatherAsync(server, mission, contexts);
            var answer = await mission.StateAsync();
            var html = await browser.ReadAsync(PageOf(mission));

            answer.GetProperty("state").GetProperty("warnings").EnumerateArray().ShouldHaveSingleItem().GetProperty("participant_ids").GetArrayLength().ShouldBe(contexts);
            answer.GetProperty("warning_standings").GetArrayLength().ShouldBe(1);
            var superseded = answer.GetProperty("superseded_warnings");
            superseded.GetProperty("count").GetInt32().ShouldBe(contexts - 2);
            superseded.GetProperty("warning_ids").GetArrayLength().ShouldBe(contexts - 2);
            answer.GetProperty("older_warnings").GetProperty("count").GetInt32().ShouldBe(0);
            html.ShouldContain($"{contexts - 2} superseded");
            sizes.Add((Encoding.UTF8.GetByteCount(answer.GetRawText()), Encoding.UTF8.GetByteCount(html)));
        }

        // Twice as many more: twice as many bytes more. Squares would be four times as many.
        ((double)(sizes[2].State - sizes[1].State) / (sizes[1].State - sizes[0].State)).ShouldBeLessThan(2.2);
        ((double)(sizes[2].Page - sizes[1].Page) / (sizes[1].Page - sizes[0].Page)).ShouldBeLessThan(2.2);
    }

    [Fact]
    public async Task WarningsPage_OfACrowd_ShowsEveryWarningAFewAtATime()
    {
        await using var server = await RunningServer.StartAsync(_clock);
        var mission = await TestMission.CreateAsync(server, await server.SignInNewAsync("ada"));
        await GatherAsync(server, mission, 26);
        using var browser = new TestBrowser(server);
        await browser.SignInAsync("ada");
        var address = $"{PageOf(mission)}warnings/";
        (await browser.ReadAsync(PageOf(mission))).ShouldContain($"href=\"{address}\"");

        var newest = await browser.ReadAsync(address);
        var older = await browser.ReadAsync($"{address}?before=5");

        newest.ShouldContain("25 in all");
        newest.ShouldContain($"href=\"{address}?before=5\"");
        Headlines(newest).ShouldBe(20);
        Headlines(older).ShouldBe(5);
        older.ShouldNotContain("rel=\"next\"");
        older.ShouldContain($"href=\"{address}\"");
        (await browser.ReadAsync($"{address}?before=nonsense")).ShouldContain("25 in all");
    }

    [Fact]
    public async Task Batch_LongerThanAPart_IsTakenInWholeAndInOrder()
    {
        await using var server = await RunningServer.StartAsync(_clock);
        var mission = await TestMission.CreateAsync(server, await server.SignInNewAsync("ada"));
        var ada = await mission.JoinAsync();
        List<string> batch = [.. Enumerable.Range(0, 400).Select(number => mission.Comment(ada, $"Comment {number}"))];
        batch.Add(batch[3]);
        batch.Insert(200, batch[3].Replace("Comment 3", "Another", StringComparison.Ordinal));

        var answer = await server.PostBatchAsync(mission.Token, [.. batch]);

        answer.ShouldBe(HttpStatusCode.OK);
        answer.Statuses.ShouldBe([.. Enumerable.Repeat("success", 200), "rejected", .. Enumerable.Repeat("success", 200), "duplicate"]);
        answer.Body.GetProperty("missions")[0].GetProperty("lamport_clock").GetInt64().ShouldBe(mission.Clock);
        (await mission.StateAsync()).GetProperty("state").GetProperty("comments").EnumerateArray().Select(comment => comment.GetProperty("content").GetString())
            .ShouldBe(Enumerable.Range(0, 400).Select(number => $"Comment {number}"));
    }

    private static int Headlines(string html) => html.Split("class=\"warning-head\"").Length - 1;

    private static string PageOf(TestMission mission) => $"/projects/{mission.Project}/missions/{mission.MissionId}/";

    private static async Task GatherAsync(RunningServer server, TestMission mission, int contexts)
    {
        var target = new FocusTarget { TargetType = FocusTargetType.WorkPackage, TargetId = "WP01" };
        var events = new List<string>();
        var crowd = new List<string>();
        for (var number = 0; number < contexts; number++)
        {
            crowd.Add(await mission.JoinAsync($"context {number}", "llm_context"));
        }

        foreach (var context in crowd)
        {
            events.Add(mission.Emit(new FocusChangedPayload { ParticipantId = context, MissionId = mission.MissionId, FocusTarget = target }));
            events.Add(mission.Emit(new DriveIntentSetPayload { ParticipantId = context, MissionId = mission.MissionId, Intent = DriveIntent.Active }));
        }

        (await server.PostBatchAsync(mission.Token, [.. events])).Statuses.ShouldAllBe(status => status == "success");
    }
}
