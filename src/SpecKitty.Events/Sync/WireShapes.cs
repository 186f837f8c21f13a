using System.Text.RegularExpressions;
using SpecKitty.Events.Lanes;
using SpecKitty.Events.Shapes;
using SpecKitty.Events.Values;

namespace SpecKitty.Events.Sync;

/// <summary>The shapes that only wire payloads have.</summary>
internal static partial class WireShapes
{
    /// <summary><c>WP</c> and two digits.</summary>
    public static TextShape WorkPackageId { get; } = Shape.Pattern(WorkPackageIdForm(), "^WP[0-9]{2}$", "WP and two digits, such as WP01");

    /// <summary>Three digits, a hyphen, and small letters, digits and hyphens.</summary>
    public static TextShape NumberedSlug { get; } = Shape.Pattern(NumberedSlugForm(), "^[0-9]{3}-[a-z0-9-]+$", "three digits, a hyphen, and small letters, digits or hyphens, such as 039-cli-readiness");

    /// <summary>Three digits.</summary>
    public static TextShape FeatureNumber { get; } = Shape.Pattern(FeatureNumberForm(), "^[0-9]{3}$", "three digits");

    /// <summary>A date or date-time, with or without an offset.</summary>
    public static LooseDateTimeShape DateTime { get; } = new();

    /// <summary>A canonical lane, a lane of the wire, or an alias.</summary>
    public static WordShape AnyLane { get; } = new([.. Vocabulary<Lane>.Instance.Words.Union(Vocabulary<SyncLane>.Instance.Words).Union(LaneMapping.Aliases.Keys)]);

    // \z and not $: in .NET a $ lets a final line break pass.
    [GeneratedRegex(@"^WP[0-9]{2}\z", RegexOptions.CultureInvariant)]
    private static partial Regex WorkPackageIdForm();

    [GeneratedRegex(@"^[0-9]{3}-[a-z0-9-]+\z", RegexOptions.CultureInvariant)]
    private static partial Regex NumberedSlugForm();

    [GeneratedRegex(@"^[0-9]{3}\z", RegexOptions.CultureInvariant)]
    private static partial Regex FeatureNumberForm();
}
