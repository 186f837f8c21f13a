using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using SpecKitty.Server.Tests.Hosting;

namespace SpecKitty.Server.Tests.Api.OpenApi;

/// <summary>Asks a server and holds every answer to the description: its status, its content type, its headers, its body.</summary>
internal sealed class ApiConversation(RunningServer server, ApiDocument document, HashSet<string> heard)
{
    private const string Json = "application/json";
    private const string Stream = "text/event-stream";

    private static readonly JsonObject Envelope = new() { ["$ref"] = "#/components/schemas/Event" };

    private readonly DocumentedSchema _schemas = new(document);

    /// <summary>Asks, and expects a status.</summary>
    /// <param name="name">The route, by its name in the description.</param>
    /// <param name="status">The status that is expected.</param>
    /// <param name="token">Who asks; null for nobody.</param>
    /// <param name="path">The parts of the address, in order.</param>
    /// <param name="query">The query, with its question mark.</param>
    /// <param name="body">The body.</param>
    /// <param name="adjust">What else the request is to have.</param>
    /// <returns>The body.</returns>
    public async Task<JsonElement> AskAsync(
        string name,
        int status,
        string? token = null,
        string[]? path = null,
        string query = "",
        object? body = null,
        Action<HttpRequestMessage>? adjust = null)
        => (await AskForOneOfAsync(name, [status], token, path, query, body, adjust)).Body;

    /// <summary>Asks until a status comes, where another may come before it.</summary>
    /// <param name="name">The route, by its name in the description.</param>
    /// <param name="status">The status that is waited for.</param>
    /// <param name="before">The status that may come before it.</param>
    public async Task AskUntilAsync(string name, int status, int before)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(180));
        while ((await AskForOneOfAsync(name, [status, before])).Status != status)
        {
            limit.Token.ThrowIfCancellationRequested();
        }
    }

    // A stream does not end by itself: what comes first will do.
    private static async Task<byte[]> ReadAsync(HttpResponseMessage answer)
    {
        if (answer.Content.Headers.ContentType?.MediaType != Stream)
        {
            return await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        }

        using var lines = new StreamReader(await answer.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken));
        return Encoding.UTF8.GetBytes((await lines.ReadLineAsync(TestContext.Current.CancellationToken))!);
    }

    private static string Address(ApiOperation operation, string[] path)
    {
        var next = 0;
        return string.Join('/', operation.Path.Split('/').Select(segment => segment.StartsWith('{') ? path[next++] : segment));
    }

    private async Task<(int Status, JsonElement Body)> AskForOneOfAsync(
        string name,
        int[] statuses,
        string? token = null,
        string[]? path = null,
        string query = "",
        object? body = null,
        Action<HttpRequestMessage>? adjust = null)
    {
        var operation = document.Operation(name);
        using var request = new HttpRequestMessage(new HttpMethod(operation.Method), Address(operation, path ?? []) + query);
        if (token is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }

        if (body is not null)
        {
            request.Content = new StringContent(body as string ?? JsonSerializer.Serialize(body), Encoding.UTF8, Json);
        }

        adjust?.Invoke(request);
        using var answer = await server.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        var status = (int)answer.StatusCode;
        var bytes = status == 101 ? [] : await ReadAsync(answer);

        var about = $"{operation} {query}: {Encoding.UTF8.GetString(bytes)}";
        statuses.ShouldContain(status, about);
        Hold(answer, bytes, document.Answer(operation, status).ShouldNotBeNull($"{operation} answered {status}, which is not described"), about);
        heard.Add($"{operation} {status}");
        return (status, bytes.Length == 0 || answer.Content.Headers.ContentType!.MediaType != Json ? default : JsonSerializer.Deserialize<JsonElement>(bytes));
    }

    private void Hold(HttpResponseMessage answer, byte[] bytes, JsonObject described, string about)
    {
        foreach (var (header, _) in described["headers"]?.AsObject() ?? [])
        {
            answer.Headers.Contains(header).ShouldBeTrue($"{header} is missing in {about}");
        }

        answer.Headers.Contains("Retry-After").ShouldBe(described["headers"]?["Retry-After"] is not null, about);
        if (described["content"] is not JsonObject content)
        {
            bytes.ShouldBeEmpty(about);
            return;
        }

        var type = answer.Content.Headers.ContentType.ShouldNotBeNull(about).MediaType!;
        var schema = content[type].ShouldNotBeNull($"{type} is not described: {about}")["schema"]!;
        if (type == Json)
        {
            _schemas.Check(schema, bytes).Select(violation => $"{violation}").ShouldBeEmpty(about);
            return;
        }

        if (type == Stream)
        {
            Encoding.UTF8.GetString(bytes).ShouldStartWith("retry: ", customMessage: about);
            return;
        }

        var lines = Encoding.UTF8.GetString(bytes).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        lines.ShouldNotBeEmpty(about);
        foreach (var line in lines)
        {
            _schemas.Check(Envelope, Encoding.UTF8.GetBytes(line)).Select(violation => $"{violation}").ShouldBeEmpty(about);
        }
    }
}
