using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using SpecKitty.Events.Validation;

namespace SpecKitty.Cli.Input;

/// <summary>The members of the JSON object on one line, each as it came. What is inside them is for others to judge.</summary>
internal sealed class JsonSlices
{
    // The limit on nesting belongs to what reads the values; here it would hide which member goes too deep.
    private const int MaxDepth = 1_000_000;

    private readonly Dictionary<string, JsonSlice> _members = new(StringComparer.Ordinal);

    private JsonSlices()
    {
    }

    /// <summary>How values are walked over.</summary>
    public static JsonReaderOptions ReaderOptions { get; } = new() { MaxDepth = MaxDepth };

    /// <summary>What is wrong with the line as a whole, in words that follow a semicolon; null when it is one JSON object. The members before the fault are there.</summary>
    public string? Fault { get; private set; }

    /// <summary>The code of <see cref="Fault"/>.</summary>
    public ContractErrorCode FaultCode { get; private set; } = ContractErrorCode.MalformedJson;

    /// <summary>A member; a slice of no type when it is not there.</summary>
    public JsonSlice this[string name] => _members.GetValueOrDefault(name);

    /// <summary>Every member, in order.</summary>
    public IEnumerable<KeyValuePair<string, JsonSlice>> All => _members;

    /// <summary>Reads the object on a line.</summary>
    public static JsonSlices Read(ReadOnlyMemory<byte> line)
    {
        var slices = new JsonSlices();
        try
        {
            slices.Fault = slices.ReadMembers(line);
        }
        catch (JsonException fault)
        {
            slices.Fault = string.Create(CultureInfo.InvariantCulture, $"it is not JSON: it breaks off or goes wrong at byte {(fault.BytePositionInLine ?? 0) + 1}");
        }
        catch (InvalidOperationException)
        {
            slices.FaultCode = ContractErrorCode.InvalidText;
            slices.Fault = "a member's name is no text in UTF-8";
        }

        return slices;
    }

    /// <summary>A member that is a string.</summary>
    public bool TryGetText(string name, [NotNullWhen(true)] out string? text)
    {
        text = null;
        if (this[name].TryGetText(out var utf8) && Utf8.IsValid(utf8.Span))
        {
            text = Encoding.UTF8.GetString(utf8.Span);
        }

        return text is not null;
    }

    /// <summary>The value under the reader, which is left on its last token.</summary>
    public static JsonSlice Value(ref Utf8JsonReader reader, ReadOnlyMemory<byte> source)
    {
        var type = reader.TokenType;
        var from = (int)reader.TokenStartIndex;
        reader.Skip();
        return new JsonSlice(type, source[from..(int)reader.BytesConsumed]);
    }

    private string? ReadMembers(ReadOnlyMemory<byte> line)
    {
        var reader = new Utf8JsonReader(line.Span, ReaderOptions);
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            reader.Read();
            FaultCode = ContractErrorCode.WrongType;
            return "it is JSON, but no object";
        }

        string? twice = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString()!;
            reader.Read();
            if (!_members.TryAdd(name, Value(ref reader, line)))
            {
                twice ??= name;
            }
        }

        reader.Read();
        if (twice is null)
        {
            return null;
        }

        FaultCode = ContractErrorCode.DuplicateMember;
        return $"it names the member \"{twice}\" twice";
    }
}
