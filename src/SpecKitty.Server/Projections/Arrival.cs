using SpecKitty.Server.Storage;

namespace SpecKitty.Server.Projections;

/// <summary>How an event came into the log.</summary>
/// <param name="Sequence">Its place in the project.</param>
/// <param name="ReceivedAt">When it came, by the server's clock.</param>
/// <param name="Principal">Who sent it.</param>
internal readonly record struct Arrival(long Sequence, DateTimeOffset ReceivedAt, string Principal)
{
    public static Arrival Of(StoredEvent stored) => new(stored.Sequence, stored.ReceivedAt, stored.Principal);
}
