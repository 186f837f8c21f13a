using System.Net;
using System.Text.Json;
using SpecKitty.Server.Storage;
using SpecKitty.Server.Tests.Hosting;

namespace SpecKitty.Server.Tests.Accounts;

public sealed class ProjectRoutesTests
{
    private const string Projects = "/api/v1/projects/";

    [Fact]
    public async Task Register_NewProject_IsTheTeamsFromThenOn()
    {
        await using var server = await RunningServer.StartAsync();
        var token = await server.SignInNewAsync("ada");
        var project = Guid.NewGuid();

        var made = await server.PostAsync(Projects, new { project_uuid = $"{project:N}", name = "Teapot" }, token);
        var again = await server.PostAsync(Projects, new { project_uuid = project, team_slug = "tea", name = "Other" }, token);

        made.ShouldBe(HttpStatusCode.Created).Text("project_uuid").ShouldBe($"{project}");
        again.ShouldBe(HttpStatusCode.OK).Body.ToString().ShouldBe(made.Body.ToString());
        var shown = (await server.GetAsync($"{Projects}{project}/", token)).ShouldBe(HttpStatusCode.OK);
        shown.Body.ToString().ShouldBe($$"""{"project_uuid":"{{project}}","team_slug":"tea","name":"Teapot","last_sequence":0,"created_at":"2026-02-15T10:00:00Z"}""");
        (await server.PostBatchAsync(token, TestEvents.Moved(project))).Statuses.ShouldBe(["success"]);
    }

    [Fact]
    public async Task Register_AnotherTeamsProject_SaysNoMoreThanForAnyRefusal()
    {
        await using var server = await RunningServer.StartAsync();
        var project = Guid.NewGuid();
        await server.PostAsync(Projects, new { project_uuid = project, name = "Secret" }, await server.SignInNewAsync("dan", "milk"));
        var ada = await server.SignInNewAsync("ada");
        var viewer = await server.SignInNewAsync("vic", role: TeamRole.Viewer);

        Answer[] refusals =
        [
            await server.PostAsync(Projects, new { project_uuid = project }, ada),
            await server.PostAsync(Projects, new { project_uuid = project, team_slug = "tea" }, ada),
            await server.PostAsync(Projects, new { project_uuid = project, team_slug = "milk" }, ada),
            await server.PostAsync(Projects, new { project_uuid = Guid.NewGuid(), team_slug = "milk" }, ada),
            await server.PostAsync(Projects, new { project_uuid = Guid.NewGuid(), team_slug = "water" }, ada),
            await server.PostAsync(Projects, new { project_uuid = Guid.NewGuid() }, viewer),
        ];

        refusals.ShouldAllBe(refusal => refusal.Status == HttpStatusCode.Forbidden);
        refusals.Select(refusal => refusal.Body.ToString()).Distinct().ShouldHaveSingleItem();
        var foreign = await server.GetAsync($"{Projects}{project}/", ada);
        var none = await server.GetAsync($"{Projects}{Guid.NewGuid()}/", ada);
        foreign.ShouldBe(HttpStatusCode.NotFound).Body.ToString().ShouldBe(none.Body.ToString());
        (await server.GetAsync(Projects, ada)).Body.GetProperty("projects").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task Register_RacedByTwoTeams_GoesToOne()
    {
        await using var server = await RunningServer.StartAsync();
        string[] tokens = [await server.SignInNewAsync("ada"), await server.SignInNewAsync("dan", "milk")];
        for (var round = 0; round < 10; round++)
        {
            var project = Guid.NewGuid();

            var answers = await Task.WhenAll(tokens.Select(token => server.PostAsync(Projects, new { project_uuid = project }, token)));

            answers.Select(answer => answer.Status).Order().ShouldBe([HttpStatusCode.Created, HttpStatusCode.Forbidden]);
        }
    }

    [Fact]
    public async Task List_ByPage_GivesEveryProjectOfTheTeamsOnce()
    {
        await using var server = await RunningServer.StartAsync();
        var token = await server.SignInNewAsync("ada");
        await server.PostAsync(Projects, new { project_uuid = Guid.NewGuid() }, await server.SignInNewAsync("dan", "milk"));
        var projects = Enumerable.Range(0, 5).Select(_ => Guid.NewGuid()).ToList();
        foreach (var project in projects)
        {
            await server.PostAsync(Projects, new { project_uuid = project }, token);
        }

        var seen = new List<Guid>();
        string? next = null;
        do
        {
            var page = (await server.GetAsync($"{Projects}?limit=2&after={next}", token)).ShouldBe(HttpStatusCode.OK);
            seen.AddRange(page.Body.GetProperty("projects").EnumerateArray().Select(project => project.GetProperty("project_uuid").GetGuid()));
            next = page.Text("next");
        }
        while (next is not null);

        seen.Order().ShouldBe(projects.Order());
        (await server.GetAsync($"{Projects}?after=x", token)).ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task FirstEvent_WhereOnlyTheCallRegisters_IsRejectedLikeAForeignProjects()
    {
        await using var server = await RunningServer.StartAsync(adjust: options => options with { RegisterOnFirstEvent = false });
        var ada = await server.SignInNewAsync("ada");
        var (own, foreign) = (Guid.NewGuid(), Guid.NewGuid());
        await server.PostAsync(Projects, new { project_uuid = foreign }, await server.SignInNewAsync("dan", "milk"));
        await server.PostAsync(Projects, new { project_uuid = own }, ada);

        var unknown = await server.PostBatchAsync(ada, TestEvents.Moved(Guid.NewGuid()));
        var other = await server.PostBatchAsync(ada, TestEvents.Moved(foreign));
        var mixed = await server.PostBatchAsync(ada, TestEvents.Moved(own), TestEvents.Moved(Guid.NewGuid()), TestEvents.Moved(foreign));

        unknown.ShouldBe(HttpStatusCode.Forbidden).Body.ToString().ShouldBe(other.Body.ToString());
        mixed.Statuses.ShouldBe(["success", "rejected", "rejected"]);
        mixed.Error(1).ShouldBe(mixed.Error(2));
        mixed.Error(1).ShouldContain("POST /api/v1/projects/");
        var unknownMission = await CreateMissionAsync(server, Guid.NewGuid(), ada);
        var otherMission = await CreateMissionAsync(server, foreign, ada);
        unknownMission.ShouldBe(HttpStatusCode.Forbidden).Body.ToString().ShouldBe(otherMission.Body.ToString());
        (await CreateMissionAsync(server, own, ada)).ShouldBe(HttpStatusCode.Created);
    }

    [Theory]
    [InlineData("{}", "project_uuid")]
    [InlineData("""{"project_uuid": "x"}""", "project_uuid")]
    [InlineData("""{"project_uuid": "0123456789abcdef0123456789abcdef", "name": 7}""", "name")]
    [InlineData("""{"project_uuid": "0123456789abcdef0123456789abcdef", "name": "a\u001b[2J"}""", "name")]
    public async Task Register_BadBody_IsToldByField(string body, string field)
    {
        await using var server = await RunningServer.StartAsync();

        (await server.PostAsync(Projects, body, await server.SignInNewAsync("ada"))).ShouldBe(HttpStatusCode.BadRequest).Text("details")!.ShouldStartWith(field);
    }

    private static Task<Answer> CreateMissionAsync(RunningServer server, Guid project, string token)
        => server.PostAsync("/api/v1/missions/", JsonSerializer.Serialize(new { mission_id = "M1", project_uuid = project, title = "A mission" }), token);
}
