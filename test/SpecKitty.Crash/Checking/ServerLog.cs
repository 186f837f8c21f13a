using System.Net.Http.Headers;
using System.Text.Json;
using SpecKitty.Client.Credentials;

namespace SpecKitty.Crash.Checking;

/// <summary>Reads a project's whole log from the server.</summary>
internal static class ServerLog
{
    private const int PageSize = 500;

    /// <summary>All events, in the order of the log; none when the server does not know the project.</summary>
    public static async Task<IReadOnlyList<LoggedEvent>> ReadAsync(SignIn signIn, Guid project)
    {
        using var http = new HttpClient { BaseAddress = signIn.Server };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", signIn.AccessToken);
        var events = new List<LoggedEvent>();
        long after = 0;
        while (true)
        {
            using var answer = await http.GetAsync(new Uri($"api/v1/events/?project={project}&after={after}&limit={PageSize}", UriKind.Relative));
            if (answer.StatusCode == System.Net.HttpStatusCode.NotFound)
            {
                return events;
            }

            answer.EnsureSuccessStatusCode();
            using var page = JsonDocument.Parse(await answer.Content.ReadAsByteArrayAsync());
            events.AddRange(page.RootElement.GetProperty("events").EnumerateArray().Select(entry => Read(entry.GetProperty("event"))));
            after = page.RootElement.GetProperty("next_after").GetInt64();
            if (!page.RootElement.GetProperty("has_more").GetBoolean())
            {
                return events;
            }
        }
    }

    private static LoggedEvent Read(JsonElement logged) => new(
        logged.GetProperty("event_id").GetString()!,
        logged.GetProperty("node_id").GetString()!,
        logged.GetProperty("lamport_clock").GetInt64(),
        logged.GetProperty("payload").GetProperty("entry_content").GetString()!);
}
