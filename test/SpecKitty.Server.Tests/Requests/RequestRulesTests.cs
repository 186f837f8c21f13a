using System.Net;
using System.Text;
using System.Text.Json;
using SpecKitty.Server.Storage;
using SpecKitty.Server.Tests.Hosting;

namespace SpecKitty.Server.Tests.Requests;

/// <summary>What the server accepts of a request, and which words it has for what it does not.</summary>
public abstract class RequestRulesTests(HostedStore store) : HostedTests(store)
{
    private readonly Guid _project = Guid.NewGuid();

    [Theory]
    [InlineData("/api/v1/token/", "{\"username\":\"a\\u0000b\",\"password\":\"x\"}", "username must not contain control characters; it has U+0000")]
    [InlineData("/api/v1/token/", "{\"\\ud800\":1,\"username\":\"a\",\"password\":\"b\"}", "The name of each member must be valid Unicode")]
    [InlineData("/api/v1/token/", "{\"username\":\"a\\ud800\",\"password\":\"b\"}", "username must be valid Unicode")]
    [InlineData("/api/v1/missions/M042/participants/", "{\"participant_type\":\"human\",\"display_name\":\"a\\u0000b\"}", "display_name must not contain control characters")]
    [InlineData("/api/v1/missions/M042/invitations/", "{\"participant_type\":\"human\",\"display_name\":\"a\\u0000b\"}", "display_name must not contain control characters")]
    [InlineData("/api/v1/missions/", "{\"project_uuid\":\"00000000-0000-4000-8000-000000000000\",\"title\":\"a\\u0000b\"}", "title must not contain control characters")]
    [InlineData("/api/v1/missions/", "{\"project_uuid\":\"00000000-0000-4000-8000-000000000000\",\"title\":\"a\",\"mission_id\":\"M1\\n\"}", "mission_id must not contain control characters")]
    [InlineData("/api/v1/teams/tea/webhooks/", "{\"url\":\"https://example.com/\\u0000\"}", "url must not contain control characters")]
    [InlineData("/api/v1/teams/tea/webhooks/", "{\"url\":\"https://example.com/\",\"event_types\":[\"A\\n\"]}", "event_types[0] must not contain control characters")]
    public async Task Body_TextThatIsNone_Is400ThatNamesTheField(string path, string body, string details)
    {
        await using var server = await StartAsync();
        var token = await server.SignInNewAsync("ada", role: TeamRole.Admin);
        await TestMission.CreateAsync(server, token);

        var answer = await server.PostAsync(path, body, token);

        answer.ShouldBe(HttpStatusCode.BadRequest);
        answer.Text("error").ShouldBe("Invalid body");
        answer.Text("details")!.ShouldContain(details);
    }

    [Theory]
    [InlineData("/api/v1/missions/?after=a%00b", "after must not contain control characters; it has U+0000 at character 2.")]
    [InlineData("/api/v1/teams/tea/members/?after=%00", "after must not contain control characters")]
    [InlineData("/api/v1/tokens/?after=%ED%A0%80", "after must be UTF-8")]
    [InlineData("/api/v1/missions/M%01/", "The path must not contain control characters")]
    public async Task Address_TextThatIsNone_Is400ThatNamesTheParameter(string address, string details)
    {
        await using var server = await StartAsync();
        var token = await server.SignInNewAsync("ada");

        var answer = await server.GetAsync(address, token);

        answer.ShouldBe(HttpStatusCode.BadRequest);
        answer.Text("details")!.ShouldContain(details);
    }

    [Fact]
    public async Task Token_HeaderThatIsNoText_Is401OnRoutesAndNoOneOnPages()
    {
        await using var server = await StartAsync();
        byte[][] headers = ["{\"alg\":\"HS256\",\"kid\":\"\\ud800\"}"u8.ToArray(), "{\"alg\":\"HS256\",\"kid\":\"a\\u0000b\"}"u8.ToArray(), [.. "{\"alg\":\"HS256\",\"kid\":\""u8, 0xFF, .. "\"}"u8]];

        foreach (var header in headers)
        {
            var token = HostileInputs.UnsignedToken(header);
            (await server.GetAsync("/api/v1/me/", token)).ShouldBe(HttpStatusCode.Unauthorized);

            using var page = new HttpRequestMessage(HttpMethod.Get, "/sign-in");
            page.Headers.Add("Accept", "text/html");
            page.Headers.Add("Cookie", $"speckitty_session={token}");
            using var response = await server.Http.SendAsync(page, TestContext.Current.CancellationToken);
            response.StatusCode.ShouldBe(HttpStatusCode.OK);
        }
    }

    [Fact]
    public async Task Uuid_InEveryFormOfAnEnvelope_IsTheSameInAQueryAPathAndABody()
    {
        await using var server = await StartAsync();
        var token = await server.SignInNewAsync("ada");
        (await server.PostBatchAsync(token, TestEvents.Moved(_project).Replace($"\"{_project}\"", $"\"{{{_project}}}\"", StringComparison.Ordinal))).Statuses.ShouldBe(["success"]);

        foreach (var form in new[] { $"{_project:D}", $"{_project:N}", $"{_project:B}", $"urn:uuid:{_project:D}", $"{_project:D}".ToUpperInvariant() })
        {
            (await server.GetAsync($"/api/v1/events/?project={form}", token)).Body.GetProperty("events").GetArrayLength().ShouldBe(1, form);
            (await server.GetAsync($"/api/v1/projects/{form}/", token)).ShouldBe(HttpStatusCode.OK);
            (await server.PostAsync("/api/v1/projects/", JsonSerializer.Serialize(new { project_uuid = form }), token)).Status.ShouldBeOneOf(HttpStatusCode.OK, HttpStatusCode.Created);
        }
    }

