using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Http;
using SpecKitty.Client.Credentials;
using SpecKitty.Client.Emitting;
using SpecKitty.Client.Http;
using SpecKitty.Client.Live;
using SpecKitty.Client.Tests.Support;

namespace SpecKitty.Client.Tests.Live;

public sealed class MissionFollowerTests : IAsyncLifetime
{
    private const string StreamPath = "/api/v1/missions/M1/stream/";

    private static readonly LiveOptions Hurried = new() { FirstPause = TimeSpan.FromMilliseconds(1), LongestPause = TimeSpan.FromMilliseconds(5) };

    private readonly ConcurrentQueue<string> _cursors = new();
    private readonly Troubles _line = new();
    private SyncedHome _home = null!;

    public async ValueTask InitializeAsync() => _home = await SyncedHome.StartAsync();

    public async ValueTask DisposeAsync() => await _home.DisposeAsync();

    [Fact]
    public async Task Follow_ALineThatBreaksAgainAndAgain_GoesOnBehindTheLastMessage()
    {
        Serve(
            ": hello\n\nid: 4\nevent: snapshot\ndata: {\"state\":{}}\n\nid: 5\nevent: event\ndata: {\"n\":5}\n\n",
            "",
            "id: 7\nevent: event\ndata: {\"n\":7}\n\nevent: change\ndata: {\"kind\":\"presence\"}\n\nid: 8\nevent: event\nda",
            "id: 8\nevent: event\ndata: {\"n\":8}\n\n");

        var messages = await FollowAsync(5);

        messages.Select(message => $"{message.Name} {message.Sequence} {Encoding.UTF8.GetString(message.Json.Span)}").ShouldBe(
        [
            "snapshot 4 {\"state\":{}}",
            "event 5 {\"n\":5}",
            "event 7 {\"n\":7}",
            "change 7 {\"kind\":\"presence\"}",
            "event 8 {\"n\":8}",
        ]);
        _cursors.Take(4).ShouldBe(["", "5", "5", "7"]);
        _line.Told.OfType<ClientException>().ShouldNotBeEmpty();
    }

    [Fact]
    public async Task Follow_AServerThatIsRestoredMeanwhile_BeginsAgainAndSendsItsIdsBack()
    {
        Serve(
            "id: 9\nevent: snapshot\ndata: {}\n\nid: 10\nevent: event\ndata: {\"n\":10}\n\n",
            "id: g1771150000000-7\nevent: snapshot\ndata: {}\n\nid: g1771150000000-8\nevent: event\ndata: {\"n\":8}\n\n",
            "id: g1771150000000-9\nevent: event\ndata: {\"n\":9}\n\nid: gx-10\nevent: event\ndata: {\"n\":10}\n\n");

        var messages = await FollowAsync(6);

        messages.Select(message => $"{message.Name} {message.Sequence}").ShouldBe(["snapshot 9", "event 10", "snapshot 7", "event 8", "event 9", "event 9"]);
        _cursors.Take(3).ShouldBe(["", "10", "g1771150000000-8"]);
    }

    [Fact]
    public async Task Follow_WithAClock_HasTakenInWhatItShowsBeforeItIsShown()
    {
        Serve(
            "id: 4\nevent: snapshot\ndata: {\"sequence\":4,\"lamport_clock\":58,\"state\":{\"lamport_clock\":900}}\n\n"
            + "id: 5\nevent: event\ndata: {\"sequence\":5,\"event\":{\"payload\":{\"lamport_clock\":901},\"lamport_clock\":61}}\n\n",
            "id: 7\nevent: event\ndata: {\"sequence\":7,\"event\":{\"lamport_clock\":60}}\n\nevent: change\ndata: {\"lamport_clock\":902}\n\n"
            + "id: 8\nevent: event\ndata: {\"sequence\":8,\"event\":{\"lamport_clock\":75}}\n\n");
        var clock = new ClockFile(_home.Temp.Home);
        var taken = new List<long>();

        await FollowAsync(5, lamport: clock, seen: _ => taken.Add(clock.Read().Value));

        // One write for each burst: one more than the greatest that it shows.
        taken.ShouldBe([62, 62, 76, 76, 76]);
    }

