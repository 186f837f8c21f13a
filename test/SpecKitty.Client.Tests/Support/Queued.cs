using System.Globalization;
using System.Text;
using SpecKitty.Client.Queue;

namespace SpecKitty.Client.Tests.Support;

/// <summary>Events for queue tests; the queue does not look into them.</summary>
public static class Queued
{
    public static Guid Kitty { get; } = Guid.Parse("550e8400-e29b-41d4-a716-446655440000");

    public static Guid Other { get; } = Guid.Parse("550e8400-e29b-41d4-a716-446655440001");

    public static QueuedEvent Event(string id, Guid? project = null, string note = "x") => new(
        id,
        "CommentPosted",
        project ?? Kitty,
        Encoding.UTF8.GetBytes($"{{\"event_id\":\"{id}\",\"note\":\"{note}\"}}"));

    public static string Id(int number) => string.Create(CultureInfo.InvariantCulture, $"E{number:D6}");
}
