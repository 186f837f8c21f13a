using System.Text.Json;

namespace SpecKitty.Events.Schemas;

/// <summary>A place in a schema document.</summary>
/// <param name="Element">The subschema there.</param>
/// <param name="Pointer">JSON pointer from the root of the document.</param>
/// <param name="Base">The URI that references in it start from, its own <c>$id</c> not yet counted.</param>
internal readonly record struct SchemaPlace(JsonElement Element, string Pointer, Uri Base);

/// <summary>Finds the targets of references: by <c>$id</c>, by <c>$anchor</c> and by JSON pointer, inside one document.</summary>
internal sealed class SchemaDocument
{
    // What relative ids and references start from when the document names no absolute one.
    private static readonly Uri DefaultBase = new("http://schema.invalid/");

    private static readonly HashSet<string> SingleSubschemas = new(StringComparer.Ordinal)
    {
        "additionalProperties", "contentSchema", "else", "if", "items", "not", "propertyNames", "then",
    };

    private static readonly HashSet<string> ListedSubschemas = new(StringComparer.Ordinal) { "allOf", "anyOf", "oneOf", "prefixItems" };

    private static readonly HashSet<string> NamedSubschemas = new(StringComparer.Ordinal) { "$defs", "patternProperties", "properties" };

    private readonly Dictionary<string, SchemaPlace> _resources = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SchemaPlace> _anchors = new(StringComparer.Ordinal);

    public SchemaDocument(JsonElement root)
    {
        Root = new SchemaPlace(root, "", DefaultBase);
        _resources[DefaultBase.AbsoluteUri] = Root;
        Index(Root);
    }

    public SchemaPlace Root { get; }

    /// <summary>The URI that references inside a subschema start from: its own <c>$id</c>, or what it is given.</summary>
    public static Uri BaseOf(SchemaPlace place)
    {
        if (place.Element.ValueKind != JsonValueKind.Object || !place.Element.TryGetProperty("$id", out var id) || id.ValueKind != JsonValueKind.String)
        {
            return place.Base;
        }

        var text = id.GetString()!.TrimEnd('#');
        if (text.Contains('#', StringComparison.Ordinal))
        {
            throw new SchemaException(place.Pointer, $"$id must not have a fragment, but is '{text}'");
        }

        return Uri.TryCreate(place.Base, text, out var absolute)
            ? absolute
            : throw new SchemaException(place.Pointer, $"$id must be a URI reference, but is '{text}'");
    }

    /// <summary>The place a reference leads to.</summary>
    /// <param name="reference">The text of <c>$ref</c>.</param>
    /// <param name="baseUri">What it starts from.</param>
    /// <param name="pointer">Where the reference stands, for errors.</param>
    /// <exception cref="SchemaException">It leads nowhere in this document.</exception>
    public SchemaPlace Resolve(string reference, Uri baseUri, string pointer)
    {
        var mark = reference.IndexOf('#', StringComparison.Ordinal);
        var address = mark < 0 ? reference : reference[..mark];
        var fragment = mark < 0 ? "" : Uri.UnescapeDataString(reference[(mark + 1)..]);
        var target = baseUri;
        if (address.Length > 0 && !Uri.TryCreate(baseUri, address, out target!))
        {
            throw new SchemaException(pointer, $"$ref must be a URI reference, but is '{reference}'");
        }

        if (!_resources.TryGetValue(target.AbsoluteUri, out var resource))
        {
            throw new SchemaException(
                pointer, $"$ref '{reference}' leads to another document; only places inside this one can be referred to");
        }

        if (fragment.Length == 0)
        {
            return resource;
        }

        if (fragment[0] == '/')
        {
            return Walk(resource, fragment, reference, pointer);
        }

        return _anchors.TryGetValue(target.AbsoluteUri + "#" + fragment, out var place)
            ? place
            : throw new SchemaException(pointer, $"$ref '{reference}' names an anchor that is not there");
    }

    public static string EscapeToken(string token) =>
        token.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);

    private static SchemaPlace Walk(SchemaPlace resource, string fragment, string reference, string pointer)
    {
        var place = resource;
        foreach (var token in fragment[1..].Split('/'))
        {
            var name = token.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
            JsonElement next;
            var found = place.Element.ValueKind switch
            {
                JsonValueKind.Object => place.Element.TryGetProperty(name, out next),
                JsonValueKind.Array => TryGetItem(place.Element, name, out next),
                _ => Miss(out next),
            };
            if (!found)
            {
                throw new SchemaException(pointer, $"$ref '{reference}' leads to a place that is not there");
            }

            place = new SchemaPlace(next, place.Pointer + "/" + EscapeToken(name), BaseOf(place));
        }

        return place;
    }

    private static bool TryGetItem(JsonElement array, string name, out JsonElement item)
    {
        if (int.TryParse(name, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var at)
            && at < array.GetArrayLength())
        {
            item = array[at];
            return true;
        }

        return Miss(out item);
    }

    private static bool Miss(out JsonElement element)
    {
        element = default;
        return false;
    }

    private void Index(SchemaPlace place)
    {
        if (place.Element.ValueKind != JsonValueKind.Object)
        {
            return;
        }

        var inside = BaseOf(place);
        if (place.Element.TryGetProperty("$id", out _))
        {
            Register(_resources, inside.AbsoluteUri, place, "$id");
        }

        if (place.Element.TryGetProperty("$anchor", out var anchor) && anchor.ValueKind == JsonValueKind.String)
        {
            Register(_anchors, inside.AbsoluteUri + "#" + anchor.GetString(), place, "$anchor");
        }

        foreach (var keyword in place.Element.EnumerateObject())
        {
            var pointer = place.Pointer + "/" + EscapeToken(keyword.Name);
            if (SingleSubschemas.Contains(keyword.Name))
            {
                Index(new SchemaPlace(keyword.Value, pointer, inside));
            }
            else if (ListedSubschemas.Contains(keyword.Name) && keyword.Value.ValueKind == JsonValueKind.Array)
            {
                var at = 0;
                foreach (var item in keyword.Value.EnumerateArray())
                {
                    Index(new SchemaPlace(item, string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{pointer}/{at++}"), inside));
                }
            }
            else if (NamedSubschemas.Contains(keyword.Name) && keyword.Value.ValueKind == JsonValueKind.Object)
            {
                foreach (var member in keyword.Value.EnumerateObject())
                {
                    Index(new SchemaPlace(member.Value, pointer + "/" + EscapeToken(member.Name), inside));
                }
            }
        }
    }

    private static void Register(Dictionary<string, SchemaPlace> places, string key, SchemaPlace place, string keyword)
    {
        if (!places.TryAdd(key, place) && places[key].Pointer != place.Pointer)
        {
            throw new SchemaException(place.Pointer, $"{keyword} '{key}' is taken already by '#{places[key].Pointer}'");
        }
    }
}