    [Fact]
    public async Task Follow_ALineThatFallsSilent_IsGivenUpAndOpenedAgain()
    {
        _home.Server.Instead = async context =>
        {
            if (context.Request.Path != StreamPath)
            {
                return false;
            }

            // Whoever has not had the snapshot yet gets it and then nothing, also when it was given up before the snapshot came.
            var isFirst = context.Request.Headers["Last-Event-ID"].Count == 0;
            context.Response.ContentType = "text/event-stream";
            var text = isFirst ? "id: 1\nevent: snapshot\ndata: {}\n\n" : "id: 2\nevent: event\ndata: {}\n\n";
            await context.Response.WriteAsync(text);
            await context.Response.Body.FlushAsync();
            if (isFirst)
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, context.RequestAborted).ContinueWith(static _ => { }, TaskScheduler.Default);
            }

            return true;
        };

        var messages = await FollowAsync(2, Hurried with { Silence = TimeSpan.FromMilliseconds(200) });

        messages.Select(message => message.Sequence).ShouldBe([1, 2]);
        _line.Told.OfType<ClientException>().First().Message.ShouldContain("nothing came for 0 s");
    }

    [Fact]
    public async Task Follow_APageInsteadOfAStream_IsTroubleAndIsTriedAgain()
    {
        var asked = 0;
        _home.Server.Instead = async context =>
        {
            if (context.Request.Path != StreamPath)
            {
                return false;
            }

            var isPage = Interlocked.Increment(ref asked) == 1;
            context.Response.ContentType = isPage ? "text/html" : "text/event-stream";
            await context.Response.WriteAsync(isPage ? "<html>Welcome to the airport</html>" : "id: 1\nevent: snapshot\ndata: {}\n\n");
            return true;
        };

        (await FollowAsync(1)).ShouldHaveSingleItem().Name.ShouldBe("snapshot");
        _line.Told.OfType<ClientException>().First().Message.ShouldContain("not a SpecKitty server");
    }

    [Fact]
    public async Task Follow_AnAccessTokenThatHasEnded_IsRenewedOnTheWay()
    {
        _home.Server.GoodTokens.Clear();
        Serve("id: 1\nevent: snapshot\ndata: {}\n\n");

        (await FollowAsync(1)).ShouldHaveSingleItem();

        _line.Told.First().ShouldBeNull();
    }

    [Theory]
    [InlineData(404, ClientFailure.Refused)]
    [InlineData(403, ClientFailure.Refused)]
    public async Task Follow_AServerThatRefusesForGood_EndsWithItsReason(int status, ClientFailure failure)
    {
        _home.Server.Instead = async context =>
        {
            if (context.Request.Path != StreamPath)
            {
                return false;
            }

            context.Response.StatusCode = status;
            await context.Response.WriteAsJsonAsync(new { error = "No such mission" });
            return true;
        };

        var ended = await Should.ThrowAsync<ClientException>(() => FollowAsync(1));

        ended.Failure.ShouldBe(failure);
        ended.Message.ShouldContain("No such mission");
    }

    [Fact]
    public async Task Follow_AServerThatAsksToWait_WaitsAsLong()
    {
        var time = new HurriedClock();
        var asked = 0;
        _home.Server.Instead = async context =>
        {
            if (context.Request.Path != StreamPath)
            {
                return false;
            }

            if (Interlocked.Increment(ref asked) == 1)
            {
                context.Response.StatusCode = 503;
                context.Response.Headers.RetryAfter = "45";
                await context.Response.WriteAsJsonAsync(new { error = "Server full" });
                return true;
            }

            context.Response.ContentType = "text/event-stream";
            await context.Response.WriteAsync("id: 1\nevent: snapshot\ndata: {}\n\n");
            return true;
        };

        (await FollowAsync(1, Hurried with { Silence = Timeout.InfiniteTimeSpan }, time)).ShouldHaveSingleItem();

        time.Waits.ShouldContain(wait => wait >= TimeSpan.FromSeconds(45) && wait <= TimeSpan.FromSeconds(50));
    }

    private void Serve(params string[] connections)
    {
        var at = -1;
        _home.Server.Instead = async context =>
        {
            if (context.Request.Path != StreamPath)
            {
                return false;
            }

            if (!_home.Server.GoodTokens.ContainsKey(context.Request.Headers.Authorization.ToString()["Bearer ".Length..]))
            {
                context.Response.StatusCode = 401;
                await context.Response.WriteAsJsonAsync(new { error = "Token expired" });
                return true;
            }

            _cursors.Enqueue(context.Request.Headers["Last-Event-ID"].ToString());
            context.Response.ContentType = "text/event-stream";
            await context.Response.WriteAsync(connections[Math.Min(Interlocked.Increment(ref at), connections.Length - 1)]);
            return true;
        };
    }

    private async Task<List<LiveMessage>> FollowAsync(
        int count, LiveOptions? options = null, TimeProvider? clock = null, ClockFile? lamport = null, Action<LiveMessage>? seen = null)
    {
        using var connection = ServerConnection.Open(new CredentialStore(_home.Temp.Home), SyncedHome.AtOnce);
        var follower = new MissionFollower(connection, Queued.Kitty, "M1", options ?? Hurried, clock, lamport);
        var messages = new List<LiveMessage>();
        await foreach (var message in follower.FollowAsync(_line, TestContext.Current.CancellationToken))
        {
            messages.Add(message);
            seen?.Invoke(message);
            if (messages.Count == count)
            {
                break;
            }
        }

        return messages;
    }

    /// <summary>What was told of the line: null for one that is open.</summary>
    private sealed class Troubles : IProgress<LiveLine>
    {
        public ConcurrentQueue<ClientException?> Told { get; } = new();

        public void Report(LiveLine value) => Told.Enqueue(value.Trouble);
    }

    [Theory]
    [InlineData("5000000")]
    [InlineData("2147483647")]
    [InlineData("Fri, 31 Dec 9999 23:59:59 GMT")]
    public async Task Follow_AServerThatAsksForAPauseOfWeeks_PausesForADayAndGoesOn(string retryAfter)
    {
        using var cancel = new CancellationTokenSource();
        _home.Server.Instead = context =>
        {
            if (context.Request.Path != StreamPath)
            {
                return Task.FromResult(false);
            }

            context.Response.StatusCode = 503;
            context.Response.Headers.RetryAfter = retryAfter;
            return Task.FromResult(true);
        };
        using var connection = ServerConnection.Open(new CredentialStore(_home.Temp.Home), SyncedHome.AtOnce);
        var line = new Pauses(cancel);

        await Should.ThrowAsync<OperationCanceledException>(async () =>
        {
            await foreach (var _ in new MissionFollower(connection, Queued.Kitty, "M1", Hurried).FollowAsync(line, cancel.Token))
            {
            }
        });

        line.Longest.ShouldNotBeNull().ShouldBeInRange(TimeSpan.FromDays(1), TimeSpan.FromDays(1.1));
    }

    /// <summary>Ends the following at the first pause.</summary>
    private sealed class Pauses(CancellationTokenSource cancel) : IProgress<LiveLine>
    {
        public TimeSpan? Longest { get; private set; }

        public void Report(LiveLine value)
        {
            if (value.NextTry is { } pause)
            {
                Longest = pause;
                cancel.CancelAfter(TimeSpan.FromMilliseconds(200));
            }
        }
    }
}