    [Fact]
    public async Task Body_WithAByteOrderMark_IsReadWithoutIt()
    {
        await using var server = await StartAsync();
        var token = await server.SignInNewAsync("ada");
        var batch = Encoding.UTF8.GetBytes("\uFEFF" + RunningServer.Batch(TestEvents.Moved(_project)));

        (await server.PostBytesAsync("/api/v1/events/batch/", batch, token, null)).Statuses.ShouldBe(["success"]);
        (await server.PostBytesAsync("/api/v1/events/batch/", RunningServer.Gzip(batch), token, "gzip")).Statuses.ShouldBe(["duplicate"]);
        (await server.PostBytesAsync("/api/v1/projects/", Encoding.UTF8.GetBytes($"\uFEFF{{\"project_uuid\":\"{Guid.NewGuid()}\"}}"), token, null)).ShouldBe(HttpStatusCode.Created);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    [InlineData(40)]
    public async Task Batch_GzipWithoutItsEnd_IsCalledCutOff(int missing)
    {
        await using var server = await StartAsync();
        var token = await server.SignInNewAsync("ada");

        var answer = await server.PostBytesAsync("/api/v1/events/batch/", HostileInputs.CutGzip(missing), token, "gzip");

        answer.ShouldBe(HttpStatusCode.BadRequest);
        answer.Text("details")!.ShouldContain("was cut off before its end");
    }

    [Fact]
    public async Task Batch_XGzip_IsGzip()
    {
        await using var server = await StartAsync();
        var token = await server.SignInNewAsync("ada");
        var batch = RunningServer.Gzip(Encoding.UTF8.GetBytes(RunningServer.Batch(TestEvents.Moved(_project))));

        (await server.PostBytesAsync("/api/v1/events/batch/", batch, token, "x-gzip")).Statuses.ShouldBe(["success"]);
    }

    [Fact]
    public async Task SmallBody_Encoded_Is415()
    {
        await using var server = await StartAsync();
        var token = await server.SignInNewAsync("ada");

        var answer = await server.PostBytesAsync("/api/v1/projects/", RunningServer.Gzip("{}"u8.ToArray()), token, "gzip");

        answer.ShouldBe(HttpStatusCode.UnsupportedMediaType);
        answer.Text("details")!.ShouldContain("Content-Encoding");
    }

    [Fact]
    public async Task Batch_WithNaN_NamesTheEventAndThePath()
    {
        await using var server = await StartAsync();
        var token = await server.SignInNewAsync("ada");
        var (good, bad) = (TestEvents.Moved(_project), TestEvents.NewId());
        var events = RunningServer.Batch(good, TestEvents.Moved(_project, bad).Replace("\"payload\":{", "\"payload\":{\"estimate\": NaN, ", StringComparison.Ordinal));

        var answer = await server.PostAsync("/api/v1/events/batch/", events, token);

        answer.ShouldBe(HttpStatusCode.BadRequest);
        answer.Text("details")!.ShouldContain($"events[1].payload.estimate (event_id {bad}): NaN is not a JSON value");
    }

    [Fact]
    public async Task ChunkSize_ThatNoBodyHas_Is400()
    {
        await using var server = await StartAsync();

        var response = await RawRequest.SendAsync(server, "POST /api/v1/token/ HTTP/1.1\nHost: x\nContent-Type: application/json\nTransfer-Encoding: chunked\nConnection: close\n\nffffffffffffffff\n{}\n0\n\n");

        response.ShouldStartWith("HTTP/1.1 400 ");
        response.ShouldContain("\"error\"");
    }

    [Theory]
    [InlineData("GET /api/v1/missions/a%00b/ HTTP/1.1\nHost: x\n\n", 400)]
    [InlineData("GET /api/v1/missions/ HTTP/1.1\nHost: x\nbroken\n\n", 400)]
    [InlineData("GET /LONG HTTP/1.1\nHost: x\n\n", 414)]
    [InlineData("GET /api/v1/missions/ HTTP/1.1\nHost: x\nMany: LONG\n\n", 431)]
    public async Task Request_ThatTheHostItselfRefuses_HasErrorAndDetails(string request, int status)
    {
        await using var server = await StartAsync();

        var response = await RawRequest.SendAsync(server, request.Replace("LONG", new string('a', 100_000), StringComparison.Ordinal));

        response.ShouldStartWith($"HTTP/1.1 {status} ");
        var (head, body) = (response.Split("\r\n\r\n")[0], response.Split("\r\n\r\n")[1]);
        head.ShouldContain("Content-Type: application/json");
        head.ShouldContain($"Content-Length: {Encoding.UTF8.GetByteCount(body)}");
        var answer = JsonSerializer.Deserialize<JsonElement>(body);
        answer.GetProperty("error").GetString().ShouldNotBeNullOrEmpty();
        answer.GetProperty("details").GetString().ShouldNotBeNullOrEmpty();
    }
}

public sealed class RequestRulesOnSqliteTests() : RequestRulesTests(HostedStore.Sqlite);

public sealed class RequestRulesOnPostgresTests() : RequestRulesTests(HostedStore.Postgres);
