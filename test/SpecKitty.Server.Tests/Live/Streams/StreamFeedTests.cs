using System.Text.Json;
using SpecKitty.Server.Tests.Hosting;

namespace SpecKitty.Server.Tests.Live.Streams;

/// <summary>What a stream of server-sent events sends: how things stand, and everything that comes after, once.</summary>
public sealed class StreamFeedTests
{
    private readonly Guid _project = Guid.NewGuid();

    private string Path => $"/api/v1/projects/{_project}/stream/";

    [Fact]
    public async Task Stream_OfAMission_SendsItsStateAndThenItsEventsAsThePagesGiveThem()
    {
        await using var server = await RunningServer.StartAsync();
        var mission = await TestMission.CreateAsync(server, await server.SignInNewAsync("ada"));
        var ada = await mission.JoinAsync();
        var path = $"/api/v1/missions/{mission.MissionId}/";

        using var stream = await TestStream.OpenAsync(server, mission.Token, path + "stream/");
        var snapshot = await stream.ReceiveAsync("snapshot");
        await server.PostBatchAsync(mission.Token, TestEvents.Moved(mission.Project), mission.Comment(ada), TestEvents.Moved(mission.Project), mission.Comment(ada));
        var events = await stream.ReceiveEventsAsync(2);

        snapshot.Sequence.ShouldBe(1);
        snapshot.Data.ShouldBe((await server.GetAsync(path + "state/?at_sequence=1", mission.Token)).Body.GetRawText());
        events.Select(message => message.Sequence).ShouldBe([3, 5]);
        var page = (await server.GetAsync(path + "events/?after=1", mission.Token)).Body.GetProperty("events");
        events.Select(message => message.Data).ShouldBe(page.EnumerateArray().Select(entry => entry.GetRawText()));
    }

    [Fact]
    public async Task Stream_OfAProject_SendsItsMissionsAndBoardAndThenEveryEvent()
    {
        await using var server = await RunningServer.StartAsync();
        var mission = await TestMission.CreateAsync(server, await server.SignInNewAsync("ada"), project: _project);
        await server.PostBatchAsync(mission.Token, TestEvents.Moved(_project), TestEvents.Moved(_project, to: "done"));

        using var stream = await TestStream.OpenAsync(server, mission.Token, Path);
        var snapshot = await stream.ReceiveAsync("snapshot");
        var ada = await mission.JoinAsync();
        await server.PostBatchAsync(mission.Token, TestEvents.Moved(_project), mission.Comment(ada));

        snapshot.Sequence.ShouldBe(2);
        snapshot.Json.GetProperty("sequence").GetInt64().ShouldBe(2);
        snapshot.Json.GetProperty("project_uuid").GetGuid().ShouldBe(_project);
        snapshot.Json.GetProperty("board").GetRawText().ShouldBe((await server.GetAsync($"/api/v1/projects/{_project}/board/?at_sequence=2", mission.Token)).Body.GetRawText());
        var missions = (await server.GetAsync($"/api/v1/missions/?project={_project}", mission.Token)).Body.GetProperty("missions");
        snapshot.Json.GetProperty("missions").GetRawText().ShouldBe(missions.GetRawText());
        var events = await stream.ReceiveEventsAsync(3);
        events.Select(message => message.Sequence).ShouldBe([3, 4, 5]);
        var page = (await server.GetAsync($"/api/v1/events/?project={_project}&after=2", mission.Token)).Body.GetProperty("events");
        events.Select(message => message.Data).ShouldBe(page.EnumerateArray().Select(entry => entry.GetRawText()));
    }

    [Fact]
    public async Task Stream_BehindACursor_GoesOnThereWithoutASnapshot()
    {
        await using var server = await RunningServer.StartAsync();
        var token = await server.SignInNewAsync("ada");
        await server.PostBatchAsync(token, Enumerable.Range(0, 5).Select(_ => TestEvents.Moved(_project)));

        using var byHeader = await TestStream.OpenAsync(server, token, Path, "2");
        using var byQuery = await TestStream.OpenAsync(server, token, Path + "?after=3");
        using var byBoth = await TestStream.OpenAsync(server, token, Path + "?after=1", "4");
        using var atTheEnd = await TestStream.OpenAsync(server, token, Path, "5");

        (await byHeader.ReceiveEventsAsync(3)).Select(message => message.Sequence).ShouldBe([3, 4, 5]);
        (await byQuery.ReceiveEventsAsync(2)).Select(message => message.Sequence).ShouldBe([4, 5]);
        (await byBoth.ReceiveAsync("event")).Sequence.ShouldBe(5);
        await server.PostBatchAsync(token, TestEvents.Moved(_project));
        foreach (var stream in new[] { byHeader, byQuery, byBoth, atTheEnd })
        {
            (await stream.ReceiveAsync("event")).Sequence.ShouldBe(6);
        }
    }

