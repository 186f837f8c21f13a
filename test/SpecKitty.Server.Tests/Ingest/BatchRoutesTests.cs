using System.Net;
using System.Text;
using System.Text.Json;
using SpecKitty.Server.Storage;
using SpecKitty.Server.Tests.Hosting;

namespace SpecKitty.Server.Tests.Ingest;

public abstract class BatchRoutesTests(HostedStore store) : HostedTests(store)
{
    private const string Path = "/api/v1/events/batch/";

    private readonly Guid _project = Guid.NewGuid();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Batch_PlainOrGzip_IsTakenIn(bool gzip)
    {
        await using var server = await StartAsync();
        var token = await server.SignInNewAsync("ada");
        var id = TestEvents.NewId();

        var answer = await server.PostAsync(Path, RunningServer.Batch(TestEvents.Moved(_project, id)), token, gzip);

        answer.ShouldBe(HttpStatusCode.OK).Statuses.ShouldBe(["success"]);
        answer.Body.GetProperty("results")[0].GetProperty("event_id").GetString().ShouldBe(id);
    }

    [Fact]
    public async Task Batch_WithoutATrailingSlash_IsTakenInToo()
    {
        await using var server = await StartAsync();
        var token = await server.SignInNewAsync("ada");

        (await server.PostAsync(Path.TrimEnd('/'), RunningServer.Batch(TestEvents.Moved(_project)), token)).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Batch_Mixed_GivesEachEventItsOwnResultInOrder()
    {
        await using var server = await StartAsync();
        var token = await server.SignInNewAsync("ada");
        var same = TestEvents.Moved(_project);

        var answer = await server.PostBatchAsync(
            token,
            same,
            TestEvents.Moved(_project, "no id"),
            TestEvents.Moved(_project, to: "DOING"),
            TestEvents.Moved(_project, type: "WPExploded"),
            "17",
            same,
            TestEvents.Moved(_project));

        answer.ShouldBe(HttpStatusCode.OK).Statuses.ShouldBe(["success", "rejected", "rejected", "rejected", "rejected", "duplicate", "success"]);
        answer.Error(1).ShouldContain("event_id");
        answer.Error(2).ShouldContain("DOING");
        answer.Error(3).ShouldContain("WPExploded");
        answer.Body.GetProperty("results")[1].GetProperty("error_message").GetString().ShouldBe(answer.Error(1));
        answer.Body.GetProperty("results")[1].GetProperty("event_id").GetString().ShouldBe("no id");
    }

    [Fact]
    public async Task Batch_SameIdOtherContent_IsRejectedAndTheFirstKept()
    {
        await using var server = await StartAsync();
        var token = await server.SignInNewAsync("ada");
        var id = TestEvents.NewId();
        var first = TestEvents.Moved(_project, id);
        await server.PostBatchAsync(token, first);

        var members = JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(first)!;
        var spelledOtherwise = JsonSerializer.Serialize(new Dictionary<string, JsonElement>(members.Reverse()), new JsonSerializerOptions { WriteIndented = true });
        var again = await server.PostBatchAsync(token, first, spelledOtherwise, TestEvents.Moved(_project, id, to: "done"));

        again.Statuses.ShouldBe(["duplicate", "duplicate", "rejected"]);
        again.Error(2).ShouldContain("event_id");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Batch_MissionEventsAgain_AreKnownInMemoryAndAfterARestart(bool restarts)
    {
        await using var server = await StartAsync();
        var mission = await TestMission.CreateAsync(server, await server.SignInNewAsync("ada"));
        var ada = await mission.JoinAsync();
        string[] comments = [.. Enumerable.Range(0, 20).Select(_ => mission.Comment(ada))];
        await server.PostBatchAsync(mission.Token, comments);
        if (restarts)
        {
            await server.RestartAsync();
        }

        var again = await server.PostBatchAsync(mission.Token, [.. comments, comments[7].Replace("Hello.", "Goodbye.", StringComparison.Ordinal), mission.Comment(ada)]);

        again.Statuses.Take(20).ShouldAllBe(status => status == "duplicate");
        again.Statuses.Skip(20).ShouldBe(["rejected", "success"]);
    }

    [Fact]
    public async Task Batch_SameIdTwiceInOneBatch_KeepsTheFirst()
    {
        await using var server = await StartAsync();
        var token = await server.SignInNewAsync("ada");
        var id = TestEvents.NewId();

        var answer = await server.PostBatchAsync(token, TestEvents.Moved(_project, id), TestEvents.Moved(_project, id.ToLowerInvariant()), TestEvents.Moved(_project, id, to: "done"));

        answer.Statuses.ShouldBe(["success", "duplicate", "rejected"]);
    }

    [Fact]
    public async Task Batch_SameEventsAtOnce_GiveExactlyOneSuccessEach()
    {
        await using var server = await StartAsync();
        var token = await server.SignInNewAsync("ada");
        string[] events = [.. Enumerable.Range(0, 50).Select(_ => TestEvents.Moved(_project))];

        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => server.PostBatchAsync(token, events)));

        for (var i = 0; i < events.Length; i++)
        {
            answers.Count(answer => answer.Statuses[i] == "success").ShouldBe(1);
            answers.Count(answer => answer.Statuses[i] == "duplicate").ShouldBe(answers.Length - 1);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"events\": 7}")]
    [InlineData("{\"events\": []}")]
    [InlineData("{\"events\": [{}")]
    [InlineData("{\"events\": [{}]} trailing")]
    [InlineData("{\"events\": [{}], \"events\": [{}]}")]
    public async Task Batch_NoBatchToSpeakOf_Is400(string body)
    {
        await using var server = await StartAsync();
        var token = await server.SignInNewAsync("ada");

        var answer = await server.PostAsync(Path, body, token);

        answer.ShouldBe(HttpStatusCode.BadRequest);
        answer.Text("error").ShouldNotBeEmpty();
        answer.Text("details").ShouldNotBeEmpty();
    }

