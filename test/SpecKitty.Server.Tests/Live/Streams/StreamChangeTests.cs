using System.Text.Json;
using SpecKitty.Events.Collaboration;
using SpecKitty.Events.Collaboration.Presence;
using SpecKitty.Server.Projections;
using SpecKitty.Server.Tests.Hosting;

namespace SpecKitty.Server.Tests.Live.Streams;

/// <summary>What a stream says when nothing happens but time passes.</summary>
public sealed class StreamChangeTests
{
    private const int Patience = 120_000;

    private readonly TimerClock _clock = new();

    [Fact(Timeout = Patience)]
    public async Task Stream_OfAMission_TellsWhoGoesStaleAndGoneAndComesBackAndIsStuck()
    {
        // Sooner than the access token ends, with which the heartbeats are posted.
        var presence = new PresenceOptions { ReapContextsAfter = null, Thresholds = PresenceThresholds.Default with { ProgressStuckAfter = TimeSpan.FromMinutes(10) } };
        await using var server = await RunningServer.StartAsync(_clock, adjust: options => options with { Presence = presence });
        var mission = await TestMission.CreateAsync(server, await server.SignInNewAsync("ada"));
        var ada = await mission.JoinAsync();
        await server.PostBatchAsync(mission.Token, Heartbeat(mission, ada));
        using var stream = await OpenAsync(server, mission);
        (await stream.ReceiveAsync("snapshot")).Json.GetProperty("presence").GetProperty(ada).GetProperty("liveness").GetString().ShouldBe("alive");

        (await PresenceAfterAsync(stream, TimeSpan.FromSeconds(46))).ShouldBe((ada, "stale", null));
        (await PresenceAfterAsync(stream, TimeSpan.FromSeconds(75))).ShouldBe((ada, "gone", null));
        await server.PostBatchAsync(mission.Token, Heartbeat(mission, ada));
        (await PresenceAfterAsync(stream, TimeSpan.FromSeconds(1))).ShouldBe((ada, "alive", null));
        await StayAsync(server, mission, ada, TimeSpan.FromMinutes(9));

        (await StuckAsync(stream)).ShouldBe((ada, "alive", "no_progress"));
        var state = (await mission.StateAsync()).GetProperty("presence").GetProperty(ada);
        state.GetProperty("stuck").GetString().ShouldBe("no_progress");
    }

    [Fact(Timeout = Patience)]
    public async Task Stream_OfAMission_TellsWhenAWarningIsOverdueAndSettled()
    {
        await using var server = await RunningServer.StartAsync(_clock);
        var mission = await TestMission.CreateAsync(server, await server.SignInNewAsync("ada"));
        var (ada, grace) = (await mission.JoinAsync(), await mission.JoinAsync("Grace"));
        using var stream = await OpenAsync(server, mission);
        await stream.ReceiveAsync("snapshot");

        await DriveAsync(server, mission, ada, grace);
        var raised = (await stream.ReceiveEventsAsync(5))[^1].Json.GetProperty("event");
        raised.GetProperty("event_type").GetString().ShouldBe("ConcurrentDriverWarning");
        var id = raised.GetProperty("payload").GetProperty("warning_id").GetString()!;
        _clock.Advance(TimeSpan.FromSeconds(1));
        (await WarningAsync(stream)).ShouldBe((id, "open", false));
        _clock.Advance(TimeSpan.FromMinutes(10));
        (await WarningAsync(stream)).ShouldBe((id, "open", true));
        await AcknowledgeAsync(server, mission, id, ada, grace);
        _clock.Advance(TimeSpan.FromSeconds(1));
        (await WarningAsync(stream)).ShouldBe((id, "settled", false));
    }

    [Fact(Timeout = Patience)]
    public async Task Stream_OpenedBehindSettledWarnings_TellsNothingOfThem()
    {
        await using var server = await RunningServer.StartAsync(_clock);
        var mission = await TestMission.CreateAsync(server, await server.SignInNewAsync("ada"));
        var (ada, grace) = (await mission.JoinAsync(), await mission.JoinAsync("Grace"));
        await DriveAsync(server, mission, ada, grace);
        var settled = (await mission.StateAsync()).GetProperty("warning_standings")[0].GetProperty("warning_id").GetString()!;
        await AcknowledgeAsync(server, mission, settled, ada, grace);

        using var stream = await OpenAsync(server, mission);
        await stream.ReceiveAsync("snapshot");
        using var resumed = await TestStream.OpenAsync(server, mission.Token, $"/api/v1/missions/{mission.MissionId}/stream/", "9");
        _clock.Advance(TimeSpan.FromSeconds(2));
        var linus = await mission.JoinAsync("Linus");
        _clock.Advance(TimeSpan.FromSeconds(2));
        var (ofLinus, resumedWithLinus) = (await ChangesUntilAsync(stream, linus), await ChangesUntilAsync(resumed, linus));
        var joan = await mission.JoinAsync("Joan");
        _clock.Advance(TimeSpan.FromSeconds(2));

        // Whoever has joined is news behind everything that was news before.
        ofLinus.ShouldBe(["presence"]);
        resumedWithLinus.ShouldBe(["presence", "presence", "presence"]);
        (await ChangesUntilAsync(stream, joan)).ShouldBe(["presence"]);
        (await ChangesUntilAsync(resumed, joan)).ShouldBe(["presence"]);
    }

