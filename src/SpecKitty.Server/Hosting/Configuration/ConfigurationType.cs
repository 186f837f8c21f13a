using System.Diagnostics.CodeAnalysis;

namespace SpecKitty.Server.Hosting.Configuration;

/// <summary>What values a key takes.</summary>
/// <typeparam name="T">What a value is in the server.</typeparam>
internal sealed class ConfigurationType<T>(string name, ConfigurationType<T>.Reading read, Func<T, string> write)
{
    /// <summary>Reads a value.</summary>
    /// <param name="text">What was given, without space around it.</param>
    /// <param name="value">The value.</param>
    /// <returns>False when the text is none.</returns>
    public delegate bool Reading(string text, [MaybeNullWhen(false)] out T value);

    /// <summary>The type with its bounds and unit, so that "must be a ..." can stand before it.</summary>
    public string Name { get; } = name;

    /// <summary>Whether a value may also be written as a JSON list.</summary>
    public bool IsList { get; init; }

    /// <inheritdoc cref="Reading"/>
    public bool TryRead(string text, [MaybeNullWhen(false)] out T value) => read(text, out value);

    /// <summary>A value as somebody would write it.</summary>
    public string Write(T value) => write(value);
}
