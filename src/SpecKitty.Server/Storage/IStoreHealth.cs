namespace SpecKitty.Server.Storage;

/// <summary>How a store is doing.</summary>
public interface IStoreHealth
{
    /// <summary>How many writes wait or run now; the longer this stays high, the less the storage can follow.</summary>
    int WaitingWrites { get; }

    /// <summary>Proves that the store takes writes, by a write that changes nothing.</summary>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>A task that ends when the store has committed, or fails with what the store says.</returns>
    Task CheckWritableAsync(CancellationToken cancellationToken = default);

    /// <summary>Reads the clock of the database.</summary>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The database's time; null for a store that has no clock of its own, because it is a file of this machine.</returns>
    Task<DateTimeOffset?> ReadClockAsync(CancellationToken cancellationToken = default);

    /// <summary>Measures what the store takes on its disk, without what it has set aside for recovery.</summary>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>Bytes.</returns>
    Task<long> ReadSizeAsync(CancellationToken cancellationToken = default);
}
