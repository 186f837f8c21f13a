using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.DependencyInjection;
using SpecKitty.Server.Api;
using SpecKitty.Server.Dashboard.Visiting;
using SpecKitty.Server.Storage;
using SpecKitty.Server.Tests.Hosting;

namespace SpecKitty.Server.Tests.Api;

/// <summary>How far each token reaches, on every route that there is: a new route is closed to tokens with less than all rights until it is named here.</summary>
public sealed class RouteScopeTests
{
    private const string Mission = "/api/v1/missions/{missionId}/";

    private readonly MovableClock _clock = new();

    // Signing in is for whoever has no token yet. The pages for people have rules of their own.
    private static readonly string[] Open =
    [
        "GET /healthz", "GET /readyz", "GET /openapi/v1.json", "POST /api/v1/token/", "POST /api/v1/token/refresh/", "POST /api/v1/token/logout/",
    ];

    // What a participant token is for, and what tells anybody about themselves or the server.
    private static readonly string[] OfParticipants =
    [
        $"GET {Mission}", $"GET {Mission}state/", $"GET {Mission}lifecycle/", $"GET {Mission}events/", $"GET {Mission}stream/", $"POST {Mission}participants/{{participantId}}/leave/",
        "POST /api/v1/events/batch/", "GET /api/v1/me/", "GET /api/v1/sync/health/", "POST /api/v1/ws-token/", "GET /ws/v1/events/",
    ];

    private static readonly string[] OfAnyRights = ["GET /api/v1/me/", "GET /api/v1/sync/health/", "POST /api/v1/ws-token/"];

    [Fact]
    public async Task EveryRoute_IsOpenOrAsksForAToken()
    {
        await using var server = await RunningServer.StartAsync(_clock);

        var open = Routes(server).Where(route => route.Required is null).Select(route => route.Name).Distinct()
            .Where(name => !name.StartsWith("GET /assets/", StringComparison.Ordinal));

        open.ShouldBeSubsetOf(Open);
        foreach (var route in Routes(server).Where(route => route.Required is not null))
        {
            (await SendAsync(server, route, Fill(route.Pattern, [], "00000000-0000-4000-8000-000000000000"), null)).Status.ShouldBe(HttpStatusCode.Unauthorized, route.Name);
        }
    }

    [Fact]
    public async Task ParticipantToken_OnEveryRouteButItsOwn_IsToldItsScope()
    {
        await using var server = await RunningServer.StartAsync(_clock);
        var (mission, llm, token) = await StartAsync(server);
        var own = new Dictionary<string, string> { ["missionId"] = mission.MissionId, ["participantId"] = llm, ["projectUuid"] = $"{mission.Project}", ["slug"] = "tea", ["username"] = "ada" };
        var closed = Routes(server).Where(route => route.Required is not null && !OfParticipants.Contains(route.Name)).ToList();
        closed.Count.ShouldBeGreaterThan(15);

        foreach (var route in closed)
        {
            var answer = await SendAsync(server, route, Fill(route.Pattern, own, "x"), token);
            answer.Status.ShouldBe(HttpStatusCode.Forbidden, route.Name);
            answer.Details!.ShouldStartWith($"This token is scoped to mission \"{mission.MissionId}\"", customMessage: route.Name);
        }
    }

    [Fact]
    public async Task ParticipantToken_OnItsOwnRoutesForAnotherMission_IsToldItsScope()
    {
        await using var server = await RunningServer.StartAsync(_clock);
        var (mission, llm, token) = await StartAsync(server);
        await TestMission.CreateAsync(server, mission.Token, "M043", mission.Project);
        var routes = Routes(server).Where(route => OfParticipants.Contains(route.Name) && route.Pattern.RawText!.StartsWith(Mission, StringComparison.Ordinal)).ToList();
        routes.Count.ShouldBeGreaterThan(4);

        foreach (var route in routes)
        {
            foreach (var other in new[] { "M043", "M404" })
            {
                var answer = await SendAsync(server, route, Fill(route.Pattern, new() { ["missionId"] = other, ["participantId"] = llm }, "x"), token);
                answer.Status.ShouldBe(HttpStatusCode.Forbidden, $"{route.Name} {other}");
                answer.Details!.ShouldStartWith("This token is scoped to", customMessage: route.Name);
            }

            var elsewhere = Fill(route.Pattern, new() { ["missionId"] = mission.MissionId, ["participantId"] = llm }, "x") + $"?project={Guid.NewGuid()}";
            (await SendAsync(server, route, elsewhere, token)).Status.ShouldBe(HttpStatusCode.Forbidden, route.Name);
        }
    }

