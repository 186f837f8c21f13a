using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace SpecKitty.Events.Values;

/// <summary>An immutable set of texts, kept in ordinal order, so that equal sets are written as equal bytes.</summary>
[SuppressMessage("Naming", "CA1710:Identifiers should have correct suffix", Justification = "It is a set.")]
public sealed class EquatableSet : IReadOnlyCollection<string>, IEquatable<EquatableSet>
{
    private readonly string[] _sorted;

    private EquatableSet(string[] sorted) => _sorted = sorted;

    /// <summary>The set without members.</summary>
    public static EquatableSet Empty { get; } = new([]);

    /// <inheritdoc/>
    public int Count => _sorted.Length;

    /// <summary>Makes a set; repeated members count once.</summary>
    /// <param name="members">The members, in any order.</param>
    /// <returns>The set.</returns>
    public static EquatableSet Of(IEnumerable<string> members)
    {
        string[] sorted = [.. members.Distinct(StringComparer.Ordinal)];
        Array.Sort(sorted, CodePointComparer.Instance);
        return sorted.Length == 0 ? Empty : new EquatableSet(sorted);
    }

    /// <summary>Whether the set holds a member.</summary>
    /// <param name="member">The text to look for, compared ordinally.</param>
    /// <returns>True when it does.</returns>
    public bool Contains(string member) => Array.BinarySearch(_sorted, member, CodePointComparer.Instance) >= 0;

    /// <inheritdoc/>
    public bool Equals(EquatableSet? other) => other is not null && _sorted.AsSpan().SequenceEqual(other._sorted);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as EquatableSet);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var member in _sorted)
        {
            hash.Add(member, StringComparer.Ordinal);
        }

        return hash.ToHashCode();
    }

    /// <inheritdoc/>
    public IEnumerator<string> GetEnumerator() => ((IEnumerable<string>)_sorted).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => _sorted.GetEnumerator();

    /// <inheritdoc/>
    public override string ToString() => $"{{{string.Join(", ", _sorted)}}}";
}
