using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace SpecKitty.Events.Schemas;

/// <summary>
/// Gathers violations by the byte position of the value, so that evaluation needs to keep no path; the paths are read
/// off in one pass at the end, which also puts the violations in document order.
/// </summary>
internal sealed class ViolationSink(int limit)
{
    private const int CutLength = 80;

    private readonly List<PendingViolation> _pending = [];

    /// <summary>Adds a violation of the value, or member name, the reader stands on.</summary>
    public void Add(ref readonly Utf8JsonReader reader, SchemaNode node, string keyword, string rule) =>
        Add(in reader, node.Pointer + "/" + keyword, keyword, rule);

    /// <inheritdoc cref="Add(ref readonly Utf8JsonReader, SchemaNode, string, string)"/>
    public void Add(ref readonly Utf8JsonReader reader, string schemaPath, string keyword, string rule)
    {
        if (_pending.Count < limit)
        {
            _pending.Add(new PendingViolation(reader.TokenStartIndex, null, keyword, schemaPath, rule, Describe(in reader)));
        }
    }

    /// <summary>Adds that a required member is not there.</summary>
    public void AddMissing(long start, SchemaNode node, string member) =>
        Add(new PendingViolation(start, member, "required", node.Pointer + "/required", "is required", "no such member"));

    /// <summary>Adds a violation that is about how many there are.</summary>
    public void AddCount(long start, SchemaNode node, string keyword, string rule, string arrived) =>
        Add(new PendingViolation(start, null, keyword, node.Pointer + "/" + keyword, rule, arrived));

    /// <summary>The violations with their paths, in document order.</summary>
    public SchemaViolation[] Resolve(ReadOnlySpan<byte> instance, JsonReaderOptions options)
    {
        // OrderBy is stable: violations of one value stay in the order they were found.
        var ordered = _pending.OrderBy(violation => violation.Start).ToArray();
        var resolved = new SchemaViolation[ordered.Length];
        var reader = new Utf8JsonReader(instance, options);
        var path = new InstancePath();
        var done = 0;
        while (done < ordered.Length && reader.Read())
        {
            path.Advance(ref reader);
            if (ordered[done].Start == reader.TokenStartIndex)
            {
                var here = path.ToString();
                for (; done < ordered.Length && ordered[done].Start == reader.TokenStartIndex; done++)
                {
                    resolved[done] = ordered[done].At(here);
                }
            }
        }

        return resolved;
    }

    /// <summary>A text cut to the length that messages quote at most.</summary>
    public static string Cut(string text)
    {
        if (text.Length <= CutLength)
        {
            return text;
        }

        var end = CutLength - 1;
        return string.Concat(text.AsSpan(0, char.IsHighSurrogate(text[end - 1]) ? end - 1 : end), "…");
    }

    private void Add(PendingViolation violation)
    {
        if (_pending.Count < limit)
        {
            _pending.Add(violation);
        }
    }

    // Strings are quoted as they were written: their escapes keep control characters out of messages.
    private static string Describe(ref readonly Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.StartObject => "an object",
        JsonTokenType.StartArray => "an array",
        JsonTokenType.String or JsonTokenType.PropertyName => Cut("\"" + Decode(reader.ValueSpan) + "\""),
        _ => Cut(Decode(reader.ValueSpan)),
    };

    // Never decodes more than a message can show; half a character at the end would be cut off anyway.
    private static string Decode(ReadOnlySpan<byte> text) => Encoding.UTF8.GetString(text[..Math.Min(text.Length, CutLength * 4)]);

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct PendingViolation(
        long Start, string? Member, string Keyword, string SchemaPath, string Rule, string Arrived)
    {
        public SchemaViolation At(string path)
        {
            var field = Member is null ? path : InstancePath.Join(path, Member);
            var subject = field.Length == 0 ? "the value" : Cut(field);
            return new SchemaViolation(field, Keyword, SchemaPath, $"{subject} {Rule}; got {Arrived}");
        }
    }
}