    [Theory]
    [InlineData("read")]
    [InlineData("write")]
    [InlineData("import")]
    public async Task PersonalToken_WithoutTheRight_IsStoppedOnEveryRoute(string right)
    {
        await using var server = await RunningServer.StartAsync(_clock);
        var (mission, _, _) = await StartAsync(server);
        var token = (await server.PostAsync("/api/v1/tokens/", new { name = "ci", rights = new[] { right } }, mission.Token)).ShouldBe(HttpStatusCode.Created).Text("token")!;
        var own = new Dictionary<string, string> { ["missionId"] = mission.MissionId, ["projectUuid"] = $"{mission.Project}", ["slug"] = "tea", ["username"] = "ada" };
        var closed = Routes(server)
            .Where(route => route.Required is not null && !OfAnyRights.Contains(route.Name) && route.Name != "GET /ws/v1/events/" && (route.Method == "GET") != (right == "read"))
            .ToList();
        closed.Count.ShouldBeGreaterThan(5);

        foreach (var route in closed)
        {
            var answer = await SendAsync(server, route, Fill(route.Pattern, own, "x"), token);
            answer.Status.ShouldBe(HttpStatusCode.Forbidden, route.Name);
            answer.Details!.ShouldStartWith("This token lacks the right", customMessage: route.Name);
        }
    }

    private static async Task<(TestMission Mission, string Participant, string Token)> StartAsync(RunningServer server)
    {
        var mission = await TestMission.CreateAsync(server, await server.SignInNewAsync("ada", role: TeamRole.Admin));
        var llm = await mission.JoinAsync("Claude", "llm_context");
        var issued = await server.PostAsync($"/api/v1/missions/{mission.MissionId}/participants/{llm}/token/", "{}", mission.Token);
        return (mission, llm, issued.ShouldBe(HttpStatusCode.Created).Text("token")!);
    }

    private static IEnumerable<(string Method, string Name, RoutePattern Pattern, BearerRequired? Required)> Routes(RunningServer server)
        => server.Services.GetServices<EndpointDataSource>()
            .SelectMany(source => source.Endpoints)
            .OfType<RouteEndpoint>()
            .Where(route => route.Metadata.GetMetadata<PageAccess>() is null)
            .SelectMany(route => (route.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? []).Select(
                method => (method, $"{method} {route.RoutePattern.RawText}", route.RoutePattern, route.Metadata.GetMetadata<BearerRequired>())));

    private static string Fill(RoutePattern pattern, Dictionary<string, string> values, string otherwise)
        => "/" + string.Join('/', pattern.PathSegments.Select(segment => string.Concat(segment.Parts.Select(part => part switch
        {
            RoutePatternLiteralPart literal => literal.Content,
            RoutePatternParameterPart parameter => values.GetValueOrDefault(parameter.Name, otherwise),
            _ => otherwise,
        })))) + "/";

    private static async Task<(HttpStatusCode Status, string? Details)> SendAsync(
        RunningServer server,
        (string Method, string Name, RoutePattern Pattern, BearerRequired? Required) route,
        string path,
        string? token)
    {
        using var request = new HttpRequestMessage(new HttpMethod(route.Method), path);
        if (token is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }

        if (route.Method is not "GET")
        {
            request.Content = new StringContent("{}", Encoding.UTF8, "application/json");
        }

        using var response = await server.Http.SendAsync(request);
        var body = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return (response.StatusCode, response.IsSuccessStatusCode ? null : JsonSerializer.Deserialize<JsonElement>(body).GetProperty("details").GetString());
    }
}
