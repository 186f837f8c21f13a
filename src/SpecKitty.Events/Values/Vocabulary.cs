using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace SpecKitty.Events.Values;

/// <summary>A closed vocabulary: an enum and the text that each of its values has on the wire.</summary>
/// <remarks>The texts stand once, as <see cref="JsonStringEnumMemberNameAttribute"/> on the enum's members. They are exact: case counts.</remarks>
/// <typeparam name="TEnum">The enum.</typeparam>
public sealed class Vocabulary<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicFields)] TEnum> : IVocabulary
    where TEnum : struct, Enum
{
    private readonly (byte[] Utf8, string Text, TEnum Value, object Boxed)[] _words;

    private Vocabulary()
    {
        var fields = typeof(TEnum).GetFields(BindingFlags.Public | BindingFlags.Static);
        _words = new (byte[], string, TEnum, object)[fields.Length];
        for (var i = 0; i < fields.Length; i++)
        {
            var boxed = fields[i].GetValue(null)!;
            var text = fields[i].GetCustomAttribute<JsonStringEnumMemberNameAttribute>()?.Name ?? fields[i].Name;
            _words[i] = (Encoding.UTF8.GetBytes(text), text, (TEnum)boxed, boxed);
        }
    }

    /// <summary>The vocabulary of <typeparamref name="TEnum"/>.</summary>
    public static Vocabulary<TEnum> Instance { get; } = new();

    /// <summary>Every text, in the order of the enum.</summary>
    public IReadOnlyList<string> Words => [.. _words.Select(word => word.Text)];

    /// <summary>The text of a value.</summary>
    /// <param name="value">A defined value.</param>
    /// <returns>Its text on the wire.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The value is not defined.</exception>
    public string TextOf(TEnum value)
    {
        foreach (ref readonly var word in _words.AsSpan())
        {
            if (EqualityComparer<TEnum>.Default.Equals(word.Value, value))
            {
                return word.Text;
            }
        }

        throw new ArgumentOutOfRangeException(nameof(value), value, $"{value} is no value of {typeof(TEnum).Name}.");
    }

    /// <summary>Finds the value of a text.</summary>
    /// <param name="text">The text, exact.</param>
    /// <param name="value">The value.</param>
    /// <returns>False when the text is not in the vocabulary.</returns>
    public bool TryParse(string? text, out TEnum value)
    {
        foreach (ref readonly var word in _words.AsSpan())
        {
            if (word.Text == text)
            {
                value = word.Value;
                return true;
            }
        }

        value = default;
        return false;
    }

    /// <inheritdoc/>
    public object? Read(ref Utf8JsonReader reader)
    {
        foreach (ref readonly var word in _words.AsSpan())
        {
            if (reader.ValueTextEquals(word.Utf8))
            {
                return word.Boxed;
            }
        }

        return null;
    }
}
