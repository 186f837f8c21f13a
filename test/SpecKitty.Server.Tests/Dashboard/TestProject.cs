using System.Text.Json;
using System.Text.Json.Nodes;
using SpecKitty.Server.Tests.Hosting;

namespace SpecKitty.Server.Tests.Dashboard;

/// <summary>A project on a running server, and a producer of the events that its board is made of.</summary>
internal sealed class TestProject(RunningServer server, string token)
{
    private long _clock;

    public Guid Id { get; init; } = Guid.NewGuid();

    public string Address => $"/projects/{Id}/";

    /// <summary>Sends one event and expects it to be taken in.</summary>
    /// <returns>Its id.</returns>
    public async Task<string> SendAsync(string type, object payload, string aggregate = "WP01", Action<JsonObject>? adjust = null)
    {
        var id = TestEvents.NewId();
        var envelope = (JsonObject)JsonSerializer.SerializeToNode(new
        {
            event_id = id,
            event_type = type,
            aggregate_id = aggregate,
            payload,
            timestamp = "2026-02-15T10:54:55.239478+00:00",
            node_id = "0a1b2c3d4e5f",
            lamport_clock = ++_clock,
            project_uuid = Id,
        })!;
        adjust?.Invoke(envelope);
        (await server.PostBatchAsync(token, envelope.ToJsonString())).Statuses.ShouldBe(["success"], type);
        return id;
    }

    public Task CreateAsync(string wp, string title, string feature = "042-tea", params string[] after)
        => SendAsync("WPCreated", new { wp_id = wp, title, feature_slug = feature, dependencies = after }, wp);

    public Task MoveAsync(string wp, string from, string to, string feature = "042-tea")
        => SendAsync("WPStatusChanged", new { wp_id = wp, previous_status = from, new_status = to, feature_slug = feature }, wp);

    public Task NoteAsync(string wp, string text, string author = "ada") => SendAsync("HistoryAdded", new { wp_id = wp, entry_type = "note", entry_content = text, author }, wp);

    public async Task<JsonElement> BoardAsync() => (await server.GetAsync($"/api/v1/projects/{Id}/board/", token)).Body;
}