    [Fact]
    public async Task Batch_OneThousandAndOne_Is400AndOneThousandIsNot()
    {
        await using var server = await StartAsync();
        var token = await server.SignInNewAsync("ada");
        string[] events = [.. Enumerable.Range(0, 1001).Select(_ => TestEvents.Moved(_project))];

        (await server.PostAsync(Path, RunningServer.Batch(events), token, gzip: true)).ShouldBe(HttpStatusCode.BadRequest).Text("details")!.ShouldContain("1000");
        (await server.PostAsync(Path, RunningServer.Batch(events[1..]), token, gzip: true)).ShouldBe(HttpStatusCode.OK).Statuses.ShouldAllBe(status => status == "success");
    }

    [Fact]
    public async Task Batch_Bomb_IsRefused()
    {
        await using var server = await StartAsync();
        var token = await server.SignInNewAsync("ada");
        var bomb = RunningServer.Gzip(new byte[64 * 1024 * 1024]);

        var answer = await server.PostBytesAsync(Path, bomb, token, "gzip");

        answer.ShouldBe(HttpStatusCode.RequestEntityTooLarge).Text("details")!.ShouldContain("inflated");
    }

    [Fact]
    public async Task Batch_CompressedBeyondItsLimit_Is413()
    {
        await using var server = await StartAsync();
        var token = await server.SignInNewAsync("ada");
        var noise = new byte[9 * 1024 * 1024];
        new Random(7).NextBytes(noise);

        (await server.PostBytesAsync(Path, RunningServer.Gzip(noise), token, "gzip")).ShouldBe(HttpStatusCode.RequestEntityTooLarge);
    }

