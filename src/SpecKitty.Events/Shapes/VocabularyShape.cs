using System.Text.Json;
using SpecKitty.Events.Validation;
using SpecKitty.Events.Values;

namespace SpecKitty.Events.Shapes;

/// <summary>A text of a closed vocabulary.</summary>
internal sealed class VocabularyShape : ValueShape
{
    private readonly IVocabulary _vocabulary;
    private readonly IReadOnlyDictionary<string, object> _aliases;

    internal VocabularyShape(IVocabulary vocabulary, string? schemaName = null, IReadOnlyDictionary<string, object>? aliases = null)
    {
        _vocabulary = vocabulary;
        SchemaName = schemaName;
        _aliases = aliases ?? new Dictionary<string, object>(StringComparer.Ordinal);
        Words = vocabulary.Words;
    }

    /// <summary>The texts, in order.</summary>
    public IReadOnlyList<string> Words { get; }

    /// <summary>The title of the vocabulary's own schema; null when it is written in place.</summary>
    public string? SchemaName { get; }

    internal override string Expected => "a string";

    /// <inheritdoc/>
    public override string Describe() => Words.Count == 1 ? $"`{Words[0]}`" : $"one of {string.Join(", ", Words.Select(word => $"`{word}`"))}";

    internal override object? Read(ref ShapeReader reader)
    {
        if (reader.Json.TokenType != JsonTokenType.String)
        {
            return RefuseType(ref reader);
        }

        var value = _vocabulary.Read(ref reader.Json);
        if (value is null && _aliases.Count > 0)
        {
            _aliases.TryGetValue(reader.Json.GetString()!, out value);
        }

        if (value is null)
        {
            var path = reader.Path();
            reader.Report(ContractErrorCode.NotInVocabulary, path, ContractMessages.NotInVocabulary(path, Words, ContractMessages.Quote(reader.Json.GetString()!)));
            return null;
        }

        return value;
    }
}
