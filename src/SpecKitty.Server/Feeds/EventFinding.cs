using SpecKitty.Server.Storage;

namespace SpecKitty.Server.Feeds;

/// <summary>A page of what a search has found.</summary>
/// <param name="Events">The events, in the order of the search.</param>
/// <param name="Next">The last sequence that was looked at, where the search goes on; null when nothing is left.</param>
/// <param name="IsCut">Whether the search stopped because it had looked at enough, and not because the page is full.</param>
internal sealed record EventFinding(IReadOnlyList<StoredEvent> Events, long? Next, bool IsCut);
