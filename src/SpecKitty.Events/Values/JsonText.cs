using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace SpecKitty.Events.Values;

/// <summary>One JSON value, kept as the text that it came as.</summary>
/// <remarks>Two are equal when they mean the same: the order of members, white space and the spelling of strings and numbers do not count.</remarks>
[JsonConverter(typeof(JsonTextConverter))]
public readonly struct JsonText : IEquatable<JsonText>
{
    private static readonly byte[] EmptyObjectUtf8 = [(byte)'{', (byte)'}'];

    private readonly ReadOnlyMemory<byte> _utf8;

    // Only callers that have already read the bytes as one valid JSON value come here.
    internal JsonText(ReadOnlyMemory<byte> validUtf8) => _utf8 = validUtf8;

    /// <summary>The value <c>{}</c>.</summary>
    public static JsonText EmptyObject => new(EmptyObjectUtf8);

    /// <summary>The text, in UTF-8. A default value is <c>{}</c>.</summary>
    public ReadOnlyMemory<byte> Utf8 => _utf8.IsEmpty ? EmptyObjectUtf8 : _utf8;

    /// <summary>Reads one JSON value.</summary>
    /// <param name="json">The text.</param>
    /// <returns>The value.</returns>
    /// <exception cref="JsonException">The text is not one valid JSON value, or breaks the contract's rules of JSON (repeated member names, lone surrogates, NUL, numbers beyond a double).</exception>
    public static JsonText Parse(string json)
        => Validation.JsonHygiene.Encode(json, out var utf8) is { } fault ? throw new JsonException(fault.Message) : Parse(utf8);

    /// <inheritdoc cref="Parse(string)"/>
    /// <param name="utf8">The text; the value keeps the memory, so it must not change afterwards.</param>
    public static JsonText Parse(ReadOnlyMemory<byte> utf8)
        => Validation.JsonHygiene.Check(utf8.Span) is { } fault
            ? throw new JsonException(fault.Message)
            : new JsonText(utf8);

    /// <summary>The one spelling that every equal value shares: members in code-point order, no white space, shortest numbers.</summary>
    /// <returns>The canonical text, in UTF-8.</returns>
    public byte[] ToCanonicalUtf8() => CanonicalJson.Write(Utf8);

    /// <inheritdoc/>
    public bool Equals(JsonText other)
        => Utf8.Span.SequenceEqual(other.Utf8.Span) || ToCanonicalUtf8().AsSpan().SequenceEqual(other.ToCanonicalUtf8());

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is JsonText other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.AddBytes(ToCanonicalUtf8());
        return hash.ToHashCode();
    }

    /// <inheritdoc/>
    public override string ToString() => Encoding.UTF8.GetString(Utf8.Span);

    /// <summary>Whether two values mean the same.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    /// <returns>True when they are equal.</returns>
    public static bool operator ==(JsonText left, JsonText right) => left.Equals(right);

    /// <summary>Whether two values differ in meaning.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    /// <returns>True when they are not equal.</returns>
    public static bool operator !=(JsonText left, JsonText right) => !left.Equals(right);
}
