using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;
using SpecKitty.Events.Values;

namespace SpecKitty.Events.Shapes;

/// <summary>The shapes that payloads are made of.</summary>
internal static class Shape
{
    /// <summary>Any text.</summary>
    public static TextShape AnyText { get; } = new(0);

    /// <summary>A text of at least one character.</summary>
    public static TextShape Text { get; } = new(1);

    /// <summary>True or false.</summary>
    public static BooleanShape Boolean { get; } = new();

    /// <summary>A date-time with an offset.</summary>
    public static TimestampShape Timestamp { get; } = new();

    /// <summary>A ULID or a UUID.</summary>
    public static IdShape Id { get; } = new();

    /// <summary>A UUID.</summary>
    public static UuidShape Uuid { get; } = new();

    /// <summary>Any object, kept as it came.</summary>
    public static ObjectShape Object { get; } = new();

    /// <summary>An http or https URL.</summary>
    public static UrlShape Url { get; } = new();

    /// <summary>A text of one form.</summary>
    public static TextShape Pattern(Regex form, string schemaPattern, string rule) => new(0, form, schemaPattern, rule);

    /// <summary>A whole number of at least <paramref name="minimum"/>.</summary>
    public static IntegerShape AtLeast(long minimum) => new(minimum);

    /// <summary>How many there are, as states count: 0 to 2^31-1.</summary>
    public static IntegerShape Count { get; } = new(0, int.MaxValue);

    /// <summary>A whole number greater than zero, in digits alone.</summary>
    public static IntegerShape Positive { get; } = new(1, exclusive: true, strict: true);

    /// <summary>A text of a closed vocabulary.</summary>
    public static VocabularyShape OneOf<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicFields)] TEnum>()
        where TEnum : struct, Enum => new(Vocabulary<TEnum>.Instance);

    /// <summary>A list of texts.</summary>
    public static ListShape<string> Texts(int minItems = 0) => new(AnyText, minItems);

    /// <summary>A list of models.</summary>
    public static ListShape<T> ListOf<T>(ModelShape<T> item, int minItems = 0)
        where T : class => new(item, minItems);

    /// <summary>A set of texts.</summary>
    public static SetShape Set { get; } = new();

    /// <summary>A map from texts.</summary>
    public static MapShape<string, T> MapOf<T>(ValueShape value, Func<string, T, (string Member, string Message)?>? rule = null) => new(static key => key, "text", value, rule);
}
