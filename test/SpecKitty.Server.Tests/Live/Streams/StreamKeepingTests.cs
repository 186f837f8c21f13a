using System.Net;
using System.Net.WebSockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using SpecKitty.Server.Live;
using SpecKitty.Server.Live.Streams;
using SpecKitty.Server.Storage;
using SpecKitty.Server.Tests.Hosting;
using SpecKitty.Server.Tests.Live.Sockets;

namespace SpecKitty.Server.Tests.Live.Streams;

/// <summary>Who may open a stream, how many, and for how long.</summary>
public sealed class StreamKeepingTests
{
    private readonly Guid _project = Guid.NewGuid();

    private string Path => $"/api/v1/projects/{_project}/stream/";

    [Fact]
    public async Task Stream_Answer_IsForNoCacheNoProxyBufferAndNoCompression()
    {
        await using var server = await RunningServer.StartAsync();
        var token = await StartAsync(server);

        using var stream = await TestStream.OpenAsync(server, token, Path);

        stream.Response.Headers.CacheControl!.ToString().ShouldBe("no-store");
        stream.Response.Headers.GetValues("X-Accel-Buffering").ShouldBe(["no"]);
        stream.Response.Content.Headers.ContentEncoding.ShouldBeEmpty();
    }

    [Fact]
    public async Task Stream_WithNothingNew_ShowsThatItIsAlive()
    {
        var clock = new TimerClock();
        await using var server = await RunningServer.StartAsync(clock);
        var token = await StartAsync(server);
        using var stream = await TestStream.OpenAsync(server, token, Path, "1");

        for (var beat = 0; beat < 3; beat++)
        {
            clock.Advance(TimeSpan.FromSeconds(15));
            (await stream.NextAsync())!.IsComment.ShouldBeTrue();
        }
    }

    [Fact]
    public async Task Stream_AfterTheSignOut_SaysSoAndEnds()
    {
        var clock = new TimerClock();
        await using var server = await RunningServer.StartAsync(clock);
        await server.AddUserAsync("ada");
        var pair = await server.SignInAsync("ada");
        await server.PostBatchAsync(pair.Text("access")!, TestEvents.Moved(_project));
        using var stream = await TestStream.OpenAsync(server, pair.Text("access")!, Path, "1");

        await server.PostAsync("/api/v1/token/logout/", new { refresh = pair.Text("refresh") });
        clock.Advance(LiveRights.HoldAtMost);

        var end = await stream.ReceiveAsync("end");
        end.Id.ShouldBeNull();
        end.Json.GetProperty("details").GetString()!.ShouldContain("sign in again");
        (await stream.NextAsync()).ShouldBeNull();
    }

    [Fact]
    public async Task StreamAndSocket_OfAUserWhoIsRemovedFromTheTeam_EndWithinSeconds()
    {
        var clock = new TimerClock();
        await using var server = await RunningServer.StartAsync(clock);
        var admin = await server.SignInNewAsync("grace", role: TeamRole.Admin);
        var token = await StartAsync(server);
        using var stream = await TestStream.OpenAsync(server, token, Path, "1");
        using var socket = await TestSocket.OpenAsync(server, token, $"?project={_project}");
        await socket.ReceiveAsync("snapshot");

        (await server.DeleteAsync("/api/v1/teams/tea/members/ada/", admin)).ShouldBe(HttpStatusCode.NoContent);
        clock.Advance(LiveRights.HoldAtMost);

        (await stream.ReceiveAsync("end")).Json.GetProperty("details").GetString()!.ShouldContain("right to read has ended");
        (await stream.NextAsync()).ShouldBeNull();
        (await socket.ReceiveCloseAsync()).ShouldBe(WebSocketCloseStatus.PolicyViolation);
    }

    [Fact]
    public async Task StreamAndSocket_OfATokenThatIsRevokedOrAPasswordThatChanges_EndWithinSeconds()
    {
        LiveRights.HoldAtMost.ShouldBeLessThanOrEqualTo(TimeSpan.FromSeconds(5));
        var clock = new TimerClock();
        await using var server = await RunningServer.StartAsync(clock, adjust: options => options with { Streams = options.Streams with { HeartbeatEvery = TimeSpan.FromMinutes(1) } });
        var token = await StartAsync(server);
        var personal = await server.PostAsync("/api/v1/tokens/", new { name = "ci" }, token);
        var other = (await server.SignInAsync("ada")).Text("access")!;
        using var byPersonal = await TestStream.OpenAsync(server, personal.Text("token")!, Path, "1");
        using var byOther = await TestSocket.OpenAsync(server, other, "");
        using var own = await TestSocket.OpenAsync(server, token, "");
        await byOther.ReceiveAsync("snapshot");
        await own.ReceiveAsync("snapshot");

        (await server.DeleteAsync($"/api/v1/tokens/{personal.Text("token_id")}/", token)).ShouldBe(HttpStatusCode.NoContent);
        (await server.PostAsync("/api/v1/me/password/", new { current = RunningServer.Password, @new = "a new password" }, token)).ShouldBe(HttpStatusCode.NoContent);
        clock.Advance(LiveRights.HoldAtMost);

        (await byPersonal.ReceiveAsync("end")).Id.ShouldBeNull();
        (await byOther.ReceiveCloseAsync()).ShouldBe(WebSocketCloseStatus.PolicyViolation);
        await server.PostBatchAsync(token, TestEvents.Moved(_project));
        (await own.ReceiveAsync("event")).GetProperty("type").GetString().ShouldBe("event");
    }

