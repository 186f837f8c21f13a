using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using SpecKitty.Server.Live;
using SpecKitty.Server.Live.Sockets;
using SpecKitty.Server.Storage;
using SpecKitty.Server.Tests.Hosting;

namespace SpecKitty.Server.Tests.Live.Sockets;

/// <summary>A socket that follows every project of somebody's teams, as they come and go.</summary>
public sealed class SocketProjectsTests
{
    private readonly Guid _project = Guid.NewGuid();

    [Fact]
    public async Task Socket_WithoutASubject_FollowsEveryProjectOfOnesTeams()
    {
        var clock = new TimerClock();
        await using var server = await RunningServer.StartAsync(clock);
        var mission = await TestMission.CreateAsync(server, await server.SignInNewAsync("ada"), project: _project);
        var eve = await server.SignInNewAsync("eve", "coffee");
        var (other, foreign, later) = (Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid());
        await server.PostBatchAsync(mission.Token, TestEvents.Moved(other), TestEvents.Moved(other));
        await server.PostBatchAsync(eve, TestEvents.Moved(foreign));

        using var socket = await TestSocket.OpenAsync(server, mission.Token, "");
        var snapshot = await socket.ReceiveAsync("snapshot");
        await server.PostBatchAsync(eve, TestEvents.Moved(foreign));
        await server.PostBatchAsync(mission.Token, TestEvents.Moved(other));
        var ofOther = await socket.ReceiveAsync("event");
        await server.PostBatchAsync(mission.Token, TestEvents.Moved(_project));
        var ofProject = await socket.ReceiveAsync("event");
        await server.PostBatchAsync(mission.Token, TestEvents.Moved(later));
        clock.Advance(TimeSpan.FromSeconds(15));
        var frames = new[] { await socket.ReceiveAnyAsync(), await socket.ReceiveAnyAsync() };

        snapshot.GetProperty("projects").EnumerateArray().ToDictionary(one => one.GetProperty("project_uuid").GetGuid(), one => one.GetProperty("sequence").GetInt64())
            .ShouldBe(new Dictionary<Guid, long> { [_project] = 0, [other] = 2 }, ignoreOrder: true);
        snapshot.GetProperty("missions")[0].GetProperty("project_uuid").GetGuid().ShouldBe(_project);
        Place(ofOther).ShouldBe((other, 3));
        Place(ofProject).ShouldBe((_project, 1));
        Place(frames.Single(frame => frame.GetProperty("type").GetString() == "event")).ShouldBe((later, 1));
    }

    [Fact]
    public async Task Socket_OfAUserWhoLosesOneOfTwoTeams_StopsFollowingItWithinSeconds()
    {
        var clock = new TimerClock();
        await using var server = await RunningServer.StartAsync(clock);
        var store = server.Services.GetRequiredService<IServerStore>();
        var ada = await server.SignInNewAsync("ada");
        var eve = await server.SignInNewAsync("eve", "coffee");
        var userId = (await store.Accounts.FindByNameAsync("ada", TestContext.Current.CancellationToken))!.UserId;
        await store.Teams.AddMemberAsync(userId, new TeamMembership("coffee", TeamRole.Member), clock.GetUtcNow(), TestContext.Current.CancellationToken);
        var theirs = Guid.NewGuid();
        await server.PostBatchAsync(ada, TestEvents.Moved(_project));
        await server.PostBatchAsync(eve, TestEvents.Moved(theirs));
        using var socket = await TestSocket.OpenAsync(server, ada, "");
        (await socket.ReceiveAsync("snapshot")).GetProperty("projects").GetArrayLength().ShouldBe(2);

        await store.Teams.RemoveMemberAsync(userId, "coffee", clock.GetUtcNow(), TestContext.Current.CancellationToken);
        clock.Advance(LiveRights.HoldAtMost);
        clock.Advance(TimeSpan.FromSeconds(15));
        await socket.ReceiveAsync("ping");
        clock.Advance(TimeSpan.FromSeconds(15));
        await socket.ReceiveAsync("ping");
        await server.PostBatchAsync(eve, TestEvents.Moved(theirs));
        await server.PostBatchAsync(ada, TestEvents.Moved(_project));

        Place(await socket.ReceiveAsync("event")).ShouldBe((_project, 2));
    }

