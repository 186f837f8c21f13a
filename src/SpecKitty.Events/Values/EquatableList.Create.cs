namespace SpecKitty.Events.Values;

/// <summary>Makes <see cref="EquatableList{T}"/>.</summary>
public static class EquatableList
{
    /// <summary>Copies items into a list; collection expressions call this.</summary>
    /// <param name="items">The items, in order.</param>
    /// <typeparam name="T">The item.</typeparam>
    /// <returns>A list of its own; the same empty list when there are no items.</returns>
    public static EquatableList<T> Create<T>(ReadOnlySpan<T> items)
        => items.IsEmpty ? EquatableList<T>.Empty : new EquatableList<T>(items.ToArray());

    /// <summary>Copies a sequence into a list.</summary>
    /// <param name="items">The items, in order.</param>
    /// <typeparam name="T">The item.</typeparam>
    /// <returns>A list of its own.</returns>
    public static EquatableList<T> ToEquatableList<T>(this IEnumerable<T> items)
        => items as EquatableList<T> ?? Create<T>([.. items]);
}
