using System.Net;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using SpecKitty.Server.Storage;
using SpecKitty.Server.Tests.Hosting;

namespace SpecKitty.Server.Tests.Api.OpenApi;

/// <summary>Every answer that is described is given, and every answer that is given is described.</summary>
public sealed class OpenApiAnswerTests
{
    // A server that fails, and one that cannot reach its storage or has too much to write, take more than a request.
    private static readonly string[] NotAskedFor = [" 500", " 503"];

    [Fact]
    public async Task EveryAnswer_ThatIsDescribed_IsGivenAsItIsDescribed()
    {
        var heard = new HashSet<string>(StringComparer.Ordinal);
        await using var server = await RunningServer.StartAsync(new MovableClock(), adjust: options => options with
        {
            TrustedProxies = [IPNetwork.Parse("127.0.0.0/8")],
            Limits = options.Limits with { Bytes = 64 * 1024 },
            Sockets = options.Sockets with { ConnectionsPerPrincipal = 1 },
            Streams = options.Streams with { StreamsPerPrincipal = 1 },
            Webhooks = options.Webhooks with { AllowedNetworks = [IPNetwork.Parse("127.0.0.0/8")], Attempts = 1, PerTeam = 1 },
        });
        var document = await ApiDocument.ReadAsync(server);
        var api = new ApiConversation(server, document, heard);

        await AskWithoutRightsAsync(api, document);
        var story = await ApiStory.PlayAsync(server, api);
        await AskForWhatIsNotThereAsync(api, document, story);
        await AskBadlyAsync(api, document, story);
        await AskTooOftenAsync(document, heard);
        await AskAStoppingServerAsync(heard);

        var described = document.Operations.SelectMany(operation => operation.Statuses.Select(status => $"{operation} {status}")).ToList();
        described.Where(answer => !heard.Contains(answer) && !NotAskedFor.Any(answer.EndsWith)).ShouldBeEmpty();
        heard.ShouldContain("GET /readyz 503");
        heard.Count.ShouldBeGreaterThan(190);
    }

    // Before any token, and over plain http from another machine.
    private static async Task AskWithoutRightsAsync(ApiConversation api, ApiDocument document)
    {
        foreach (var operation in document.Operations)
        {
            if (operation.NeedsToken)
            {
                await api.AskAsync(operation.Name, 401, path: ["x", "x", "x"]);
            }

            if (operation.Statuses.Contains(403))
            {
                await api.AskAsync(operation.Name, 403, path: ["x", "x", "x"], adjust: request => request.Headers.Add("X-Forwarded-For", "203.0.113.7"));
            }
        }
    }

    private static async Task AskForWhatIsNotThereAsync(ApiConversation api, ApiDocument document, ApiStory story)
    {
        foreach (var operation in document.Operations.Where(operation => operation.Path.Contains('{', StringComparison.Ordinal)))
        {
            var body = story.Body(operation.Name);
            string[] nothing = operation.Path.Contains("{projectUuid}", StringComparison.Ordinal) ? [$"{Guid.NewGuid()}"] : ["nothing", "nobody", "never"];
            await api.AskAsync(operation.Name, 404, story.Admin, nothing, body: body);
            if (operation.HasParameter("path", "missionId"))
            {
                await api.AskAsync(operation.Name, 409, story.Admin, [story.AmbiguousMission, "nobody", "never"], body: body);
            }
        }
    }

    private static async Task AskBadlyAsync(ApiConversation api, ApiDocument document, ApiStory story)
    {
        foreach (var operation in document.Operations)
        {
            var token = operation.NeedsToken ? story.Admin : null;
            if (operation.TakesBody)
            {
                await api.AskAsync(operation.Name, 400, token, ["x", "x", "x"], body: "[]");
                await api.AskAsync(operation.Name, 413, token, ["x", "x", "x"], body: $$"""{"x": "{{new string('x', 70_000)}}"}""");
                await api.AskAsync(operation.Name, 415, token, ["x", "x", "x"], adjust: request => request.Content = new StringContent("{}", Encoding.UTF8, "text/plain"));
            }

            if (operation.Parameters.FirstOrDefault(parameter => parameter["in"]!.GetValue<string>() == "query") is not null)
            {
                var query = "?" + string.Join('&', operation.Parameters
                    .Where(parameter => parameter["in"]!.GetValue<string>() == "query")
                    .Select(parameter => $"{parameter["name"]}=none"));
                var isSocket = operation.Statuses.Contains(101);
                await api.AskAsync(operation.Name, 400, isSocket ? await story.SocketTokenAsync() : token, [story.Mission, "x", "x"], query, story.Body(operation.Name), isSocket ? ApiStory.Upgrade : null);
            }
        }

        // Pages of a log that a restore has replaced.
        await api.AskAsync("readProjectEvents", 410, story.Admin, query: $"?project={Guid.NewGuid()}&after=1&generation=2");
        await api.AskAsync("readMissionEvents", 410, story.Admin, [story.Mission], "?after=1&generation=2");
    }

    private static async Task AskTooOftenAsync(ApiDocument document, HashSet<string> heard)
    {
        await using var server = await RunningServer.StartAsync(new MovableClock(), adjust: options => options with
        {
            Rates = options.Rates with { RequestsPerMinutePerPrincipal = 1 },
            SignIn = options.SignIn with { Failures = 1 },
        });
        var api = new ApiConversation(server, document, heard);
        var token = await server.SignInNewAsync("ada", role: TeamRole.Admin);
        await api.AskAsync("postBatch", 200, token, body: RunningServer.Batch(TestEvents.Moved(Guid.NewGuid())));
        await api.AskAsync("postBatch", 429, token, body: RunningServer.Batch(TestEvents.Moved(Guid.NewGuid())));
        await api.AskAsync("changePassword", 403, token, body: new { current = "wrong", @new = "a new password" });
        await api.AskAsync("changePassword", 429, token, body: new { current = "wrong", @new = "a new password" });
        await api.AskAsync("acceptInvitationLink", 404, token, body: new { secret = "none" });
        await api.AskAsync("acceptInvitationLink", 429, token, body: new { secret = "none" });
        await api.AskAsync("addMember", 409, token, ["tea"], body: new { username = "ada", password = RunningServer.Password, role = "viewer" });
        await api.AskAsync("addMember", 429, token, ["tea"], body: new { username = "ada", password = RunningServer.Password, role = "viewer" });
        await api.AskAsync("signIn", 401, body: new { username = "bob", password = "wrong" });
        await api.AskAsync("signIn", 429, body: new { username = "bob", password = "wrong" });
        for (var attempt = 0; attempt < 10; attempt++)
        {
            await api.AskAsync("refreshToken", 401, body: new { refresh = "none" });
        }

        await api.AskAsync("refreshToken", 429, body: new { refresh = "none" });
    }

    private static async Task AskAStoppingServerAsync(HashSet<string> heard)
    {
        await using var server = await RunningServer.StartAsync();
        var document = await ApiDocument.ReadAsync(server);
        await server.Http.GetAsync("/readyz", TestContext.Current.CancellationToken);
        server.Services.GetRequiredService<IHostApplicationLifetime>().StopApplication();
        await new ApiConversation(server, document, heard).AskAsync("checkReady", 503);
    }
}
