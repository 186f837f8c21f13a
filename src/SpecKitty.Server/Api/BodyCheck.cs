using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using SpecKitty.Server.Requests;

namespace SpecKitty.Server.Api;

/// <summary>Holds a JSON object against a record before it is read as one, so that the caller learns every fault and the field that it is in.</summary>
/// <remarks>Texts are never repeated in a fault: they may be secrets. Only words of a closed set are.</remarks>
internal static class BodyCheck
{
    private const int MostWordShown = 40;

    /// <summary>What is wrong with an object.</summary>
    /// <param name="body">The object.</param>
    /// <param name="type">The record that it is to be.</param>
    /// <param name="path">Where the object stands in the body, with a dot behind it; empty for the body.</param>
    /// <returns>One sentence a fault; empty when the record can be made.</returns>
    public static List<string> FindFaults(JsonElement body, JsonTypeInfo type, string path = "")
    {
        var faults = new List<string>();
        foreach (var property in type.Properties)
        {
            var name = path + property.Name;
            if (!body.TryGetProperty(property.Name, out var value))
            {
                if (property.IsRequired)
                {
                    faults.Add($"{name} is missing: it must be {Describe(property.PropertyType)}.");
                }
            }
            else if (value.ValueKind != JsonValueKind.Null || !IsNullable(property))
            {
                Check(value, property.PropertyType, property, type.Options, name, faults);
            }
        }

        return faults;
    }

    private static bool IsNullable(JsonPropertyInfo property)
        => property.PropertyType.IsValueType ? Nullable.GetUnderlyingType(property.PropertyType) is not null : property.IsSetNullable;

    private static void Check(JsonElement value, Type declared, JsonPropertyInfo? property, JsonSerializerOptions options, string name, List<string> faults)
    {
        var type = Nullable.GetUnderlyingType(declared) ?? declared;
        if (type == typeof(string))
        {
            CheckText(value, property, name, faults);
        }
        else if (type == typeof(int) || type == typeof(long))
        {
            CheckNumber(value, type, property, name, faults);
        }
        else if (type.IsEnum)
        {
            CheckWord(value, type, name, faults);
        }
        else if (type == typeof(bool) || type == typeof(Guid) || type == typeof(DateTimeOffset))
        {
            if (!IsScalar(value, type))
            {
                faults.Add($"{name} must be {Describe(type)}; it is {Kind(value)}.");
            }
        }
        else
        {
            CheckParts(value, options.GetTypeInfo(type), name, faults);
        }
    }

    private static void CheckText(JsonElement value, JsonPropertyInfo? property, string name, List<string> faults)
    {
        if (Text(value) is not { } text)
        {
            faults.Add($"{name} must be a text; it is {(value.ValueKind == JsonValueKind.String ? "no Unicode: it has half of a surrogate pair" : Kind(value))}.");
        }
        else if (Attribute<StringLengthAttribute>(property) is { } bounds && (text.Length < bounds.MinimumLength || text.Length > bounds.MaximumLength))
        {
            faults.Add($"{name} must be a text of {bounds.MinimumLength} to {bounds.MaximumLength} characters; it has {text.Length}.");
        }
        else if (RequestText.FindFault(text, Attribute<TextRuleAttribute>(property)?.Rule ?? TextRule.Line) is { } fault)
        {
            faults.Add($"{name} {fault}.");
        }
    }

    private static void CheckNumber(JsonElement value, Type type, JsonPropertyInfo? property, string name, List<string> faults)
    {
        if (value.ValueKind != JsonValueKind.Number || !value.TryGetInt64(out var number) || (type == typeof(int) && number != (int)number))
        {
            faults.Add($"{name} must be a whole number; it is {Kind(value)}.");
        }
        else if (Attribute<RangeAttribute>(property) is { Minimum: int least, Maximum: int most } && (number < least || number > most))
        {
            faults.Add($"{name} must be from {least} to {most}; it is {number}.");
        }
    }

    private static void CheckWord(JsonElement value, Type type, string name, List<string> faults)
    {
        var words = Words(type);
        var text = Text(value);
        if (text is null || !words.Contains(text))
        {
            faults.Add($"{name} must be {OneOf(words)}; it is {(text is null ? Kind(value) : $"\"{Cut(text)}\"")}.");
        }
    }

    private static void CheckParts(JsonElement value, JsonTypeInfo type, string name, List<string> faults)
    {
        switch (type.Kind)
        {
            case JsonTypeInfoKind.Enumerable when value.ValueKind == JsonValueKind.Array:
                var position = 0;
                foreach (var element in value.EnumerateArray())
                {
                    Check(element, type.ElementType!, null, type.Options, $"{name}[{position++}]", faults);
                }

                break;
            case JsonTypeInfoKind.Object when value.ValueKind == JsonValueKind.Object:
                faults.AddRange(FindFaults(value, type, $"{name}."));
                break;
            default:
                faults.Add($"{name} must be {Describe(type.Type)}; it is {Kind(value)}.");
                break;
        }
    }

    private static bool IsScalar(JsonElement value, Type type)
        => type == typeof(bool) ? value.ValueKind is JsonValueKind.True or JsonValueKind.False
        : type == typeof(Guid) ? UuidConverter.TryRead(Text(value), out _)
        : InstantConverter.TryRead(Text(value), out _);

    private static string Describe(Type declared)
    {
        var type = Nullable.GetUnderlyingType(declared) ?? declared;
        return type == typeof(string) ? "a text"
            : type == typeof(int) || type == typeof(long) ? "a whole number"
            : type == typeof(bool) ? "true or false"
            : type == typeof(Guid) ? "a UUID"
            : type == typeof(DateTimeOffset) ? "an ISO 8601 date-time with an offset"
            : type.IsEnum ? OneOf(Words(type))
            : ApiJson.Options.GetTypeInfo(type).Kind == JsonTypeInfoKind.Enumerable ? "a list"
            : "an object";
    }

    private static string Kind(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => "null",
        JsonValueKind.Number => "a number",
        JsonValueKind.True or JsonValueKind.False => "true or false",
        JsonValueKind.Array => "a list",
        JsonValueKind.Object => "an object",
        _ => "a text",
    };

    private static string? Text(JsonElement value)
    {
        try
        {
            return value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            // A lone surrogate is no text.
            return null;
        }
    }

    private static string[] Words(Type type) => [.. Enum.GetNames(type).Select(JsonNamingPolicy.SnakeCaseLower.ConvertName)];

    private static string OneOf(string[] words) => words.Length == 1 ? words[0] : $"{string.Join(", ", words[..^1])} or {words[^1]}";

    private static string Cut(string arrived) => arrived.Length <= MostWordShown ? arrived : string.Concat(arrived.AsSpan(0, MostWordShown - 1), "…");

    private static T? Attribute<T>(JsonPropertyInfo? property)
        where T : Attribute
        => property?.AttributeProvider?.GetCustomAttributes(typeof(T), inherit: false).FirstOrDefault() as T;
}
