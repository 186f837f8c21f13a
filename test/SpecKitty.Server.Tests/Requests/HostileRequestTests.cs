using System.Net;
using System.Text;
using System.Text.Json;
using SpecKitty.Server.Storage;
using SpecKitty.Server.Tests.Hosting;

namespace SpecKitty.Server.Tests.Requests;

/// <summary>No input of any route makes the server fail, or leaves anything behind that harms the next request.</summary>
public abstract class HostileRequestTests(HostedStore store) : HostedTests(store)
{
    private const string Unused = "00000000-0000-4000-8000-000000000000";

    [Fact]
    public async Task EveryRoute_HostileInput_IsAnsweredBelow500AndHarmsNoOneElse()
    {
        await using var server = await StartAsync();
        var token = await server.SignInNewAsync("ada", role: TeamRole.Admin);
        var mission = await TestMission.CreateAsync(server, token);
        var routes = ApiRoute.Read((await server.GetAsync("/openapi/v1.json")).Body);
        routes.Count.ShouldBeGreaterThan(40);
        var failures = new List<string>();

        foreach (var route in routes)
        {
            foreach (var (name, request) in Requests(route, mission))
            {
                using (request)
                {
                    if (!request.Headers.Contains("Authorization"))
                    {
                        request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {token}");
                    }

                    if (await FindFaultAsync(server, request) is { } fault)
                    {
                        failures.Add($"{route} {name}: {fault}");
                    }
                }
            }

            // More than one: a connection that is out of step may not be the first that is taken.
            for (var i = 0; i < 3; i++)
            {
                (await server.GetAsync("/api/v1/missions/?limit=1", token)).ShouldBe(HttpStatusCode.OK);
                (await server.GetAsync("/api/v1/teams/tea/members/", token)).ShouldBe(HttpStatusCode.OK);
            }
        }

        failures.ShouldBeEmpty(string.Join('\n', failures.Take(40)));
    }

    private static IEnumerable<(string Name, HttpRequestMessage Request)> Requests(ApiRoute route, TestMission mission)
    {
        foreach (var input in HostileInputs.Encoded)
        {
            foreach (var parameter in route.InPath)
            {
                yield return ($"{parameter}={Cut(input)}", Make(route, Fill(route, mission, parameter, input), "{}"u8.ToArray()));
            }
        }

        foreach (var input in HostileInputs.EncodedInQueries)
        {
            foreach (var parameter in route.InQuery.Append("unknown"))
            {
                yield return ($"?{parameter}={Cut(input)}", Make(route, $"{Fill(route, mission)}?{parameter}={input}", "{}"u8.ToArray()));
            }

            yield return ($"?{Cut(input)}", Make(route, $"{Fill(route, mission)}?{input}", "{}"u8.ToArray()));
        }

        foreach (var input in HostileInputs.Authorizations)
        {
            var request = Make(route, Fill(route, mission), "{}"u8.ToArray());
            request.Headers.TryAddWithoutValidation("Authorization", input);
            yield return ($"Authorization {Cut(input)}", request);
        }

        foreach (var input in new[] { "\u0001", "-1", "99999999999999999999", "" })
        {
            foreach (var header in new[] { "Last-Event-ID", "Accept", "Cookie", "Content-Type" })
            {
                var request = Make(route, Fill(route, mission), "{}"u8.ToArray());
                request.Headers.TryAddWithoutValidation(header, input);
                request.Content?.Headers.Remove("Content-Type");
                request.Content?.Headers.TryAddWithoutValidation("Content-Type", header == "Content-Type" ? input : "application/json");
                yield return ($"{header} {input}", request);
            }
        }

        foreach (var body in route.HasBody ? Bodies(route) : [])
        {
            yield return ($"body {Cut(Encoding.UTF8.GetString(body))}", Make(route, Fill(route, mission), body));
        }

        foreach (var encoding in route.HasBody ? ["gzip", "x-gzip", "br", "gzip, gzip", "\u0001"] : Array.Empty<string>())
        {
            foreach (var missing in new[] { 1, 8, 40 })
            {
                var request = Make(route, Fill(route, mission), HostileInputs.CutGzip(missing));
                request.Content!.Headers.TryAddWithoutValidation("Content-Encoding", encoding);
                yield return ($"{encoding} without {missing}", request);
            }
        }
    }

    // A whole body of values that are all right by themselves, and in it one that is not.
    private static IEnumerable<byte[]> Bodies(ApiRoute route) => HostileInputs.Bodies.Concat(
        from member in route.Members
        from value in HostileInputs.Values
        select Encoding.UTF8.GetBytes($"{{{string.Join(',', route.Members.Select(other => $"\"{other}\":{(other == member ? value : Harmless(other))}"))}}}"));

    private static string Harmless(string member) => member switch
    {
        "project_uuid" => $"\"{Unused}\"",
        "role" => "\"viewer\"",
        "participant_type" => "\"human\"",
        "rights" or "event_types" or "participant_id" => "null",
        "password" or "new" or "current" or "refresh" => "\"not the password\"",
        "url" => "\"https://example.com/\"",
        _ when member.EndsWith("_days", StringComparison.Ordinal) || member.EndsWith("_hours", StringComparison.Ordinal) => "1",
        _ => "\"harmless\"",
    };

    private static string Fill(ApiRoute route, TestMission mission, string? parameter = null, string input = "")
        => route.InPath.Aggregate(route.Path, (path, name) => path.Replace(
            $"{{{name}}}",
            name == parameter ? input : name switch
            {
                "missionId" => mission.MissionId,
                "projectUuid" => mission.Project.ToString(),
                "slug" => "tea",
                _ => Unused,
            },
            StringComparison.Ordinal));

    private static HttpRequestMessage Make(ApiRoute route, string target, byte[] body)
    {
        var request = new HttpRequestMessage(new HttpMethod(route.Method), target);
        if (route.Method is not ("GET" or "HEAD"))
        {
            request.Content = new ByteArrayContent(body);
            request.Content.Headers.TryAddWithoutValidation("Content-Type", "application/json");
        }

        return request;
    }

    private static async Task<string?> FindFaultAsync(RunningServer server, HttpRequestMessage request)
    {
        request.RequestUri = new Uri($"{server.Http.BaseAddress!.ToString().TrimEnd('/')}{request.RequestUri!.OriginalString}", new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });
        using var response = await server.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        var status = (int)response.StatusCode;
        if (status < 400)
        {
            // A stream goes on for as long as it is read.
            return null;
        }

        var body = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        if (status >= 500)
        {
            return $"{status} {body}";
        }

        try
        {
            var answer = JsonSerializer.Deserialize<JsonElement>(body);
            return answer.GetProperty("error").GetString() is { Length: > 0 } && answer.GetProperty("details").GetString() is { Length: > 0 } ? null : $"{status} {body}";
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return $"{status} without error and details: {body}";
        }
    }

    private static string Cut(string text) => text.Length <= 40 ? text : text[..40];
}

public sealed class HostileRequestOnSqliteTests() : HostileRequestTests(HostedStore.Sqlite);

public sealed class HostileRequestOnPostgresTests() : HostileRequestTests(HostedStore.Postgres);
