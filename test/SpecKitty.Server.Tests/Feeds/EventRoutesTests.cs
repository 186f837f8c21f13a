using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using SpecKitty.Events.Collaboration;
using SpecKitty.Server.Tests.Hosting;

namespace SpecKitty.Server.Tests.Feeds;

public abstract class EventRoutesTests(HostedStore store) : HostedTests(store)
{
    [Fact]
    public async Task Project_ByCursor_GivesEveryEventOnceByteForByte()
    {
        await using var server = await StartAsync();
        var userId = await server.AddUserAsync("ada");
        var token = (await server.SignInAsync("ada")).Text("access")!;
        var project = Guid.NewGuid();
        string[] envelopes = [.. Enumerable.Range(0, 25).Select(number => TestEvents.Moved(project).Replace("\":", "\" :  ", StringComparison.Ordinal))];
        (await server.PostBatchAsync(token, envelopes)).Statuses.ShouldAllBe(status => status == "success");

        var seen = new List<JsonElement>();
        JsonElement page;
        var after = 0L;
        do
        {
            page = (await server.GetAsync($"/api/v1/events/?project={project}&after={after}&limit=10", token)).ShouldBe(HttpStatusCode.OK).Body;
            seen.AddRange(page.GetProperty("events").EnumerateArray());
            after = page.GetProperty("next_after").GetInt64();
        }
        while (page.GetProperty("has_more").GetBoolean());

        seen.Select(stored => stored.GetProperty("sequence").GetInt64()).ShouldBe(Enumerable.Range(1, 25).Select(number => (long)number));
        seen.Select(stored => stored.GetProperty("event").GetRawText()).ShouldBe(envelopes);
        seen.ShouldAllBe(stored => stored.GetProperty("principal").GetString() == $"user/{userId}");
        seen[0].GetProperty("received_at").GetString()!.ShouldEndWith("Z");
        var rest = (await server.GetAsync($"/api/v1/events/?project={project}&after={after}", token)).Body;
        rest.GetProperty("events").GetArrayLength().ShouldBe(0);
        rest.GetProperty("next_after").GetInt64().ShouldBe(25);
    }

    [Fact]
    public async Task Project_AsLines_IsTheWholeLogOneEnvelopeALine()
    {
        await using var server = await StartAsync();
        var token = await server.SignInNewAsync("ada");
        var project = Guid.NewGuid();
        string[] envelopes = [.. Enumerable.Range(0, 250).Select(_ => TestEvents.Moved(project))];
        var pretty = JsonSerializer.Serialize(JsonDocument.Parse(TestEvents.Moved(project)), new JsonSerializerOptions { WriteIndented = true, NewLine = "\r\n" });
        await server.PostBatchAsync(token, [.. envelopes, pretty]);

        var lines = (await ReadLinesAsync(server, $"/api/v1/events/?project={project}", token)).Split('\n', StringSplitOptions.RemoveEmptyEntries);

        lines[..250].ShouldBe(envelopes);
        lines.Length.ShouldBe(251);
        JsonElement.DeepEquals(JsonDocument.Parse(lines[250]).RootElement, JsonDocument.Parse(pretty).RootElement).ShouldBeTrue();
    }

    [Fact]
    public async Task Project_ReadWhileManyWrite_MissesNothingAndRepeatsNothing()
    {
        await using var server = await StartAsync();
        var token = await server.SignInNewAsync("ada");
        var project = Guid.NewGuid();
        await server.PostBatchAsync(token, TestEvents.Moved(project));
        var writing = Task.WhenAll(Enumerable.Range(0, 40).Select(_ => server.PostBatchAsync(token, Enumerable.Range(0, 5).Select(_ => TestEvents.Moved(project)))));

        var sequences = new List<long>();
        while (sequences.Count < 201)
        {
            var page = (await server.GetAsync($"/api/v1/events/?project={project}&after={(sequences.Count == 0 ? 0 : sequences[^1])}&limit=7", token)).Body;
            sequences.AddRange(page.GetProperty("events").EnumerateArray().Select(stored => stored.GetProperty("sequence").GetInt64()));
        }

        await writing;
        sequences.ShouldBe(Enumerable.Range(1, 201).Select(number => (long)number));
    }

