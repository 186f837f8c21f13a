using System.Collections.Concurrent;

namespace SpecKitty.Events.Causality.Stores;

/// <summary>Keeps clocks for the life of the object. Thread-safe.</summary>
public sealed class InMemoryClockStorage : IClockStorage
{
    private readonly ConcurrentDictionary<string, long> _clocks = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public long Load(string nodeId) => _clocks.GetValueOrDefault(nodeId);

    /// <inheritdoc/>
    public void Save(string nodeId, long value)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(value);
        _clocks[nodeId] = value;
    }
}
