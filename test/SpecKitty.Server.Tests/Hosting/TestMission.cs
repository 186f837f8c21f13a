using System.Net;
using System.Text.Json;
using SpecKitty.Events;
using SpecKitty.Events.Collaboration;
using SpecKitty.Events.Envelope;

namespace SpecKitty.Server.Tests.Hosting;

/// <summary>A mission on a running server, and a producer of its events.</summary>
internal sealed class TestMission
{
    private readonly RunningServer _server;
    private readonly UlidFactory _ids;

    private TestMission(RunningServer server, string token, string missionId, Guid project, EventId run)
    {
        _server = server;
        Token = token;
        MissionId = missionId;
        Project = project;
        Run = run;
        _ids = new UlidFactory(server.Time);
    }

    /// <summary>The access token that it acts with.</summary>
    public string Token { get; set; }

    public string MissionId { get; }

    public Guid Project { get; }

    public EventId Run { get; }

    /// <summary>The producer's Lamport clock.</summary>
    public long Clock { get; set; }

    public static async Task<TestMission> CreateAsync(RunningServer server, string token, string missionId = "M042", Guid? project = null, string title = "A mission")
    {
        var id = project ?? Guid.NewGuid();
        var made = await server.PostAsync("/api/v1/missions/", JsonSerializer.Serialize(new { mission_id = missionId, project_uuid = id, title }), token);
        made.ShouldBe(HttpStatusCode.Created);
        return new TestMission(server, token, missionId, id, EventId.Parse(made.Text("correlation_id")!));
    }

    /// <summary>The same mission, by another server on the same data.</summary>
    public TestMission On(RunningServer server) => new(server, Token, MissionId, Project, Run) { Clock = Clock };

    /// <summary>Joins and takes the clock of the join in.</summary>
    /// <returns>The participant.</returns>
    public async Task<string> JoinAsync(string name = "Ada", string type = "human", string? token = null)
    {
        var joined = await TryJoinAsync(name, type, token);
        joined.ShouldBe(HttpStatusCode.Created);
        Clock = Math.Max(Clock, joined.Body.GetProperty("lamport_clock").GetInt64());
        return joined.Body.GetProperty("participant").GetProperty("participant_id").GetString()!;
    }

    public Task<Answer> TryJoinAsync(string name, string type = "human", string? token = null)
        => _server.PostAsync($"/api/v1/missions/{MissionId}/participants/?project={Project}", JsonSerializer.Serialize(new { participant_type = type, display_name = name }), token ?? Token);

    public string Emit(IEventPayload payload)
    {
        var context = new EmissionContext { NodeId = "test", ProjectUuid = Project, CorrelationId = Run };
        return EventWriter.ToText(new EventFactory(context, () => ++Clock, _server.Time, _ids).Create(payload));
    }

    public string Comment(string participantId, string text = "Hello.", string? id = null)
        => Emit(new CommentPostedPayload { ParticipantId = participantId, MissionId = MissionId, CommentId = id ?? $"c-{Clock}", Content = text });

    public async Task<JsonElement> StateAsync()
        => (await _server.GetAsync($"/api/v1/missions/{MissionId}/state/?project={Project}", Token)).ShouldBe(HttpStatusCode.OK).Body;
}
