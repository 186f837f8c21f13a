using System.Net;
using System.Text.Json;
using SpecKitty.Server.Tests.Hosting;

namespace SpecKitty.Server.Tests.Projections;

public abstract class BoardRoutesTests(HostedStore store) : HostedTests(store)
{
    [Fact]
    public async Task Board_OfWireEvents_HasLanesInBothVocabulariesAndHistory()
    {
        await using var server = await StartAsync();
        var token = await server.SignInNewAsync("ada");
        var project = Guid.NewGuid();
        await server.PostBatchAsync(token, Created(project, 1), TestEvents.Moved(project, clock: 2), TestEvents.Moved(project, clock: 3, to: "for_review"));

        var answer = (await server.GetAsync($"/api/v1/projects/{project}/board/", token)).ShouldBe(HttpStatusCode.OK).Body;

        answer.GetProperty("sequence").GetInt64().ShouldBe(3);
        answer.GetProperty("lanes").EnumerateObject().Count().ShouldBe(7);
        answer.GetProperty("sync_lanes").EnumerateObject().Count().ShouldBe(4);
        var place = answer.GetProperty("lanes").GetProperty("for_review").EnumerateArray().ShouldHaveSingleItem();
        place.GetProperty("wp_id").GetString().ShouldBe("WP01");
        place.GetProperty("title").GetString().ShouldBe("Kettle");
        answer.GetProperty("sync_lanes").GetProperty("for_review").GetArrayLength().ShouldBe(1);
        answer.GetProperty("board").GetProperty("work_packages")[0].GetProperty("history").GetArrayLength().ShouldBe(3);
    }

    [Fact]
    public async Task Board_AsItWas_AndAfterARestart_IsTheSame()
    {
        await using var server = await StartAsync();
        var token = await server.SignInNewAsync("ada");
        var project = Guid.NewGuid();
        var path = $"/api/v1/projects/{project}/board/";
        await server.PostBatchAsync(token, Created(project, 1), TestEvents.Moved(project, clock: 2));
        var before = (await server.GetAsync(path, token)).Body.GetRawText();
        await server.PostBatchAsync(token, TestEvents.Moved(project, clock: 3, to: "done"));
        var after = (await server.GetAsync(path, token)).Body.GetRawText();

        (await server.GetAsync($"{path}?at_sequence=2", token)).Body.GetRawText().ShouldBe(before);
        (await server.GetAsync($"{path}?at_clock=2", token)).Body.GetRawText().ShouldBe(before);
        await server.RestartAsync();
        (await server.GetAsync(path, token)).Body.GetRawText().ShouldBe(after);
        after.ShouldNotBe(before);
    }

    [Fact]
    public async Task Board_OfAnotherTeamOrNobody_IsNotFoundAlike()
    {
        await using var server = await StartAsync();
        var token = await server.SignInNewAsync("ada", "tea");
        var project = Guid.NewGuid();
        await server.PostBatchAsync(token, TestEvents.Moved(project));
        var eve = await server.SignInNewAsync("eve", "coffee");

        var hidden = await server.GetAsync($"/api/v1/projects/{project}/board/", eve);

        hidden.ShouldBe(HttpStatusCode.NotFound).Body.GetRawText().ShouldBe((await server.GetAsync($"/api/v1/projects/{Guid.NewGuid()}/board/", eve)).Body.GetRawText());
        (await server.GetAsync("/api/v1/projects/no/board/", eve)).ShouldBe(HttpStatusCode.NotFound);
    }

    private static string Created(Guid project, long clock) => JsonSerializer.Serialize(new
    {
        event_id = TestEvents.NewId(),
        event_type = "WPCreated",
        aggregate_id = "WP01",
        aggregate_type = "WorkPackage",
        payload = new { wp_id = "WP01", title = "Kettle", feature_slug = "042-tea" },
        timestamp = "2026-02-15T10:54:55.239478+00:00",
        node_id = "0a1b2c3d4e5f",
        lamport_clock = clock,
        project_uuid = project,
    });
}

public sealed class BoardRoutesOnSqliteTests() : BoardRoutesTests(HostedStore.Sqlite);

public sealed class BoardRoutesOnPostgresTests() : BoardRoutesTests(HostedStore.Postgres);