    [Fact]
    public async Task Mission_HasItsOwnEventsOnly()
    {
        await using var server = await StartAsync();
        var mission = await TestMission.CreateAsync(server, await server.SignInNewAsync("ada"));
        var other = await TestMission.CreateAsync(server, mission.Token, "M043", mission.Project);
        var ada = await mission.JoinAsync();
        await other.JoinAsync();
        await server.PostBatchAsync(mission.Token, mission.Comment(ada), TestEvents.Moved(mission.Project));

        var page = (await server.GetAsync("/api/v1/missions/M042/events/", mission.Token)).Body;

        page.GetProperty("events").EnumerateArray().Select(stored => stored.GetProperty("sequence").GetInt64()).ShouldBe([1, 3]);
        (await ReadLinesAsync(server, "/api/v1/missions/M042/events/", mission.Token)).Split('\n', StringSplitOptions.RemoveEmptyEntries).Length.ShouldBe(2);
    }

    [Fact]
    public async Task Events_OfAnotherTeam_AreNotFoundLikeThoseThatDoNotExist()
    {
        await using var server = await StartAsync();
        var mission = await TestMission.CreateAsync(server, await server.SignInNewAsync("ada", "tea"));
        await mission.JoinAsync();
        var eve = await server.SignInNewAsync("eve", "coffee");

        var hidden = await server.GetAsync($"/api/v1/events/?project={mission.Project}", eve);
        var absent = await server.GetAsync($"/api/v1/events/?project={Guid.NewGuid()}", eve);

        hidden.ShouldBe(HttpStatusCode.NotFound).Body.ToString().ShouldBe(absent.Body.ToString());
    }

    [Theory]
    [InlineData("", "project")]
    [InlineData("?project=no", "project")]
    [InlineData("?project=6f1c2b3a-1111-4222-8333-444455556666&after=-1&limit=0", "after", "limit")]
    [InlineData("?project=6f1c2b3a-1111-4222-8333-444455556666&limit=1001", "limit")]
    public async Task Events_BadQuery_Is400AndNamesEveryParameter(string query, params string[] named)
    {
        await using var server = await StartAsync();

        var answer = await server.GetAsync($"/api/v1/events/{query}", await server.SignInNewAsync("ada"));

        answer.ShouldBe(HttpStatusCode.BadRequest);
        named.ShouldAllBe(name => answer.Text("details")!.Contains(name, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Page_OfLargeEvents_EndsEarlyAndGoesOn()
    {
        await using var server = await StartAsync();
        var mission = await TestMission.CreateAsync(server, await server.SignInNewAsync("ada"));
        var ada = await mission.JoinAsync();
        var text = new string('x', 60_000);
        for (var i = 0; i < 5; i++)
        {
            await server.PostBatchAsync(mission.Token, Enumerable.Range(0, 20).Select(_ => mission.Emit(new CommentPostedPayload { ParticipantId = ada, MissionId = mission.MissionId, CommentId = $"c-{mission.Clock}", Content = text })));
        }

        var first = (await server.GetAsync("/api/v1/missions/M042/events/?limit=1000", mission.Token)).Body;
        var second = (await server.GetAsync($"/api/v1/missions/M042/events/?limit=1000&after={first.GetProperty("next_after")}", mission.Token)).Body;

        first.GetProperty("has_more").GetBoolean().ShouldBeTrue();
        first.GetProperty("events").GetArrayLength().ShouldBeLessThan(101);
        (first.GetProperty("events").GetArrayLength() + second.GetProperty("events").GetArrayLength()).ShouldBe(101);
    }

    private static async Task<string> ReadLinesAsync(RunningServer server, string path, string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        request.Headers.Accept.ParseAdd("application/x-ndjson");
        using var response = await server.Http.SendAsync(request);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/x-ndjson");
        return Encoding.UTF8.GetString(await response.Content.ReadAsByteArrayAsync());
    }
}

public sealed class EventRoutesOnSqliteTests() : EventRoutesTests(HostedStore.Sqlite);

public sealed class EventRoutesOnPostgresTests() : EventRoutesTests(HostedStore.Postgres);
