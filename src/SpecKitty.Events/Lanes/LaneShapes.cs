using SpecKitty.Events.Shapes;
using SpecKitty.Events.Values;

namespace SpecKitty.Events.Lanes;

/// <summary>The shapes of lanes in payloads.</summary>
internal static class LaneShapes
{
    /// <summary>A canonical lane, or an alias of one. The alias is for the model only: the schema knows canonical lanes.</summary>
    public static VocabularyShape Canonical { get; } = new(
        Vocabulary<Lane>.Instance,
        schemaName: "Lane",
        aliases: LaneMapping.Aliases.ToDictionary(alias => alias.Key, alias => (object)alias.Value, StringComparer.Ordinal));
}
