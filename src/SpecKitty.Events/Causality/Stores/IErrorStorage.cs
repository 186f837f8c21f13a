namespace SpecKitty.Events.Causality.Stores;

/// <summary>Keeps the entries of an error log.</summary>
/// <remarks>A storage that cannot read or write throws <see cref="StorageException"/>.</remarks>
public interface IErrorStorage
{
    /// <summary>How many entries <see cref="LoadRecent"/> gives unless told otherwise.</summary>
    const int DefaultLimit = 10;

    /// <summary>Keeps an entry; a storage with a bound lets its oldest go.</summary>
    /// <param name="entry">The entry.</param>
    void Append(ErrorEntry entry);

    /// <summary>The latest entries.</summary>
    /// <param name="limit">How many at most, 1 or more.</param>
    /// <returns>The entries that are kept, the one appended last first. Later appends do not change the list.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="limit"/> is less than 1.</exception>
    IReadOnlyList<ErrorEntry> LoadRecent(int limit = DefaultLimit);
}
