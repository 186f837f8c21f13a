using System.Text.Json;
using SpecKitty.Events.Validation;

namespace SpecKitty.Events.Shapes;

/// <summary>A text out of a list of words that are several vocabularies in one; kept as the text.</summary>
internal sealed class WordShape(IReadOnlyList<string> words) : ValueShape
{
    /// <summary>The words, in order.</summary>
    public IReadOnlyList<string> Words => words;

    internal override string Expected => "a string";

    /// <inheritdoc/>
    public override string Describe() => $"one of {string.Join(", ", words.Select(word => $"`{word}`"))}";

    internal override object? Read(ref ShapeReader reader)
    {
        if (reader.Json.TokenType != JsonTokenType.String)
        {
            return RefuseType(ref reader);
        }

        foreach (var word in words)
        {
            if (reader.Json.ValueTextEquals(word))
            {
                return word;
            }
        }

        var path = reader.Path();
        reader.Report(ContractErrorCode.NotInVocabulary, path, ContractMessages.NotInVocabulary(path, words, ContractMessages.Quote(reader.Json.GetString()!)));
        return null;
    }
}
