using System.Net;
using SpecKitty.Server.Tests.Hosting;

namespace SpecKitty.Server.Tests.Ingest;

/// <summary>The clock of a project: who is shown it, and that no sender can use it up.</summary>
public abstract class ProjectClockTests(HostedStore store) : HostedTests(store)
{
    [Fact]
    public async Task Clock_OfAProject_IsShownWithABatchAndToWhoHasNothingToSend()
    {
        await using var server = await StartAsync();
        var ada = await server.SignInNewAsync("ada");
        var project = Guid.NewGuid();

        var posted = await server.PostBatchAsync(ada, At(project, 42), At(project, 7));

        var clock = posted.ShouldBe(HttpStatusCode.OK).Body.GetProperty("project_clocks")[0];
        (clock.GetProperty("project_uuid").GetGuid(), clock.GetProperty("lamport_clock").GetInt64()).ShouldBe((project, 42));
        posted.Body.GetProperty("lamport_clock").GetInt64().ShouldBe(42);
        posted.Body.TryGetProperty("missions", out _).ShouldBeFalse();
        (await ShownAsync(server, ada, project)).ShouldBe([42]);
        await server.RestartAsync();
        (await ShownAsync(server, ada, project)).ShouldBe([42]);
    }

    [Fact]
    public async Task Clock_OfWhatTheCallerMayNotSee_IsLeftOut()
    {
        await using var server = await StartAsync();
        var project = Guid.NewGuid();
        await server.PostBatchAsync(await server.SignInNewAsync("ada"), At(project, 42));
        var eve = await server.SignInNewAsync("eve", "coffee");

        (await ShownAsync(server, eve, project)).ShouldBeEmpty();
        (await ShownAsync(server, eve, Guid.NewGuid())).ShouldBeEmpty();
        (await server.PostBatchAsync(eve, At(project, 43))).ShouldBe(HttpStatusCode.Forbidden);
        (await server.GetAsync("/api/v1/sync/health/?projects=nonsense", eve)).ShouldBe(HttpStatusCode.BadRequest);
        (await server.GetAsync("/api/v1/sync/health/", eve)).ShouldBe(HttpStatusCode.OK).Body.TryGetProperty("project_clocks", out _).ShouldBeFalse();
    }

    // An event of a work package names no mission, and one at the end of the range would come after every later one.
    [Fact]
    public async Task Clock_FarAheadOfTheProject_IsRejectedWhateverTheEventIsAbout()
    {
        await using var server = await StartAsync();
        var ada = await server.SignInNewAsync("ada");
        var project = Guid.NewGuid();

        var posted = await server.PostBatchAsync(ada, At(project, 5), At(project, long.MaxValue), At(project, (1L << 40) + 6), At(project, (1L << 40) + 5));

        posted.Statuses.ShouldBe(["success", "rejected", "rejected", "success"]);
        (posted.Code(1), posted.Code(2)).ShouldBe(("CLOCK_TOO_FAR_AHEAD", "CLOCK_TOO_FAR_AHEAD"));
        (await ShownAsync(server, ada, project)).ShouldBe([(1L << 40) + 5]);
    }

    // A clock that was taken from the project is good for its missions too.
    [Fact]
    public async Task Clock_OfAProject_IsWhatItsMissionsAreMeasuredBy()
    {
        await using var server = await StartAsync();
        var mission = await TestMission.CreateAsync(server, await server.SignInNewAsync("ada"));
        var ada = await mission.JoinAsync();
        await server.PostBatchAsync(mission.Token, At(mission.Project, 1L << 40));
        mission.Clock = (1L << 40) + 10;

        (await server.PostBatchAsync(mission.Token, mission.Comment(ada))).Statuses.ShouldBe(["success"]);
    }

    private static async Task<IReadOnlyList<long>> ShownAsync(RunningServer server, string token, Guid project)
        => [.. (await server.GetAsync($"/api/v1/sync/health/?projects={project}", token)).ShouldBe(HttpStatusCode.OK).Body.GetProperty("project_clocks").EnumerateArray().Select(entry => entry.GetProperty("lamport_clock").GetInt64())];

    private static string At(Guid project, long clock) => TestEvents.Moved(project, clock: clock);
}

public sealed class ProjectClockOnSqliteTests() : ProjectClockTests(HostedStore.Sqlite);

public sealed class ProjectClockOnPostgresTests() : ProjectClockTests(HostedStore.Postgres);
