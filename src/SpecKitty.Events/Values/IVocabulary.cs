using System.Text.Json;

namespace SpecKitty.Events.Values;

/// <summary>A closed vocabulary, whatever its enum.</summary>
public interface IVocabulary
{
    /// <summary>Every text, in the order of the enum.</summary>
    IReadOnlyList<string> Words { get; }

    /// <summary>Reads the string token under the reader.</summary>
    /// <param name="reader">A reader on a string.</param>
    /// <returns>The enum's value, boxed once for all; null when the text is not in the vocabulary.</returns>
    object? Read(ref Utf8JsonReader reader);
}
