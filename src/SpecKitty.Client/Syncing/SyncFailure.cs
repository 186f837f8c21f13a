namespace SpecKitty.Client.Syncing;

/// <summary>An event that the server rejected in a run.</summary>
/// <param name="EventId">The event.</param>
/// <param name="Error">The server's reason.</param>
/// <param name="Category">One of <see cref="ErrorCategories"/>.</param>
public sealed record SyncFailure(string EventId, string Error, string Category);
