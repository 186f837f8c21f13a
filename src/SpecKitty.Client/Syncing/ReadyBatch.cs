using SpecKitty.Client.Http;
using SpecKitty.Client.Queue;

namespace SpecKitty.Client.Syncing;

/// <summary>Rows that can be sent as they are.</summary>
/// <param name="Rows">The rows, in the order of queueing.</param>
/// <param name="Body">Their events.</param>
internal sealed record ReadyBatch(IReadOnlyList<LeasedEvent> Rows, CompressedBatch Body);
