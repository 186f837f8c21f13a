using SpecKitty.Server.Storage;

namespace SpecKitty.Server.Feeds;

/// <summary>A part of a log.</summary>
/// <param name="Events">The events, in order of sequence.</param>
/// <param name="NextAfter">Where to go on: the last sequence of the page, or what was asked for when the page is empty.</param>
/// <param name="HasMore">Whether the log went on behind it when it was read.</param>
internal sealed record EventPage(IReadOnlyList<StoredEvent> Events, long NextAfter, bool HasMore);
