using System.Text.Json;

namespace SpecKitty.Browser.Tests.Support;

/// <summary>Envelopes that make a board with work packages in every lane, and everything that a card can show.</summary>
internal static class TestPackages
{
    public static IEnumerable<string> Of(Guid project)
    {
        var clock = 0;
        yield return Envelope(project, ++clock, "FeatureCreated", new { feature_slug = "042-tea", feature_number = "042", target_branch = "main-" + new string('b', 60), wp_count = 9 });
        for (var number = 1; number <= 9; number++)
        {
            yield return Envelope(project, ++clock, "WPCreated", new { wp_id = $"WP{number:00}", title = number == 2 ? "Averylongwordthatnobodycanbreak" + new string('x', 80) : $"Package {number}", feature_slug = "042-tea", dependencies = number == 2 ? ["WP01"] : Array.Empty<string>() });
        }

        foreach (var (wp, to) in new[] { ("WP03", "claimed"), ("WP04", "in_progress"), ("WP05", "blocked"), ("WP06", "for_review"), ("WP07", "done"), ("WP08", "canceled") })
        {
            yield return Envelope(project, ++clock, "WPStatusChanged", new { wp_id = wp, from_lane = "planned", to_lane = to, actor = "ada", feature_slug = "042-tea" });
        }

        yield return Envelope(project, ++clock, "WPAssigned", new { wp_id = "WP02", agent_id = "claude", phase = "implementation", retry_count = 2 });
        yield return Envelope(project, ++clock, "ErrorLogged", new { error_type = "runtime", error_message = "It broke.", wp_id = "WP02" });
        yield return Envelope(project, ++clock, "ErrorLogged", new { error_type = "network", error_message = "Nothing answers." });
        for (var number = 1; number <= 8; number++)
        {
            yield return Envelope(project, ++clock, "HistoryAdded", new { wp_id = "WP02", entry_type = "note", entry_content = $"Note {number}." });
        }

        yield return Envelope(project, ++clock, "WPStatusChanged", new { wp_id = "WP09", previous_status = "doing", new_status = "done", feature_slug = "042-tea" });
    }

    public static string Envelope(Guid project, long clock, string type, object payload) => JsonSerializer.Serialize(new
    {
        event_id = Guid.NewGuid(),
        event_type = type,
        aggregate_id = "WP01",
        payload,
        timestamp = "2026-02-15T10:54:55.239478+00:00",
        node_id = "0a1b2c3d4e5f",
        lamport_clock = clock,
        project_uuid = project,
    });
}
