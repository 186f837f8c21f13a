using SpecKitty.Events.Causality.Stores;

namespace SpecKitty.Events.Causality;

/// <summary>Notes failures and shows the latest.</summary>
public sealed class ErrorLog
{
    private readonly IErrorStorage _storage;

    /// <summary>Makes a log.</summary>
    /// <param name="storage">Where the entries are kept, and how many of them.</param>
    public ErrorLog(IErrorStorage storage)
    {
        ArgumentNullException.ThrowIfNull(storage);
        _storage = storage;
    }

    /// <summary>Notes a failure.</summary>
    /// <param name="entry">The failure.</param>
    public void LogError(ErrorEntry entry) => _storage.Append(entry);

    /// <summary>The latest failures.</summary>
    /// <param name="limit">How many at most, 1 or more.</param>
    /// <returns>The entries that are still kept, newest first.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="limit"/> is less than 1.</exception>
    public IReadOnlyList<ErrorEntry> RecentErrors(int limit = IErrorStorage.DefaultLimit) => _storage.LoadRecent(limit);
}
