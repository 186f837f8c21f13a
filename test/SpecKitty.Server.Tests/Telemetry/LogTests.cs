using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using SpecKitty.Server.Commands;
using SpecKitty.Server.Tests.Commands;
using SpecKitty.Server.Tests.Hosting;

namespace SpecKitty.Server.Tests.Telemetry;

/// <summary>What the server logs, as a process: enough to see what happens, and nothing that somebody has sent.</summary>
public sealed class LogTests : IDisposable
{
    private const string Canary = "kanarienvogel";

    private readonly string _folder = Directory.CreateTempSubdirectory("speckitty-log-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("json")]
    [InlineData("text")]
    public async Task Log_OfEverySuccessAndFailure_NamesRoutesAndNoSecretsOrPayloads(string format)
    {
        await ServerProcess.AddUserAsync(_folder);
        await using var server = ServerProcess.Start(["--data", _folder, "--urls", "http://127.0.0.1:0", "--set", $"logging.format={format}", "--set", "logging.level=debug"]);
        var secrets = new List<string> { Canary, RunningServer.Password };
        using (var http = new HttpClient { BaseAddress = await server.AddressAsync() })
        {
            secrets.AddRange(await UseAsync(http));
        }

        server.Terminate();
        (await server.WaitAsync()).ShouldBe(ExitCodes.Fine, server.Errors);
        var log = server.Errors;
        foreach (var secret in secrets)
        {
            log.ShouldNotContain(secret, Case.Insensitive);
        }

        log.ShouldContain("POST /api/v1/events/batch/ 200 in ");
        log.ShouldContain("1 taken in, 1 known, 1 rejected");
        log.ShouldContain("POST /api/v1/token/ 401 in ");
        log.ShouldContain("POST /api/v1/token/ 200 in ");
        log.ShouldContain("GET (no route) 404 in ");
        log.ShouldContain("GET /api/v1/missions/{missionId}/state/ 404 in ");
        log.ShouldContain("by user/");
        if (format == "json")
        {
            var lines = log.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonSerializer.Deserialize<JsonElement>(line)).ToList();
            var batch = lines.First(line => line.GetProperty("State").TryGetProperty("Succeeded", out _));
            batch.GetProperty("Timestamp").GetString()!.ShouldMatch(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$");
            batch.GetProperty("LogLevel").GetString().ShouldBe("Information");
            batch.GetProperty("State").GetProperty("Route").GetString().ShouldBe("/api/v1/events/batch/");
        }
    }

    /// <summary>Succeeds and fails in every way, with the canary wherever a sender can put a text.</summary>
    /// <returns>The tokens that were given.</returns>
    private static async Task<List<string>> UseAsync(HttpClient http)
    {
        await http.PostAsJsonAsync("/api/v1/token/", new { username = $"user-{Canary}", password = Canary });
        await http.PostAsJsonAsync("/api/v1/token/", new { username = "ada", password = Canary });
        await PostAsync(http, "/api/v1/token/", $"{{\"username\": \"{Canary}");
        var pair = await (await http.PostAsJsonAsync("/api/v1/token/", new { username = "ada", password = RunningServer.Password })).Content.ReadFromJsonAsync<JsonElement>();
        var (access, refresh) = (pair.GetProperty("access").GetString()!, pair.GetProperty("refresh").GetString()!);
        await http.PostAsJsonAsync("/api/v1/token/refresh/", new { refresh = $"{refresh}{Canary}" });
        var next = await (await http.PostAsJsonAsync("/api/v1/token/refresh/", new { refresh })).Content.ReadFromJsonAsync<JsonElement>();

        http.DefaultRequestHeaders.Add("X-Canary", Canary);
        http.DefaultRequestHeaders.Add("Cookie", $"session={Canary}");
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Canary);
        await PostAsync(http, "/api/v1/events/batch/", RunningServer.Batch(TestEvents.Moved(Guid.NewGuid())));

        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", access);
        var good = TestEvents.Moved(Guid.NewGuid()).Replace("\"WP01\"}", $"\"WP01\", \"note\": \"{Canary}\"}}", StringComparison.Ordinal).Replace("\"payload\":{", $"\"payload\":{{\"changed_by\":\"{Canary}\",", StringComparison.Ordinal);
        (await PostAsync(http, "/api/v1/events/batch/", RunningServer.Batch(good, good, TestEvents.Moved(Guid.NewGuid(), to: Canary)))).StatusCode.ShouldBe(HttpStatusCode.OK);
        await PostAsync(http, "/api/v1/events/batch/", $"{{\"events\": [\"{Canary}\", {{\"{Canary}\": 1}}, 5]}}");
        await PostAsync(http, "/api/v1/events/batch/", $"{{\"{Canary}");
        await PostAsync(http, "/api/v1/events/batch/", Canary, encoding: "gzip");
        await PostAsync(http, "/api/v1/events/batch/", Canary, encoding: Canary);
        await PostAsync(http, $"/api/v1/events/batch/?access_token={Canary}", "{}");
        await http.GetAsync($"/{Canary}?token={Canary}");
        await http.GetAsync($"/api/v1/missions/{Canary}/state/?project={Guid.NewGuid()}&secret={Canary}");
        await http.PutAsync($"/api/v1/token/?{Canary}", null);
        await http.SendAsync(new HttpRequestMessage(new HttpMethod(Canary.ToUpperInvariant()), "/api/v1/missions/"));
        await PostAsync(http, "/api/v1/missions/", JsonSerializer.Serialize(new { project_uuid = Guid.NewGuid(), title = Canary, mission_id = Canary }));
        await http.GetAsync("/readyz");
        return [access, refresh, next.GetProperty("access").GetString()!, next.GetProperty("refresh").GetString()!];
    }

    private static async Task<HttpResponseMessage> PostAsync(HttpClient http, string path, string body, string? encoding = null)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        if (encoding is not null)
        {
            content.Headers.ContentEncoding.Add(encoding);
        }

        return await http.PostAsync(path, content);
    }
}