    [Fact]
    public async Task Socket_OfAsManyProjectsAsItMayFollow_KeepsThemWhenOthersAreRegistered()
    {
        var clock = new TimerClock();
        await using var server = await RunningServer.StartAsync(clock);
        var token = await server.SignInNewAsync("ada");
        Guid[] projects = [.. Enumerable.Range(1, 100).Select(number => Guid.Parse($"{number:x2}000000-0000-4000-8000-000000000000"))];
        await server.PostBatchAsync(token, projects.Select(project => TestEvents.Moved(project)));
        using var socket = await TestSocket.OpenAsync(server, token, "");
        (await socket.ReceiveAsync("snapshot")).GetProperty("projects").GetArrayLength().ShouldBe(100);

        await server.PostBatchAsync(token, TestEvents.Moved(Guid.Parse("00000000-0000-4000-8000-000000000001")));
        clock.Advance(TimeSpan.FromSeconds(15));
        await socket.ReceiveAsync("ping");
        await server.PostBatchAsync(token, TestEvents.Moved(projects[0]));
        Place(await socket.ReceiveAsync("event")).ShouldBe((projects[0], 2));
        clock.Advance(TimeSpan.FromSeconds(15));
        await socket.ReceiveAsync("ping");
        await server.PostBatchAsync(token, projects.Select(project => TestEvents.Moved(project)));

        var places = new List<(Guid, long)>();
        foreach (var _ in projects)
        {
            places.Add(Place(await socket.ReceiveAsync("event")));
        }

        places.ShouldBe(projects.Select((project, number) => (project, number == 0 ? 3L : 2L)), ignoreOrder: true);
    }

    [Fact]
    public async Task Socket_OfAProjectThatIsLostAndFoundAgain_GoesOnWhereItWas()
    {
        // Nothing tells when a pong has been read: this is not about those that come late.
        var clock = new TimerClock();
        await using var server = await RunningServer.StartAsync(clock, adjust: options => options with { Sockets = new SocketLimits { PongWithin = TimeSpan.FromHours(1) } });
        var ada = await server.SignInNewAsync("ada");
        var eve = await server.SignInNewAsync("eve", "coffee", TeamRole.Admin);
        const string Members = "/api/v1/teams/coffee/members/";
        await server.AddToTeamAsync("ada", "coffee");
        using var socket = await TestSocket.OpenAsync(server, ada, "");
        await socket.ReceiveAsync("snapshot");
        var shared = Guid.NewGuid();

        await server.PostBatchAsync(eve, TestEvents.Moved(shared), TestEvents.Moved(shared));
        var places = await PlacesAfterARoundAsync(server, socket, clock, ada, 2);
        (await server.DeleteAsync(Members + "ada/", eve)).ShouldBe(HttpStatusCode.NoContent);
        places.AddRange(await PlacesAfterARoundAsync(server, socket, clock, ada, 0));
        await server.PostBatchAsync(eve, TestEvents.Moved(shared));
        await server.AddToTeamAsync("ada", "coffee");
        places.AddRange(await PlacesAfterARoundAsync(server, socket, clock, ada, 1));
        await server.PostBatchAsync(eve, TestEvents.Moved(shared));
        places.Add(Place(await socket.ReceiveAsync("event")));

        places.Where(place => place.Project == shared).Select(place => place.Sequence).ShouldBe([1, 2, 3, 4]);
    }

    // Once the first event of a new project has come, the socket has looked at its projects again.
    private static async Task<List<(Guid Project, long Sequence)>> PlacesAfterARoundAsync(RunningServer server, TestSocket socket, TimerClock clock, string token, int others)
    {
        await server.PostBatchAsync(token, TestEvents.Moved(Guid.NewGuid()));
        clock.Advance(TimeSpan.FromSeconds(15));
        var places = new List<(Guid, long)>();
        while (places.Count < others + 1)
        {
            places.Add(Place(await socket.ReceiveAsync("event")));
        }

        return places;
    }

    private static (Guid Project, long Sequence) Place(JsonElement frame)
        => (frame.GetProperty("event").GetProperty("project_uuid").GetGuid(), frame.GetProperty("sequence").GetInt64());
}