    [Fact]
    public async Task Batch_NotGzipThoughItSaysSo_Is400()
    {
        await using var server = await StartAsync();
        var token = await server.SignInNewAsync("ada");

        (await server.PostBytesAsync(Path, "{\"events\": []}"u8.ToArray(), token, "gzip")).ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Batch_OtherEncodingOrType_Is415()
    {
        await using var server = await StartAsync();
        var token = await server.SignInNewAsync("ada");
        var body = Encoding.UTF8.GetBytes(RunningServer.Batch(TestEvents.Moved(_project)));

        (await server.PostBytesAsync(Path, body, token, "br")).ShouldBe(HttpStatusCode.UnsupportedMediaType);
        (await server.PostBytesAsync(Path, body, token, null, "text/plain")).ShouldBe(HttpStatusCode.UnsupportedMediaType);
    }

    [Fact]
    public async Task Batch_OneEventTooLargeOrTooDeep_IsRejectedAlone()
    {
        await using var server = await StartAsync();
        var token = await server.SignInNewAsync("ada");
        var large = TestEvents.Moved(_project).Replace("somebody-else", new string('x', 300_000), StringComparison.Ordinal);
        var deep = TestEvents.Moved(_project).Replace("\"somebody-else\"", new string('[', 500) + new string(']', 500), StringComparison.Ordinal);

        var answer = await server.PostBatchAsync(token, large, deep, TestEvents.Moved(_project));

        answer.ShouldBe(HttpStatusCode.OK).Statuses.ShouldBe(["rejected", "rejected", "success"]);
        answer.Error(0).ShouldContain("bytes");
        answer.Error(1).ShouldContain("64");
    }

    [Fact]
    public async Task Batch_WithoutOrWithABadToken_Is401()
    {
        await using var server = await StartAsync();

        (await server.PostAsync(Path, "{}")).ShouldBe(HttpStatusCode.Unauthorized);
        (await server.PostAsync(Path, "{}", "nonsense")).ShouldBe(HttpStatusCode.Unauthorized).Text("error")!.ShouldContain("Token");
    }

    [Fact]
    public async Task Batch_OtherMethod_Is405AsJson()
    {
        await using var server = await StartAsync();

        (await server.GetAsync(Path)).ShouldBe(HttpStatusCode.MethodNotAllowed).Text("details")!.ShouldContain("POST");
        (await server.GetAsync("/api/v1/nothing/")).ShouldBe(HttpStatusCode.NotFound).Text("error").ShouldNotBeEmpty();
    }

    [Fact]
    public async Task Batch_OfAnotherTeamsProject_LeaksNothing()
    {
        await using var server = await StartAsync();
        var ours = await server.SignInNewAsync("ada", "tea");
        var theirs = await server.SignInNewAsync("eve", "coffee");
        var known = TestEvents.Moved(_project);
        await server.PostBatchAsync(ours, known);
        var own = Guid.NewGuid();

        var mixed = await server.PostBatchAsync(theirs, known, TestEvents.Moved(_project), TestEvents.Moved(own));
        var foreign = await server.PostBatchAsync(theirs, known, TestEvents.Moved(_project));

        mixed.ShouldBe(HttpStatusCode.OK).Statuses.ShouldBe(["rejected", "rejected", "success"]);
        mixed.Error(0).ShouldBe(mixed.Error(1));
        foreign.ShouldBe(HttpStatusCode.Forbidden).Text("error")!.ShouldContain("permission");
        (await server.PostBatchAsync(ours, known)).Statuses.ShouldBe(["duplicate"]);
    }

    [Fact]
    public async Task Batch_SameIdInTwoProjects_IsTwoEvents()
    {
        await using var server = await StartAsync();
        var token = await server.SignInNewAsync("ada");
        var id = TestEvents.NewId();

        var answer = await server.PostBatchAsync(token, TestEvents.Moved(_project, id), TestEvents.Moved(Guid.NewGuid(), id));

        answer.Statuses.ShouldBe(["success", "success"]);
    }

    [Fact]
    public async Task Batch_OfAViewer_Is403()
    {
        await using var server = await StartAsync();
        var viewer = await server.SignInNewAsync("vera", role: TeamRole.Viewer);

        (await server.PostBatchAsync(viewer, TestEvents.Moved(_project))).ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Batch_VersionThree_IsRejectedWithTheMajorsThatAreTaken()
    {
        await using var server = await StartAsync();
        var token = await server.SignInNewAsync("ada");
        var future = TestEvents.Moved(_project).Replace("\"node_id\"", "\"schema_version\":\"3.0.0\",\"node_id\"", StringComparison.Ordinal);

        var answer = await server.PostBatchAsync(token, future);

        answer.Statuses.ShouldBe(["rejected"]);
        answer.Error(0).ShouldContain("1 or 2");
    }
}

public sealed class BatchRoutesOnSqliteTests() : BatchRoutesTests(HostedStore.Sqlite);

public sealed class BatchRoutesOnPostgresTests() : BatchRoutesTests(HostedStore.Postgres);
