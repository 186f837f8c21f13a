namespace SpecKitty.Events.Schemas;

/// <summary>What a subschema asks of arrays.</summary>
internal sealed class ArrayRules
{
    /// <summary>For the first items, by position.</summary>
    public SchemaNode[] Prefix { get; set; } = [];

    /// <summary>For the items after the prefix; <see langword="null"/> when anything will do.</summary>
    public SchemaNode? Items { get; set; }

    public int MinCount { get; set; }

    public int MaxCount { get; set; } = int.MaxValue;

    public bool Unique { get; set; }
}
