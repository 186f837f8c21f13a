using System.Text;

namespace SpecKitty.Events.Shapes;

/// <summary>One member of a model: its name on the wire, its rule, and whether it may be absent or null.</summary>
/// <param name="Name">The member's name, snake_case.</param>
/// <param name="Shape">The rule of its value.</param>
/// <param name="IsRequired">Whether it must be present.</param>
/// <param name="IsNullable">Whether null is allowed.</param>
/// <param name="Default">What an absent member stands for, as JSON text; null when there is no default.</param>
/// <param name="Description">What it means, for schemas and tables.</param>
internal sealed record FieldShape(string Name, ValueShape Shape, bool IsRequired, bool IsNullable, string? Default, string Description)
{
    public byte[] Utf8Name { get; } = Encoding.UTF8.GetBytes(Name);

    /// <summary>A member that must be present and not null.</summary>
    public static FieldShape Required(string name, ValueShape shape, string description) => new(name, shape, true, false, null, description);

    /// <summary>A member that may be absent or null.</summary>
    public static FieldShape Optional(string name, ValueShape shape, string description) => new(name, shape, false, true, "null", description);

    /// <summary>A member that must be present and may be null.</summary>
    public static FieldShape Nullable(string name, ValueShape shape, string description) => new(name, shape, true, true, null, description);

    /// <summary>A member that may be absent, but not null.</summary>
    public static FieldShape Defaulted(string name, ValueShape shape, string defaultJson, string description) => new(name, shape, false, false, defaultJson, description);

    /// <summary>A member that may be absent, but not null, and has no default.</summary>
    public static FieldShape Omissible(string name, ValueShape shape, string description) => new(name, shape, false, false, null, description);
}
