using System.Runtime.CompilerServices;
using SpecKitty.Events.Values;

namespace SpecKitty.Events.Shapes;

/// <summary>The values of a model's members, by the position of their <see cref="FieldShape"/>; null where a member is absent or null.</summary>
[InlineArray(Capacity)]
internal struct FieldValues
{
    public const int Capacity = 20;

    private object? _element;

    /// <summary>A required member.</summary>
    public readonly T Get<T>(int field)
        where T : class => Unsafe.As<T>(this[field]!);

    /// <summary>A text, perhaps absent.</summary>
    public readonly string? Text(int field) => Unsafe.As<string?>(this[field]);

    /// <summary>A member of a reference type, perhaps absent.</summary>
    public readonly T? Find<T>(int field)
        where T : class => Unsafe.As<T?>(this[field]);

    /// <summary>A required member of a value type.</summary>
    public readonly T Value<T>(int field)
        where T : struct => Unsafe.Unbox<T>(this[field]!);

    /// <summary>A member of a value type, perhaps absent.</summary>
    public readonly T? FindValue<T>(int field)
        where T : struct => this[field] is { } boxed ? Unsafe.Unbox<T>(boxed) : null;

    /// <summary>A member of a value type with a default.</summary>
    public readonly T ValueOr<T>(int field, T absent)
        where T : struct => this[field] is { } boxed ? Unsafe.Unbox<T>(boxed) : absent;

    /// <summary>A list, empty when absent.</summary>
    public readonly EquatableList<T> ListOrEmpty<T>(int field) => Unsafe.As<EquatableList<T>?>(this[field]) ?? EquatableList<T>.Empty;
}
