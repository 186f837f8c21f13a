using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using SpecKitty.Events.Envelope;
using SpecKitty.Load.Traffic;

namespace SpecKitty.Load.Http;

/// <summary>Signs in and makes missions to write to, before anything is measured.</summary>
internal sealed class LoadClient(Uri server, string username, string password) : IDisposable
{
    private const int ParticipantsOfMission = 4;

    private readonly HttpClient _http = new() { BaseAddress = server };

    /// <summary>Signs in.</summary>
    /// <returns>The access token, good for 15 minutes.</returns>
    public async Task<string> SignInAsync()
    {
        _http.DefaultRequestHeaders.Authorization = null;
        var token = (await PostAsync("/api/v1/token/", new { username, password })).GetProperty("access").GetString()!;
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return token;
    }

    /// <summary>Makes a mission with participants, and a project with it when that is new.</summary>
    public async Task<TrafficPlace> MakeMissionAsync(Guid projectId, string missionId, int participantsOfMission = ParticipantsOfMission)
    {
        var mission = await PostAsync("/api/v1/missions/", new { mission_id = missionId, project_uuid = projectId, title = "Load" });
        var run = EventId.Parse(mission.GetProperty("correlation_id").GetString()!);
        var participants = new List<string>();
        var clock = 0L;
        for (var i = 0; i < participantsOfMission; i++)
        {
            var joined = await PostAsync($"/api/v1/missions/{missionId}/participants/?project={projectId}", new { participant_type = i % 2 == 0 ? "human" : "llm_context", display_name = $"Participant {i}" });
            participants.Add(joined.GetProperty("participant").GetProperty("participant_id").GetString()!);
            clock = joined.GetProperty("lamport_clock").GetInt64();
        }

        return new TrafficPlace(projectId, missionId, run, participants, clock);
    }

    /// <summary>Asks for something and throws the answer away.</summary>
    /// <returns>How many bytes the answer has.</returns>
    public async Task<int> ReadAsync(string path)
    {
        using var answer = await _http.GetAsync(new Uri(path, UriKind.Relative));
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadAsByteArrayAsync()).Length;
    }

    public void Dispose() => _http.Dispose();

    private async Task<JsonElement> PostAsync(string path, object body)
    {
        using var answer = await _http.PostAsJsonAsync(path, body);
        var text = await answer.Content.ReadAsStringAsync();
        return answer.IsSuccessStatusCode ? JsonSerializer.Deserialize<JsonElement>(text) : throw new InvalidOperationException($"{path} answered {(int)answer.StatusCode}: {text}");
    }
}