    [Fact]
    public async Task Stream_OpenedWhileTheServerIsStopping_TellsHowThingsStandAndToComeBack()
    {
        await using var server = await RunningServer.StartAsync();
        var token = await StartAsync(server);
        server.Services.GetRequiredService<IHostApplicationLifetime>().StopApplication();

        using var anew = await TestStream.OpenAsync(server, token, Path);
        using var again = await TestStream.OpenAsync(server, token, Path, "0");

        (await anew.ReceiveAsync("snapshot")).Sequence.ShouldBe(1);
        (await again.ReceiveAsync("event")).Sequence.ShouldBe(1);
        foreach (var stream in new[] { anew, again })
        {
            int.Parse((await stream.NextMessageAsync())!.Retry!).ShouldBeInRange(250, 4000);
            (await stream.NextAsync()).ShouldBeNull();
        }
    }

    [Fact]
    public async Task Stream_ByAParticipantsToken_IsOfItsMissionAlone()
    {
        await using var server = await RunningServer.StartAsync();
        var mission = await TestMission.CreateAsync(server, await server.SignInNewAsync("ada"), project: _project);
        var llm = await mission.JoinAsync("Claude", "llm_context");
        await TestMission.CreateAsync(server, mission.Token, "M043", _project);
        var issued = await server.PostAsync($"/api/v1/missions/{mission.MissionId}/participants/{llm}/token/", "{}", mission.Token);

        using var own = await TestStream.OpenAsync(server, issued.Text("token")!, $"/api/v1/missions/{mission.MissionId}/stream/");

        (await own.ReceiveAsync("snapshot")).Sequence.ShouldBe(1);
        (await TestStream.RefusedAsync(server, issued.Text("token"), "/api/v1/missions/M043/stream/")).ShouldBe(HttpStatusCode.Forbidden);
        (await TestStream.RefusedAsync(server, issued.Text("token"), Path)).ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Stream_OfWhatIsNotOnesOwn_IsRefused()
    {
        await using var server = await RunningServer.StartAsync();
        await StartAsync(server);
        var eve = await server.SignInNewAsync("eve", "coffee");

        (await TestStream.RefusedAsync(server, null, Path)).ShouldBe(HttpStatusCode.Unauthorized);
        (await TestStream.RefusedAsync(server, eve, Path)).ShouldBe(HttpStatusCode.NotFound);
        (await TestStream.RefusedAsync(server, eve, "/api/v1/missions/nowhere/stream/")).ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("-1", "")]
    [InlineData("1.5", "")]
    [InlineData("seven", "")]
    [InlineData("99999999999999999999", "")]
    [InlineData(null, "?after=-1")]
    [InlineData(null, "?after=seven")]
    public async Task Stream_BehindNoCursor_IsRefusedWithTheRule(string? lastEventId, string query)
    {
        await using var server = await RunningServer.StartAsync();
        var token = await StartAsync(server);

        var refused = (await TestStream.RefusedAsync(server, token, Path + query, lastEventId)).ShouldBe(HttpStatusCode.BadRequest);

        refused.Text("details")!.ShouldStartWith($"{(lastEventId is null ? "after" : "Last-Event-ID")} must be a whole number of at least 0");
    }

    [Fact]
    public async Task Streams_BeyondTheirCaps_AreRefusedUntilOneCloses()
    {
        await using var server = await RunningServer.StartAsync(adjust: options => options with { Streams = new StreamLimits { StreamsPerPrincipal = 1, SubscribersPerNode = 2 } });
        var ada = await StartAsync(server);
        var (grace, joan) = (await server.SignInNewAsync("grace"), await server.SignInNewAsync("joan"));
        var first = await TestStream.OpenAsync(server, ada, Path);
        using var second = await TestStream.OpenAsync(server, grace, Path);

        var refused = (await TestStream.RefusedAsync(server, joan, Path)).ShouldBe(HttpStatusCode.ServiceUnavailable);
        refused.Message.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(15));
        first.Dispose();

        // Nobody tells when the server has noticed that the reader is gone.
        using var opened = await OpenWithinAsync(server, joan, TimeSpan.FromSeconds(120));
        opened.ShouldNotBeNull();
    }

    [Fact]
    public async Task Streams_OfOnePrincipalBeyondItsCap_AreRefusedAndOthersAreNot()
    {
        await using var server = await RunningServer.StartAsync(adjust: options => options with { Streams = new StreamLimits { StreamsPerPrincipal = 1 } });
        var ada = await StartAsync(server);
        var grace = await server.SignInNewAsync("grace");
        using var first = await TestStream.OpenAsync(server, ada, Path);

        var refused = (await TestStream.RefusedAsync(server, ada, Path)).ShouldBe(HttpStatusCode.TooManyRequests);
        using var other = await TestStream.OpenAsync(server, grace, Path);

        refused.Message.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(15));
        refused.Text("details")!.ShouldContain("1 streams open");
    }

    private async Task<string> StartAsync(RunningServer server)
    {
        var token = await server.SignInNewAsync("ada");
        (await server.PostBatchAsync(token, TestEvents.Moved(_project))).ShouldBe(HttpStatusCode.OK);
        return token;
    }

    private async Task<TestStream?> OpenWithinAsync(RunningServer server, string token, TimeSpan patience)
    {
        var deadline = TimeProvider.System.GetUtcNow() + patience;
        TestStream? opened = null;
        while (opened is null && TimeProvider.System.GetUtcNow() < deadline)
        {
            opened = await TestStream.TryOpenAsync(server, token, Path);
        }

        return opened;
    }
}
