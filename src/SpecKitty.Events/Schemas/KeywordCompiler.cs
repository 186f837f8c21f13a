using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace SpecKitty.Events.Schemas;

/// <summary>Compiles the keywords of one subschema into its node.</summary>
internal sealed class KeywordCompiler(SchemaCompiler compiler, SchemaNode node, SchemaPlace place)
{
    // Keywords of the draft that assert something we do not evaluate. Passing over them would accept what they refuse.
    private static readonly HashSet<string> Unsupported = new(StringComparer.Ordinal)
    {
        "$dynamicAnchor", "$dynamicRef", "contains", "dependentRequired", "dependentSchemas", "maxContains", "minContains",
        "unevaluatedItems", "unevaluatedProperties",
    };

    private readonly Uri _base = SchemaDocument.BaseOf(place);
    private readonly List<ConstantRule> _constants = [];
    private readonly List<(string Name, SchemaNode Value)> _properties = [];
    private string[] _required = [];

    private InPlaceRules InPlace => node.InPlace ??= new InPlaceRules();

    private TextRules Text => node.Text ??= new TextRules();

    private NumberRules Number => node.Number ??= new NumberRules();

    private ObjectRules Object => node.Object ??= new ObjectRules();

    private ArrayRules Array => node.Array ??= new ArrayRules();

    public void Compile()
    {
        foreach (var keyword in place.Element.EnumerateObject())
        {
            if (Unsupported.Contains(keyword.Name))
            {
                throw new SchemaException(place.Pointer, $"keyword {keyword.Name} is not supported");
            }

            var value = new KeywordValue(keyword.Value, place.Pointer + "/" + SchemaDocument.EscapeToken(keyword.Name));
            CompileKeyword(keyword.Name, value);
        }

        node.Constants = _constants.Count > 0 ? [.. _constants] : null;
        if (_properties.Count > 0 || _required.Length > 0)
        {
            Object.Required = _required;
            Object.Members = Members();
        }
    }

    private void CompileKeyword(string name, KeywordValue value)
    {
        switch (name)
        {
            case "$id" or "$anchor" or "title" or "description" or "$comment" or "$schema":
                value.Text();
                break;
            case "$defs":
                // Compiled even when nothing refers to them, so that their faults are found.
                Named(value);
                break;
            case "$ref":
                compiler.AddReference(InPlace, value.Text(), _base, value.Pointer);
                break;
            case "type":
                node.Kinds = Kinds(value);
                break;
            case "const":
                _constants.Add(new ConstantRule(name, [new Constant(value.Element)]));
                break;
            case "enum":
                _constants.Add(new ConstantRule(name, [.. value.Items().Select(item => new Constant(item))]));
                break;
            default:
                if (!CompileInPlace(name, value) && !CompileScalar(name, value) && !CompileObject(name, value))
                {
                    CompileArray(name, value);
                }

                break;
        }
    }

    private bool CompileInPlace(string name, KeywordValue value)
    {
        switch (name)
        {
            case "allOf":
                InPlace.AllOf = Listed(value);
                return true;
            case "anyOf":
                InPlace.AnyOf = Listed(value);
                return true;
            case "oneOf":
                InPlace.OneOf = Listed(value);
                return true;
            case "not":
                InPlace.Not = Single(value);
                return true;
            case "if":
                InPlace.If = Single(value);
                return true;
            case "then" or "else":
                var branch = Single(value);
                if (!place.Element.TryGetProperty("if", out _))
                {
                    return true;
                }

                (InPlace.Then, InPlace.Else) = name == "then" ? (branch, InPlace.Else) : (InPlace.Then, branch);
                return true;
            default:
                return false;
        }
    }

    private bool CompileScalar(string name, KeywordValue value)
    {
        switch (name)
        {
            case "minLength":
                Text.MinLength = value.Count();
                return true;
            case "maxLength":
                Text.MaxLength = value.Count();
                return true;
            case "pattern":
                Text.PatternText = value.Text();
                Text.Pattern = Pattern(Text.PatternText, value.Pointer);
                return true;
            case "format":
                var format = FormatChecks.Parse(value.Text());
                if (compiler.Options.AssertFormats && format != AssertedFormat.None)
                {
                    Text.Format = format;
                    Text.FormatTest = FormatChecks.TestOf(format);
                }

                return true;
            case "minimum":
                Number.Minimum = new NumberBound(value.Number());
                return true;
            case "maximum":
                Number.Maximum = new NumberBound(value.Number());
                return true;
            case "exclusiveMinimum":
                Number.ExclusiveMinimum = new NumberBound(value.Number());
                return true;
            case "exclusiveMaximum":
                Number.ExclusiveMaximum = new NumberBound(value.Number());
                return true;
            case "multipleOf":
                CompileMultipleOf(value);
                return true;
            default:
                return false;
        }
    }

