using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using SpecKitty.Events.Collaboration;
using SpecKitty.Server.Live;
using SpecKitty.Server.Missions;
using SpecKitty.Server.Projections;
using SpecKitty.Server.Storage;
using SpecKitty.Server.Tests.Hosting;
using SpecKitty.Server.Tests.Storage.Postgres;

namespace SpecKitty.Server.Tests.Nodes;

/// <summary>Two servers on one database behave as one.</summary>
public sealed class TwoServersTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private string _database = "";
    private RunningServer _one = null!;
    private RunningServer _other = null!;

    public async ValueTask InitializeAsync()
    {
        _database = await PostgresCluster.CreateDatabaseAsync();
        var servers = await Task.WhenAll(StartAsync(), StartAsync());
        (_one, _other) = (servers[0], servers[1]);
    }

    public async ValueTask DisposeAsync()
    {
        await _one.DisposeAsync();
        await _other.DisposeAsync();
        await PostgresCluster.DropDatabaseAsync(_database);
    }

    [Fact]
    public async Task SignIn_OnOne_HoldsOnTheOther()
    {
        await _one.AddUserAsync("ada");
        var pair = await _one.SignInAsync("ada");

        (await _other.GetAsync("/api/v1/missions/", pair.Text("access"))).ShouldBe(HttpStatusCode.OK);
        (await _other.PostAsync("/api/v1/token/refresh/", JsonSerializer.Serialize(new { refresh = pair.Text("refresh") }))).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Mission_WorkedOnBoth_IsTheSameOnBoth()
    {
        var token = await _one.SignInNewAsync("ada");
        var mission = await TestMission.CreateAsync(_one, token);
        var onOther = mission.On(_other);
        var first = await mission.JoinAsync("Ada");
        var second = await onOther.JoinAsync("Codex", "llm_context");

        for (var round = 0; round < 10; round++)
        {
            // Each time the other server has added something that this one has not seen.
            mission.Clock = onOther.Clock = Math.Max(mission.Clock, onOther.Clock);
            (await _one.PostBatchAsync(token, mission.Comment(first, id: $"a{round}"))).Statuses.ShouldBe(["success"]);
            onOther.Clock = mission.Clock;
            (await _other.PostBatchAsync(token, onOther.Comment(second, id: $"b{round}"))).Statuses.ShouldBe(["success"]);
            var states = await Task.WhenAll(mission.StateAsync(), onOther.StateAsync());
            states[0].GetProperty("state").ToString().ShouldBe(states[1].GetProperty("state").ToString());
            states[0].GetProperty("presence").ToString().ShouldBe(states[1].GetProperty("presence").ToString());
        }

        var state = await mission.StateAsync();
        state.GetProperty("state").GetProperty("comments").GetArrayLength().ShouldBe(20);
        state.GetProperty("state").GetProperty("anomalies").GetArrayLength().ShouldBe(0);
    }

    // Both nodes see the overlap come about; whichever commits second knows the warning of the first.
    [Fact]
    public async Task Overlap_MadeOnBothAtOnce_IsWarnedOfOnce()
    {
        var token = await _one.SignInNewAsync("ada");
        var mission = await TestMission.CreateAsync(_one, token);
        var onOther = mission.On(_other);
        var (ada, bot) = (await mission.JoinAsync("Ada"), await onOther.JoinAsync("Codex", "llm_context"));

        for (var round = 0; round < 10; round++)
        {
            mission.Clock = onOther.Clock = Math.Max(mission.Clock, onOther.Clock) + 10;
            var target = $"WP{round}";

            var answers = await Task.WhenAll(_one.PostBatchAsync(token, DriveOn(mission, ada, target)), _other.PostBatchAsync(token, DriveOn(onOther, bot, target)));

            answers.ShouldAllBe(answer => answer.Statuses.All(status => status == "success"));
            var state = (await mission.StateAsync()).GetProperty("state");
            state.GetProperty("warnings").EnumerateArray().Count(warning => warning.GetProperty("focus_target").GetProperty("target_id").GetString() == target).ShouldBe(1);
            (await onOther.StateAsync()).GetProperty("state").ToString().ShouldBe(state.ToString());
        }
    }

    [Fact]
    public async Task Silent_SeenByBothAtOnce_IsEndedOnce()
    {
        var token = await _one.SignInNewAsync("ada");
        var mission = await TestMission.CreateAsync(_one, token);
        var bots = new List<string>();
        for (var number = 0; number < 5; number++)
        {
            bots.Add(await mission.JoinAsync($"bot-{number}", "llm_context"));
        }

        ((MovableClock)_one.Time).Advance(TimeSpan.FromHours(1));
        ((MovableClock)_other.Time).Advance(TimeSpan.FromHours(1));

        await Task.WhenAll(new[] { _one, _other }.Select(server => server.Services.GetRequiredService<ParticipantReaper>().ReapAsync(TestContext.Current.CancellationToken)));

        (await _one.Log.ReadAsync(mission.Project, new EventQuery { EventTypes = ["ParticipantLeft"] })).Count.ShouldBe(bots.Count);
    }

    [Fact]
    public async Task Batch_OnBothAtOnce_IsTakenInOnce()
    {
        var token = await _one.SignInNewAsync("ada");
        var project = Guid.NewGuid();

        for (var round = 0; round < 10; round++)
        {
            string[] envelopes = [.. Enumerable.Range(0, 100).Select(_ => TestEvents.Moved(project))];

            var answers = await Task.WhenAll(_one.PostBatchAsync(token, envelopes), _other.PostBatchAsync(token, envelopes.Reverse()), _one.PostBatchAsync(token, envelopes));

            var successes = answers.SelectMany(answer => answer.Body.GetProperty("results").EnumerateArray()).Where(result => result.GetProperty("status").GetString() == "success");
            successes.Select(result => result.GetProperty("event_id").GetString()).Distinct().Count().ShouldBe(100);
            answers.SelectMany(answer => answer.Statuses).Count(status => status == "success").ShouldBe(100);
            answers.SelectMany(answer => answer.Statuses).Count(status => status == "duplicate").ShouldBe(200);
        }
    }

    [Fact]
    public async Task Watcher_OnOne_IsToldOfPostsToTheOther()
    {
        var token = await _one.SignInNewAsync("ada");
        var project = Guid.NewGuid();
        using var watch = _other.Services.GetRequiredService<ProjectSignals>().Watch(project);

        for (var round = 0; round < 5; round++)
        {
            while (watch.Signals.TryRead(out _))
            {
                // What came before is not what this round is about.
            }

            (await _one.PostBatchAsync(token, TestEvents.Moved(project))).Statuses.ShouldBe(["success"]);

            (await watch.Signals.ReadAsync().AsTask().WaitAsync(Patience)).ShouldBeTrue();
            var page = await _other.GetAsync($"/api/v1/events/?project={project}&after={round}", token);
            page.Body.GetProperty("events")[0].GetProperty("sequence").GetInt64().ShouldBe(round + 1);
        }
    }

    [Fact]
    public async Task Project_FirstPostedToBothByTwoTeams_BelongsToOne()
    {
        var ada = await _one.SignInNewAsync("ada", "tea");
        var eve = await _one.SignInNewAsync("eve", "coffee");

        for (var round = 0; round < 5; round++)
        {
            var project = Guid.NewGuid();

            var answers = await Task.WhenAll(_one.PostBatchAsync(ada, TestEvents.Moved(project)), _other.PostBatchAsync(eve, TestEvents.Moved(project)));

            answers.Count(answer => answer.Status == HttpStatusCode.OK).ShouldBe(1);
            answers.Count(answer => answer.Status == HttpStatusCode.Forbidden).ShouldBe(1);
        }
    }

    private Task<RunningServer> StartAsync() => RunningServer.StartAsync(adjust: options => options with { Database = _database, Presence = new PresenceOptions() });

    private static string[] DriveOn(TestMission mission, string participant, string workPackage) =>
    [
        mission.Emit(new FocusChangedPayload { ParticipantId = participant, MissionId = mission.MissionId, FocusTarget = new FocusTarget { TargetType = FocusTargetType.WorkPackage, TargetId = workPackage } }),
        mission.Emit(new DriveIntentSetPayload { ParticipantId = participant, MissionId = mission.MissionId, Intent = DriveIntent.Active }),
    ];
}
