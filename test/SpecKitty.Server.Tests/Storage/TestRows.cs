using SpecKitty.Server.Storage;

namespace SpecKitty.Server.Tests.Storage;

/// <summary>Rows for tests of stores.</summary>
internal static class TestRows
{
    public const string Heartbeat = "PresenceHeartbeat";

    public static DateTimeOffset Now { get; } = new(2026, 2, 15, 10, 0, 0, 123, TimeSpan.Zero);

    public static NewEvent Event(string id, string? missionId = null, string type = "CommentPosted", byte[]? envelope = null)
        => new(id, missionId, type, 1, Now, "user/1", envelope ?? [(byte)'{', (byte)'}']);

    public static RemovedHeartbeat Removed(long sequence, string id, string missionId)
        => new(sequence, id, missionId, "participant-1", "node-1", "2026-02-15T10:00:00Z", 7, Now, "user/1");

    public static async ValueTask EnsureAsync(IProjectWriter writer)
    {
        if (writer.Project is null)
        {
            await writer.RegisterAsync("tea", Now);
        }
    }

    /// <summary>Appends events, registering the project when it is new.</summary>
    public static Task AppendAsync(this IEventLog log, Guid project, params IEnumerable<NewEvent> events) => log.AppendAsync(new TestWork(project)
    {
        Execute = async writer =>
        {
            await EnsureAsync(writer);
            await writer.AppendAsync([.. events]);
        },
    });

    public static Task RemoveAsync(this IEventLog log, Guid project, params IReadOnlyList<RemovedHeartbeat> heartbeats)
        => log.AppendAsync(new TestWork(project) { Execute = writer => writer.RemoveAsync(heartbeats) });
}