    private void CompileMultipleOf(KeywordValue value)
    {
        var text = value.Number();
        var number = NumberValue.Parse(text);
        if (number.IsZero || number.IsNegative || !number.TryGetDigits(out var digits))
        {
            throw value.Fault("a number greater than 0 of at most 18 significant digits");
        }

        Number.MultipleOfDigits = digits;
        Number.MultipleOfPower = number.LowestPower;
        Number.MultipleOfText = Encoding.UTF8.GetString(text);
    }

    private bool CompileObject(string name, KeywordValue value)
    {
        switch (name)
        {
            case "properties":
                _properties.AddRange(Named(value));
                return true;
            case "required":
                _required = value.Names();
                return true;
            case "patternProperties":
                Object.Patterns = [.. Named(value).Select(entry => new PatternRule(Pattern(entry.Name, value.Pointer), entry.Value))];
                return true;
            case "additionalProperties":
                Object.Additional = Single(value);
                return true;
            case "propertyNames":
                Object.Names = Single(value);
                return true;
            case "minProperties":
                Object.MinCount = value.Count();
                return true;
            case "maxProperties":
                Object.MaxCount = value.Count();
                return true;
            default:
                return false;
        }
    }

    private void CompileArray(string name, KeywordValue value)
    {
        switch (name)
        {
            case "prefixItems":
                Array.Prefix = Listed(value);
                break;
            case "items":
                Array.Items = Single(value);
                break;
            case "minItems":
                Array.MinCount = value.Count();
                break;
            case "maxItems":
                Array.MaxCount = value.Count();
                break;
            case "uniqueItems":
                Array.Unique = value.Flag();
                break;
        }
    }

    // In the order of properties, which is the likeliest order of an instance; then what is only required.
    private MemberRule[] Members()
    {
        var known = _properties.Select(property => property.Name).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. _properties.Select(property => Member(property.Name, property.Value)),
            .. _required.Where(name => !known.Contains(name)).Select(name => Member(name, null)),
        ];

        MemberRule Member(string name, SchemaNode? value) =>
            new(Encoding.UTF8.GetBytes(name), value, System.Array.IndexOf(_required, name), known.Contains(name));
    }

    private static JsonKinds Kinds(KeywordValue value)
    {
        var names = value.Element.ValueKind == JsonValueKind.String ? [value.Text()] : value.Names();
        var kinds = JsonKinds.None;
        foreach (var name in names)
        {
            var kind = JsonKindNames.Parse(name);
            kinds |= kind != JsonKinds.None ? kind : throw value.Fault("types of JSON Schema");
        }

        if (kinds == JsonKinds.None)
        {
            throw value.Fault("at least one type");
        }

        return kinds.HasFlag(JsonKinds.Number) ? kinds | JsonKinds.Integer : kinds;
    }

    private static Regex Pattern(string pattern, string pointer)
    {
        try
        {
            return PatternCompiler.Compile(pattern);
        }
        catch (FormatException fault)
        {
            throw new SchemaException(pointer, $"pattern '{ViolationSink.Cut(pattern)}' cannot be used: {fault.Message.TrimEnd('.')}", fault);
        }
    }

    private SchemaNode Single(KeywordValue value) => compiler.NodeAt(new SchemaPlace(value.Element, value.Pointer, _base));

    private SchemaNode[] Listed(KeywordValue value)
    {
        var at = 0;
        var nodes = new List<SchemaNode>();
        foreach (var item in value.Items())
        {
            var pointer = string.Create(CultureInfo.InvariantCulture, $"{value.Pointer}/{at++}");
            nodes.Add(compiler.NodeAt(new SchemaPlace(item, pointer, _base)));
        }

        return nodes.Count > 0 ? [.. nodes] : throw value.Fault("an array of at least one schema");
    }

    private List<(string Name, SchemaNode Value)> Named(KeywordValue value)
    {
        var nodes = new List<(string Name, SchemaNode Value)>();
        foreach (var member in value.Members())
        {
            var pointer = value.Pointer + "/" + SchemaDocument.EscapeToken(member.Name);
            nodes.Add((member.Name, compiler.NodeAt(new SchemaPlace(member.Value, pointer, _base))));
        }

        return nodes;
    }
}
