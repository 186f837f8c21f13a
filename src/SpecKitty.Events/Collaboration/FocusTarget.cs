using System.Text.Json.Serialization;
using SpecKitty.Events.Shapes;
using SpecKitty.Events.Values;

namespace SpecKitty.Events.Collaboration;

/// <summary>What somebody works on.</summary>
/// <remarks>Equal by value; a key of maps in C#, and <c>type:id</c> as a key in JSON.</remarks>
[JsonConverter(typeof(FocusTargetConverter))]
public sealed record FocusTarget : IContractModel<FocusTarget>
{
    /// <summary>What kind of thing.</summary>
    public required FocusTargetType TargetType { get; init; }

    /// <summary>Which one. At least one character.</summary>
    public required string TargetId { get; init; }

    /// <summary>The target as a key of a JSON object: <c>type:id</c>.</summary>
    /// <returns>Such as <c>wp:WP01</c>.</returns>
    public string ToKey() => $"{Vocabulary<FocusTargetType>.Instance.TextOf(TargetType)}:{TargetId}";

    /// <summary>Reads a key of a JSON object.</summary>
    /// <param name="key">Such as <c>wp:WP01</c>; the id may hold colons.</param>
    /// <returns>The target; null when the text is no key.</returns>
    public static FocusTarget? FromKey(string key)
    {
        var at = key.IndexOf(':');
        return at > 0 && at < key.Length - 1 && Vocabulary<FocusTargetType>.Instance.TryParse(key[..at], out var type)
            ? new FocusTarget { TargetType = type, TargetId = key[(at + 1)..] }
            : null;
    }

    /// <inheritdoc/>
    public override string ToString() => ToKey();

    static ModelShape<FocusTarget> IContractModel<FocusTarget>.Shape { get; } = new(
        "What somebody works on.",
        [
            FieldShape.Required("target_type", Shape.OneOf<FocusTargetType>(), "What kind of thing."),
            FieldShape.Required("target_id", Shape.Text, "Which one. At least one character."),
        ],
        static (in FieldValues values) => new FocusTarget
        {
            TargetType = values.Value<FocusTargetType>(0),
            TargetId = values.Get<string>(1),
        });
}