    [Fact]
    public async Task Stream_BehindACursorThatTheLogHasNotReached_BeginsWithASnapshot()
    {
        await using var server = await RunningServer.StartAsync();
        var token = await server.SignInNewAsync("ada");
        await server.PostBatchAsync(token, TestEvents.Moved(_project), TestEvents.Moved(_project));

        using var stream = await TestStream.OpenAsync(server, token, Path, "3");

        (await stream.ReceiveAsync("snapshot")).Sequence.ShouldBe(2);
        await server.PostBatchAsync(token, TestEvents.Moved(_project));
        (await stream.ReceiveAsync("event")).Sequence.ShouldBe(3);
    }

    [Fact]
    public async Task Stream_FarBehind_IsCaughtUpFromTheLogAndGoesOnLive()
    {
        await using var server = await RunningServer.StartAsync();
        var mission = await TestMission.CreateAsync(server, await server.SignInNewAsync("ada"), project: _project);
        var ada = await mission.JoinAsync();
        for (var batch = 0; batch < 3; batch++)
        {
            // More than are kept in memory from the beginning, and of a mission among others.
            await server.PostBatchAsync(mission.Token, Enumerable.Range(0, 250).SelectMany(_ => new[] { mission.Comment(ada), TestEvents.Moved(_project) }));
        }

        using var whole = await TestStream.OpenAsync(server, mission.Token, Path, "0");
        using var one = await TestStream.OpenAsync(server, mission.Token, $"/api/v1/missions/{mission.MissionId}/stream/", "1");
        await server.PostBatchAsync(mission.Token, mission.Comment(ada));

        (await whole.ReceiveEventsAsync(1502)).Select(message => message.Sequence).ShouldBe(Enumerable.Range(1, 1502).Select(sequence => (long)sequence));
        (await one.ReceiveEventsAsync(751)).Select(message => message.Sequence).ShouldBe(Enumerable.Range(1, 751).Select(number => 2L * number));
    }

    [Fact]
    public async Task Stream_OfASlowReader_IsCaughtUpWhenItReads()
    {
        await using var server = await RunningServer.StartAsync(adjust: options => options with { Streams = options.Streams with { WriteWithin = TimeSpan.FromMinutes(2) } });
        var token = await server.SignInNewAsync("ada");
        await server.PostBatchAsync(token, TestEvents.Moved(_project));
        using var slow = await TestStream.OpenAsync(server, token, Path);
        await slow.ReceiveAsync("snapshot");
        using var quick = await TestStream.OpenAsync(server, token, Path);
        await quick.ReceiveAsync("snapshot");

        // More than the connection, its buffers and the ring hold together.
        for (var batch = 0; batch < 12; batch++)
        {
            await server.PostBatchAsync(token, Enumerable.Range(0, 200).Select(_ => Large()));
            (await quick.ReceiveEventsAsync(200))[^1].Sequence.ShouldBe(1 + (200 * (batch + 1)));
        }

        (await slow.ReceiveEventsAsync(2400)).Select(message => message.Sequence).ShouldBe(Enumerable.Range(2, 2400).Select(sequence => (long)sequence));
    }

    [Fact]
    public async Task Stream_OfAnEnvelopeWithLineBreaks_IsOneMessageWithTheSameJson()
    {
        await using var server = await RunningServer.StartAsync();
        var token = await server.SignInNewAsync("ada");
        await server.PostBatchAsync(token, TestEvents.Moved(_project));
        using var stream = await TestStream.OpenAsync(server, token, Path, "1");
        var plain = TestEvents.Moved(_project);

        await server.PostBatchAsync(token, plain.Replace(",", ",\r\n\n\t", StringComparison.Ordinal));

        var sent = (await stream.ReceiveAsync("event")).Json.GetProperty("event");
        JsonElement.DeepEquals(sent, JsonSerializer.Deserialize<JsonElement>(plain)).ShouldBeTrue();
    }

    [Fact]
    public async Task Stream_AcrossARestart_IsToldToComeBackAndMissesNothing()
    {
        await using var server = await RunningServer.StartAsync();
        var token = await server.SignInNewAsync("ada");
        await server.PostBatchAsync(token, TestEvents.Moved(_project));
        using var stream = await TestStream.OpenAsync(server, token, Path);
        var last = await stream.ReceiveAsync("snapshot");

        await server.RestartAsync();
        var hint = await stream.NextMessageAsync();
        (await stream.NextAsync()).ShouldBeNull();
        await server.PostBatchAsync(token, TestEvents.Moved(_project));
        using var again = await TestStream.OpenAsync(server, token, Path, last.Id);

        int.Parse(hint!.Retry!).ShouldBeInRange(250, 4000);
        (await again.ReceiveAsync("event")).Sequence.ShouldBe(2);
    }

    // The wire payload of an error takes as much text as one likes.
    private string Large() => TestEvents.Moved(_project).Replace("\"wp_id\":\"WP01\"", $"\"wp_id\":\"WP01\",\"feature_slug\":\"{new string('x', 4000)}\"", StringComparison.Ordinal);
}
