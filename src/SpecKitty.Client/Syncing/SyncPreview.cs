using SpecKitty.Client.Credentials;
using SpecKitty.Client.Queue;

namespace SpecKitty.Client.Syncing;

/// <summary>What a run would send.</summary>
/// <param name="Server">Where to.</param>
/// <param name="Username">In whose name.</param>
/// <param name="Events">How many events.</param>
/// <param name="Bytes">How many bytes they have before compression.</param>
/// <param name="Types">How many there are of each event type, by name.</param>
/// <param name="NotLinked">Events of projects that are not linked to this server and user; they would stay.</param>
/// <param name="HeldByOthers">Events that another sync at work would send.</param>
public sealed record SyncPreview(
    Uri Server,
    string Username,
    int Events,
    long Bytes,
    IReadOnlyDictionary<string, int> Types,
    long NotLinked,
    long HeldByOthers)
{
    private const int Page = 1_000;
    private const long PageBytes = 16 * 1024 * 1024;

    internal static SyncPreview Count(QueueLease lease, SyncOptions options, SignIn signIn, CancellationToken cancellationToken)
    {
        var types = new SortedDictionary<string, int>(StringComparer.Ordinal);
        var (events, bytes, left) = (0, 0L, options.Limit ?? int.MaxValue);
        while (left > 0 && lease.Take(Math.Min(left, Page), PageBytes) is { Count: > 0 } rows)
        {
            cancellationToken.ThrowIfCancellationRequested();
            left -= rows.Count;
            events += rows.Count;
            foreach (var row in rows)
            {
                bytes += row.Body.Length;
                types[row.EventType] = types.GetValueOrDefault(row.EventType) + 1;
            }
        }

        return new SyncPreview(signIn.Server, signIn.Username, events, bytes, types, lease.OfOtherProjects(), lease.HeldByOthers());
    }
}
