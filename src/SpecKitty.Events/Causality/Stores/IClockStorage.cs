namespace SpecKitty.Events.Causality.Stores;

/// <summary>Keeps the Lamport clock of each node.</summary>
/// <remarks>A storage that cannot read or write throws <see cref="StorageException"/>.</remarks>
public interface IClockStorage
{
    /// <summary>The clock of a node.</summary>
    /// <param name="nodeId">The node, exact.</param>
    /// <returns>What was saved last, 0 or more; 0 for a node that is not known.</returns>
    long Load(string nodeId);

    /// <summary>Keeps the clock of a node.</summary>
    /// <param name="nodeId">The node, exact.</param>
    /// <param name="value">The clock, 0 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="value"/> is negative.</exception>
    void Save(string nodeId, long value);
}
