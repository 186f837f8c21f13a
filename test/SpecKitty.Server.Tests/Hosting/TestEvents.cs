using System.Text.Json;
using SpecKitty.Events.Envelope;

namespace SpecKitty.Server.Tests.Hosting;

/// <summary>Envelopes of the wire surface, as a producer of the handoff contract writes them.</summary>
internal static class TestEvents
{
    private static readonly UlidFactory Ids = new(TimeProvider.System);

    public static string NewId() => Ids.Next().ToString();

    public static string Moved(Guid project, string? id = null, string to = "doing", string type = "WPStatusChanged", long clock = 1)
        => JsonSerializer.Serialize(new
        {
            event_id = id ?? NewId(),
            event_type = type,
            aggregate_id = "WP01",
            aggregate_type = "WorkPackage",
            payload = new { wp_id = "WP01", previous_status = "planned", new_status = to },
            timestamp = "2026-02-15T10:54:55.239478+00:00",
            node_id = "0a1b2c3d4e5f",
            lamport_clock = clock,
            project_uuid = project,
            team_slug = "somebody-else",
        });
}
