using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using SpecKitty.Events.Values;

namespace SpecKitty.Conformance.Manifest;

/// <summary>One JSON object of a manifest, read member by member: notes each fault, and in the end each member that nobody asked for.</summary>
internal sealed class ManifestObject(JsonElement json, string where, List<ManifestError> errors)
{
    private readonly HashSet<string> _asked = new(StringComparer.Ordinal);

    public bool Has(string member) => json.TryGetProperty(member, out _);

    public string At(string member) => where.Length == 0 ? member : $"{where}.{member}";

    public void Report(string member, string message) => errors.Add(new ManifestError(member.Length == 0 ? where : At(member), message));

    /// <summary>The member, when it is there and of the kind that is wanted.</summary>
    public JsonElement? Find(string member, JsonValueKind kind, bool isRequired)
    {
        _asked.Add(member);
        if (!json.TryGetProperty(member, out var value))
        {
            if (isRequired)
            {
                Report(member, "is required and is missing: add it.");
            }

            return null;
        }

        if (value.ValueKind == kind)
        {
            return value;
        }

        Report(member, $"must be {Named(kind)}; it is {Named(value.ValueKind)}.");
        return null;
    }

    public string? Text(string member, bool isRequired = false, bool mayBeEmpty = false)
    {
        var text = Find(member, JsonValueKind.String, isRequired)?.GetString();
        if (text is { Length: 0 } && !mayBeEmpty)
        {
            Report(member, "must have at least one character; it is empty.");
            return null;
        }

        return text;
    }

    public TEnum? Word<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicFields)] TEnum>(string member, bool isRequired = false)
        where TEnum : struct, Enum
    {
        if (Text(member, isRequired) is not { } text)
        {
            return null;
        }

        if (Vocabulary<TEnum>.Instance.TryParse(text, out var value))
        {
            return value;
        }

        Report(member, $"must be one of {string.Join(", ", Vocabulary<TEnum>.Instance.Words)}; it is \"{text}\".");
        return null;
    }

    public Version? Version(string member)
    {
        if (Text(member, isRequired: true) is not { } text)
        {
            return null;
        }

        if (text.Split('.').Length == 3 && System.Version.TryParse(text, out var version))
        {
            return version;
        }

        Report(member, $"must be a version x.y.z; it is \"{text}\".");
        return null;
    }

    /// <summary>Reports every member that no reader asked for: a misspelt pin must not pass as no pin.</summary>
    public void Finish(string allowedFor)
    {
        foreach (var member in json.EnumerateObject().Where(member => !_asked.Contains(member.Name)))
        {
            Report(member.Name, $"is no member of {allowedFor}: check its spelling, or remove it.");
        }
    }

    private static string Named(JsonValueKind kind) => kind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "a list",
        JsonValueKind.String => "a text",
        JsonValueKind.Number => "a number",
        JsonValueKind.Null => "null",
        _ => "true or false",
    };
}
