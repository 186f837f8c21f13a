using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using SpecKitty.Server.Tests.Hosting;

namespace SpecKitty.Server.Tests.Nodes.Fire;

/// <summary>Asks nodes for what the run needs, again and again while they are under fire.</summary>
internal sealed class FireClient : IDisposable
{
    // A frozen server accepts connections and says nothing.
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(15);

    private readonly HttpClient _http = new() { Timeout = Timeout.InfiniteTimeSpan };

    /// <summary>A token of the user that stays valid through any run.</summary>
    public string Token { get; private set; } = "";

    public async Task SignInAsync(Uri server)
    {
        var pair = await AskAsync(server, "/api/v1/token/", new { username = "ada", password = RunningServer.Password });
        Token = pair.GetProperty("access").GetString()!;
        Token = (await AskAsync(server, "/api/v1/tokens/", new { name = "fire", rights = new[] { "read", "write" }, expires_in_days = 1 })).GetProperty("token").GetString()!;
    }

    /// <summary>Makes a request once.</summary>
    /// <param name="server">The node.</param>
    /// <param name="path">The route.</param>
    /// <param name="body">What to post; null to get.</param>
    public async Task<JsonElement> AskAsync(Uri server, string path, object? body = null)
    {
        using var response = await SendAsync(server, path, body is null ? null : JsonSerializer.Serialize(body));
        response.IsSuccessStatusCode.ShouldBeTrue($"{path}: {(int)response.StatusCode}");
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }

    /// <summary>Sends a request once.</summary>
    /// <exception cref="HttpRequestException">There was no response, or none within the deadline.</exception>
    public async Task<HttpResponseMessage> SendAsync(Uri server, string path, string? body)
    {
        using var request = new HttpRequestMessage(body is null ? HttpMethod.Get : HttpMethod.Post, new Uri(server, path));
        request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");
        if (Token.Length > 0)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Token);
        }

        using var deadline = new CancellationTokenSource(Deadline);
        try
        {
            return await _http.SendAsync(request, deadline.Token);
        }
        catch (Exception late) when (late is OperationCanceledException or IOException)
        {
            throw new HttpRequestException("No response.", late);
        }
    }

    /// <summary>A project's whole log, in the order of its sequences.</summary>
    public async Task<IReadOnlyList<(long Sequence, string Envelope, string Id)>> ReadLogAsync(Uri server, Guid project)
    {
        var events = new List<(long, string, string)>();
        while (true)
        {
            var after = events.Count == 0 ? 0 : events[^1].Item1;
            var page = await AskAsync(server, $"/api/v1/events/?project={project}&after={after}&limit=500");
            events.AddRange(page.GetProperty("events").EnumerateArray().Select(entry =>
                (entry.GetProperty("sequence").GetInt64(), entry.GetProperty("event").GetRawText(), entry.GetProperty("event").GetProperty("event_id").GetString()!)));
            if (!page.GetProperty("has_more").GetBoolean())
            {
                return events;
            }
        }
    }

    public void Dispose() => _http.Dispose();
}
