namespace SpecKitty.Events.Schemas;

/// <summary>
/// One compiled subschema. Filled by the compiler and never changed after that, so many threads may evaluate with it.
/// </summary>
internal sealed class SchemaNode(string pointer)
{
    /// <summary>JSON pointer of the subschema in its document.</summary>
    public string Pointer { get; } = pointer;

    public JsonKinds Kinds { get; set; } = JsonKinds.All;

    /// <summary>Whether this is the schema <c>false</c>.</summary>
    public bool RefusesAll { get; set; }

    /// <summary>
    /// Set when the subschema only says "this form, or null": the evaluation then goes straight on with the form, where
    /// the general way would read the value twice.
    /// </summary>
    public SchemaNode? NullableForm { get; set; }

    public ConstantRule[]? Constants { get; set; }

    public TextRules? Text { get; set; }

    public NumberRules? Number { get; set; }

    public ObjectRules? Object { get; set; }

    public ArrayRules? Array { get; set; }

    /// <summary>The subschemas for the same value; absent when there are none.</summary>
    public InPlaceRules? InPlace { get; set; }

    /// <summary>Whether there is nothing to check of any value.</summary>
    public bool AcceptsAll => Kinds == JsonKinds.All && HasNoRuleBesidesKinds && InPlace is null;

    /// <summary>Whether this says nothing but <c>type: null</c>.</summary>
    public bool AcceptsOnlyNull => Kinds == JsonKinds.Null && !RefusesAll && HasNoRuleBesidesKinds && InPlace is null;

    /// <summary>Whether this does nothing but point elsewhere.</summary>
    public bool IsAlias => Kinds == JsonKinds.All && HasNoRuleBesidesKinds && InPlace is { IsOnlyReference: true };

    /// <summary>Whether this does nothing but choose among <c>anyOf</c>.</summary>
    public bool IsOnlyAnyOf => Kinds == JsonKinds.All && HasNoRuleBesidesKinds && InPlace is { IsOnlyAnyOf: true };

    private bool HasNoRuleBesidesKinds =>
        Constants is null && Text is null && Number is null && Object is null && Array is null;
}

/// <summary>Subschemas that look at the same value as the one they stand in.</summary>
internal sealed class InPlaceRules
{
    public SchemaNode? Reference { get; set; }

    public SchemaNode[]? AllOf { get; set; }

    public SchemaNode[]? AnyOf { get; set; }

    public SchemaNode[]? OneOf { get; set; }

    public SchemaNode? Not { get; set; }

    public SchemaNode? If { get; set; }

    public SchemaNode? Then { get; set; }

    public SchemaNode? Else { get; set; }

    public bool IsOnlyReference => Reference is not null && AnyOf is null && HasNoneBesides;

    public bool IsOnlyAnyOf => AnyOf is not null && Reference is null && HasNoneBesides;

    private bool HasNoneBesides => AllOf is null && OneOf is null && Not is null && If is null;

    /// <summary>Every subschema here, for walks over the graph.</summary>
    public IEnumerable<SchemaNode> All()
    {
        SchemaNode?[] single = [Reference, Not, If, Then, Else];
        return single.OfType<SchemaNode>().Concat(AllOf ?? []).Concat(AnyOf ?? []).Concat(OneOf ?? []);
    }

    /// <summary>Replaces every subschema by what <paramref name="follow"/> gives for it.</summary>
    public void Relink(Func<SchemaNode, SchemaNode> follow)
    {
        Reference = Follow(Reference);
        Not = Follow(Not);
        If = Follow(If);
        Then = Follow(Then);
        Else = Follow(Else);
        AllOf = AllOf?.Select(follow).ToArray();
        AnyOf = AnyOf?.Select(follow).ToArray();
        OneOf = OneOf?.Select(follow).ToArray();

        SchemaNode? Follow(SchemaNode? node) => node is null ? null : follow(node);
    }
}
