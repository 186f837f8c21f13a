using System.Text.Json;

namespace SpecKitty.Events.Schemas;

/// <summary>
/// Builds the node graph of a schema: one node for each subschema, then the references between them, then the short cuts
/// that evaluation takes.
/// </summary>
internal sealed class SchemaCompiler
{
    private const string Dialect = "https://json-schema.org/draft/2020-12/schema";

    private readonly SchemaDocument _document;
    private readonly Dictionary<string, SchemaNode> _nodes = new(StringComparer.Ordinal);
    private readonly Queue<(InPlaceRules Rules, string Reference, Uri Base, string Pointer)> _references = new();

    private SchemaCompiler(SchemaDocument document, SchemaOptions options)
    {
        _document = document;
        Options = options;
    }

    public SchemaOptions Options { get; }

    public static CompiledSchema Compile(ReadOnlyMemory<byte> schemaUtf8, SchemaOptions options)
    {
        if (!InstanceText.IsSound(schemaUtf8.Span))
        {
            throw new SchemaException("", "the text is not UTF-8, or holds half a surrogate pair");
        }

        try
        {
            using var json = JsonDocument.Parse(schemaUtf8, new JsonDocumentOptions { AllowDuplicateProperties = false });
            var root = new SchemaCompiler(new SchemaDocument(json.RootElement), options).CompileRoot();
            return new CompiledSchema(root, options, TextOf(json.RootElement, "$id"), TextOf(json.RootElement, "title"));
        }
        catch (JsonException fault)
        {
            throw new SchemaException("", "the text is not well-formed JSON: " + fault.Message.TrimEnd('.'), fault);
        }
    }

    /// <summary>The node of a subschema; compiled when it is met for the first time.</summary>
    public SchemaNode NodeAt(SchemaPlace place)
    {
        if (!_nodes.TryGetValue(place.Pointer, out var node))
        {
            node = new SchemaNode(place.Pointer);
            _nodes.Add(place.Pointer, node);
            Fill(node, place);
        }

        return node;
    }

    /// <summary>Notes a reference, to be resolved when every subschema has its node.</summary>
    public void AddReference(InPlaceRules rules, string reference, Uri baseUri, string pointer) =>
        _references.Enqueue((rules, reference, baseUri, pointer));

    private SchemaNode CompileRoot()
    {
        var root = NodeAt(_document.Root);
        while (_references.TryDequeue(out var reference))
        {
            reference.Rules.Reference = NodeAt(_document.Resolve(reference.Reference, reference.Base, reference.Pointer));
        }

        SchemaLoops.Refuse(_nodes.Values);
        foreach (var node in _nodes.Values)
        {
            Relink(node);
        }

        foreach (var node in _nodes.Values)
        {
            ShortenNullable(node);
        }

        return Follow(root);
    }

    private void Fill(SchemaNode node, SchemaPlace place)
    {
        switch (place.Element.ValueKind)
        {
            case JsonValueKind.True:
                return;
            case JsonValueKind.False:
                node.Kinds = JsonKinds.None;
                node.RefusesAll = true;
                return;
            case JsonValueKind.Object:
                CheckDialect(place);
                new KeywordCompiler(this, node, place).Compile();
                return;
            default:
                throw new SchemaException(place.Pointer, $"a schema must be an object or a boolean, but is {KeywordValue.Describe(place.Element)}");
        }
    }

    private static void CheckDialect(SchemaPlace place)
    {
        if (TextOf(place.Element, "$schema") is { } dialect && dialect.TrimEnd('#') != Dialect)
        {
            throw new SchemaException(place.Pointer + "/$schema", $"only '{Dialect}' is supported, but it is '{dialect}'");
        }
    }

    private static void Relink(SchemaNode node)
    {
        node.InPlace?.Relink(Follow);
        if (node.Object is { } members)
        {
            members.Additional = FollowUnlessOpen(members.Additional);
            members.Names = FollowUnlessOpen(members.Names);
            members.Members = [.. members.Members.Select(member => member with { Value = FollowUnlessOpen(member.Value) })];
            members.Patterns = [.. members.Patterns.Select(pattern => pattern with { Value = Follow(pattern.Value) })];
        }

        if (node.Array is { } items)
        {
            items.Items = FollowUnlessOpen(items.Items);
            items.Prefix = [.. items.Prefix.Select(Follow)];
        }
    }

    // Past the nodes that only point elsewhere. Loops of those are refused before.
    private static SchemaNode Follow(SchemaNode node)
    {
        while (node.IsAlias)
        {
            node = node.InPlace!.Reference!;
        }

        return node;
    }

    private static SchemaNode? FollowUnlessOpen(SchemaNode? node)
    {
        var target = node is null ? null : Follow(node);
        return target is { AcceptsAll: true } ? null : target;
    }

    private static void ShortenNullable(SchemaNode node)
    {
        if (!node.IsOnlyAnyOf || node.InPlace!.AnyOf is not [var first, var second])
        {
            return;
        }

        if (second.AcceptsOnlyNull)
        {
            node.NullableForm = first;
        }
        else if (first.AcceptsOnlyNull)
        {
            node.NullableForm = second;
        }
    }

    private static string? TextOf(JsonElement schema, string keyword) =>
        schema.ValueKind == JsonValueKind.Object && schema.TryGetProperty(keyword, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;
}
