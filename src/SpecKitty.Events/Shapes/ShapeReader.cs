using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using SpecKitty.Events.Validation;
using SpecKitty.Events.Values;

namespace SpecKitty.Events.Shapes;

/// <summary>One read of one payload: the tokens, where the reader is, and the faults so far.</summary>
internal ref struct ShapeReader
{
    public Utf8JsonReader Json;

    private readonly ReadOnlyMemory<byte> _source;
    private readonly Utf8StringCache? _texts;
    private Places _places;
    private int _depth;
    private List<ContractError>? _errors;

    public ShapeReader(ReadOnlyMemory<byte> utf8, Utf8StringCache? texts)
    {
        _source = utf8;
        Json = new Utf8JsonReader(utf8.Span, JsonHygiene.ReaderOptions);
        _texts = texts;
    }

    /// <summary>Reads a whole text that <see cref="JsonHygiene"/> has passed.</summary>
    public static ContractResult<T> Read<T>(ReadOnlyMemory<byte> cleanUtf8, ValueShape shape, Utf8StringCache? texts = null)
        where T : class
    {
        var reader = new ShapeReader(cleanUtf8, texts);
        reader.Json.Read();
        var value = shape.Read(ref reader);
        return reader._errors is null
            ? new ContractResult<T>((T)value!)
            : new ContractResult<T>(reader._errors.ToEquatableList());
    }

    public void Enter(string member) => Push(new Place(member, 0));

    public void Enter(int position) => Push(new Place(null, position));

    public void Leave() => _depth--;

    public readonly string Path()
    {
        if (_depth == 0)
        {
            return "";
        }

        var names = new string[_depth];
        for (var i = 0; i < _depth; i++)
        {
            names[i] = _places[i].Member ?? _places[i].Position.ToString(CultureInfo.InvariantCulture);
        }

        return string.Join('.', names);
    }

    public readonly string Path(string member) => _depth == 0 ? member : $"{Path()}.{member}";

    public readonly ReadOnlyMemory<byte> Slice(int from, int to) => _source[from..to];

    public void Report(ContractErrorCode code, string path, string message)
        => FaultLimit.Add(ref _errors, new ContractError(code, path, message));

    /// <summary>The text under the reader; a text that was met lately comes without a new string.</summary>
    public readonly string Text()
        => _texts is null || Json.ValueIsEscaped ? Json.GetString()! : _texts.Get(Json.ValueSpan);

    private void Push(Place place)
    {
        if (_depth == Places.Depth)
        {
            throw new InvalidOperationException($"Shapes nest at most {Places.Depth} deep.");
        }

        _places[_depth++] = place;
    }

    private readonly record struct Place(string? Member, int Position);

    // In place, and not on the heap: every payload of every log passes here, and nearly all of them have no fault to tell the place of.
    [InlineArray(Depth)]
    private struct Places
    {
        /// <summary>Twice what the deepest payload has: shapes do not nest in themselves, so no input goes deeper.</summary>
        public const int Depth = 12;

        private Place _element;
    }
}