    [Fact(Timeout = Patience)]
    public async Task Stream_BehindACursor_IsToldAnewHowEverybodyDoes()
    {
        await using var server = await RunningServer.StartAsync(_clock);
        var mission = await TestMission.CreateAsync(server, await server.SignInNewAsync("ada"));
        var (ada, grace) = (await mission.JoinAsync(), await mission.JoinAsync("Grace"));
        await server.PostBatchAsync(mission.Token, Heartbeat(mission, ada));

        using var stream = await TestStream.OpenAsync(server, mission.Token, $"/api/v1/missions/{mission.MissionId}/stream/", "2");

        (await stream.ReceiveAsync("event")).Sequence.ShouldBe(3);
        var told = new[] { await PresenceAsync(stream), await PresenceAsync(stream) };
        told.Order().ShouldBe(new[] { (ada, "alive", (string?)null), (grace, "unseen", null) }.Order());
    }

    // Two who drive at one target, which the server warns of.
    private static async Task DriveAsync(RunningServer server, TestMission mission, params string[] participants)
    {
        var target = new FocusTarget { TargetType = FocusTargetType.WorkPackage, TargetId = "WP01" };
        foreach (var participant in participants)
        {
            await server.PostBatchAsync(
                mission.Token,
                mission.Emit(new FocusChangedPayload { MissionId = mission.MissionId, ParticipantId = participant, FocusTarget = target }),
                mission.Emit(new DriveIntentSetPayload { MissionId = mission.MissionId, ParticipantId = participant, Intent = DriveIntent.Active }));
        }
    }

    private static async Task AcknowledgeAsync(RunningServer server, TestMission mission, string warning, params string[] participants)
    {
        // Behind the warning, as whoever has seen it is, and all at once, so that nobody sees it answered in part.
        mission.Clock++;
        var answer = await server.PostBatchAsync(
            mission.Token,
            participants.Select(participant => mission.Emit(new WarningAcknowledgedPayload { MissionId = mission.MissionId, ParticipantId = participant, WarningId = warning, Acknowledgement = Acknowledgement.Continue })));
        answer.Statuses.ShouldAllBe(status => status == "success", answer.Body.ToString());
    }

    // The kinds of all changes up to the one of a participant.
    private static async Task<List<string>> ChangesUntilAsync(TestStream stream, string participant)
    {
        var kinds = new List<string>();
        while (true)
        {
            var change = await NextChangeAsync(stream);
            kinds.Add(change.GetProperty("kind").GetString()!);
            if (change.TryGetProperty("participant_id", out var id) && id.GetString() == participant)
            {
                return kinds;
            }
        }
    }

    private static string Heartbeat(TestMission mission, string participant)
        => mission.Emit(new PresenceHeartbeatPayload { MissionId = mission.MissionId, ParticipantId = participant });

    private static Task<TestStream> OpenAsync(RunningServer server, TestMission mission)
        => TestStream.OpenAsync(server, mission.Token, $"/api/v1/missions/{mission.MissionId}/stream/");

    private static async Task<(string Participant, string Liveness, string? Stuck)> PresenceAsync(TestStream stream)
    {
        var change = await NextAsync(stream, "presence");
        change.GetProperty("mission_id").GetString().ShouldBe("M042");
        var presence = change.GetProperty("presence");
        return (change.GetProperty("participant_id").GetString()!, presence.GetProperty("liveness").GetString()!, presence.GetProperty("stuck").GetString());
    }

    // A server that is held up between two heartbeats may take somebody for stale in between.
    private static async Task<(string Participant, string Liveness, string? Stuck)> StuckAsync(TestStream stream)
    {
        (string Participant, string Liveness, string? Stuck) presence;
        do
        {
            presence = await PresenceAsync(stream);
        }
        while (presence.Stuck is null);

        return presence;
    }

    private static async Task<(string Id, string Standing, bool IsOverdue)> WarningAsync(TestStream stream)
    {
        var warning = (await NextAsync(stream, "warning")).GetProperty("warning");
        return (warning.GetProperty("warning_id").GetString()!, warning.GetProperty("standing").GetString()!, warning.GetProperty("is_overdue").GetBoolean());
    }

    private static async Task<JsonElement> NextAsync(TestStream stream, string kind)
    {
        JsonElement change;
        do
        {
            change = await NextChangeAsync(stream);
        }
        while (change.GetProperty("kind").GetString() != kind);

        return change;
    }

    private static async Task<JsonElement> NextChangeAsync(TestStream stream)
    {
        StreamMessage message;
        do
        {
            message = (await stream.NextAsync()).ShouldNotBeNull();
        }
        while (message.Name != "change");

        message.Id.ShouldBeNull();
        return message.Json;
    }

    private async Task<(string Participant, string Liveness, string? Stuck)> PresenceAfterAsync(TestStream stream, TimeSpan time)
    {
        _clock.Advance(time);
        return await PresenceAsync(stream);
    }

    // It shows all the time that it is there, and does nothing.
    private async Task StayAsync(RunningServer server, TestMission mission, string participant, TimeSpan time)
    {
        for (var passed = TimeSpan.Zero; passed < time; passed += TimeSpan.FromSeconds(30))
        {
            _clock.Advance(TimeSpan.FromSeconds(30));
            await server.PostBatchAsync(mission.Token, Heartbeat(mission, participant));
        }

        _clock.Advance(TimeSpan.FromSeconds(1));
    }
}
