using SpecKitty.Events.Collaboration;
using SpecKitty.Events.Envelope;
using SpecKitty.Server.Tests.Hosting;

namespace SpecKitty.Server.Tests.Nodes.Fire;

/// <summary>The project and the mission that the writers write to.</summary>
/// <param name="Project">The project.</param>
/// <param name="Run">The correlation id of the mission's events.</param>
/// <param name="Participant">The participant that comments.</param>
/// <param name="FirstClock">The clock of its join.</param>
internal sealed record FireMission(Guid Project, EventId Run, string Participant, long FirstClock)
{
    public const string Id = "M-fire";

    /// <summary>How many events a batch has.</summary>
    public const int BatchLength = 5;

    private static readonly UlidFactory Ids = new(TimeProvider.System);

    public static async Task<FireMission> CreateAsync(FireClient client, Uri server)
    {
        var project = Guid.NewGuid();
        var made = await client.AskAsync(server, "/api/v1/missions/", new { mission_id = Id, project_uuid = project, title = "Under fire" });
        var joined = await client.AskAsync(server, $"/api/v1/missions/{Id}/participants/?project={project}", new { participant_type = "human", display_name = "Ada" });
        return new FireMission(
            project,
            EventId.Parse(made.GetProperty("correlation_id").GetString()!),
            joined.GetProperty("participant").GetProperty("participant_id").GetString()!,
            joined.GetProperty("lamport_clock").GetInt64());
    }

    /// <summary>Moves of work packages, as a producer of the wire surface sends them.</summary>
    public IReadOnlyList<(string Id, string Envelope)> Moves(long clock) => [.. Enumerable.Range(0, BatchLength).Select(number =>
    {
        var id = TestEvents.NewId();
        return (id, TestEvents.Moved(Project, id, number % 2 == 0 ? "doing" : "for_review", clock: clock + number));
    })];

    /// <summary>Comments of the participant.</summary>
    public IReadOnlyList<(string Id, string Envelope)> Comments(long clock) => [.. Enumerable.Range(0, BatchLength).Select(_ =>
    {
        var context = new EmissionContext { NodeId = "fire", ProjectUuid = Project, CorrelationId = Run };
        var value = new EventFactory(context, () => FirstClock + ++clock, TimeProvider.System, Ids)
            .Create(new CommentPostedPayload { ParticipantId = Participant, MissionId = Id, CommentId = TestEvents.NewId(), Content = "Still here." });
        return (value.EventId.ToString(), EventWriter.ToText(value));
    })];
}
