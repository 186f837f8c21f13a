using System.Text.Json;
using SpecKitty.Events.Validation;

namespace SpecKitty.Events.Shapes;

/// <summary>The shape of a model: its title and its members.</summary>
internal abstract class ModelShape : ValueShape
{
    private protected ModelShape(string title, string description, FieldShape[] fields)
    {
        if (fields.Length > FieldValues.Capacity)
        {
            throw new ArgumentException($"{title} has more than {FieldValues.Capacity} members.", nameof(fields));
        }

        Title = title;
        Summary = description;
        Fields = fields;
    }

    /// <summary>The name of the C# type, and the title of the schema.</summary>
    public string Title { get; }

    /// <summary>What the model means, in a sentence.</summary>
    public string Summary { get; }

    /// <summary>The members, in the order in which they are written.</summary>
    public IReadOnlyList<FieldShape> Fields { get; }

    /// <summary>The C# type.</summary>
    public abstract Type ModelType { get; }

    /// <summary>What the members have to agree on, in words for a table.</summary>
    public abstract IReadOnlyList<string> Rules { get; }

    internal override string Expected => "an object";

    /// <inheritdoc/>
    public override string Describe() => $"`{Title}`";
}

/// <summary>The shape of the model <typeparamref name="T"/>.</summary>
/// <typeparam name="T">A sealed record.</typeparam>
internal sealed class ModelShape<T> : ModelShape
    where T : class
{
    private readonly FieldShape[] _fields;
    private readonly Maker _make;
    private readonly ModelRule<T>[] _rules;

    public ModelShape(string description, FieldShape[] fields, Maker make, params ModelRule<T>[] rules)
        : base(typeof(T).Name, description, fields)
    {
        _fields = fields;
        _make = make;
        _rules = rules;
    }

    /// <summary>Makes the record from the values of its members.</summary>
    public delegate T Maker(in FieldValues values);

    public override Type ModelType => typeof(T);

    public override IReadOnlyList<string> Rules => [.. _rules.Select(rule => rule.Message)];

    internal override object? Read(ref ShapeReader reader)
    {
        if (reader.Json.TokenType != JsonTokenType.StartObject)
        {
            return RefuseType(ref reader);
        }

        var values = default(FieldValues);
        var seen = 0u;
        var refused = 0u;
        var expected = 0;
        while (reader.Json.Read() && reader.Json.TokenType == JsonTokenType.PropertyName)
        {
            var at = Find(ref reader.Json, expected);
            if (at < 0)
            {
                reader.Json.Read();
                reader.Json.Skip();
                continue;
            }

            expected = at + 1;
            seen |= 1u << at;
            reader.Json.Read();
            var field = _fields[at];
            if (field.IsNullable && reader.Json.TokenType == JsonTokenType.Null)
            {
                continue;
            }

            reader.Enter(field.Name);
            var value = field.Shape.Read(ref reader);
            reader.Leave();
            if (value is null)
            {
                refused |= 1u << at;
            }

            values[at] = value;
        }

        for (var at = 0; at < _fields.Length; at++)
        {
            if (_fields[at].IsRequired && (seen & (1u << at)) == 0)
            {
                var path = reader.Path(_fields[at].Name);
                reader.Report(ContractErrorCode.MissingField, path, ContractMessages.Missing(path));
                refused |= 1u << at;
            }
        }

        return refused == 0 ? Checked(ref reader, _make(in values)) : null;
    }

    private T? Checked(ref ShapeReader reader, T model)
    {
        var keeps = true;
        foreach (var rule in _rules)
        {
            if (!rule.IsKept(model))
            {
                reader.Report(ContractErrorCode.RuleBroken, reader.Path(), rule.Message);
                keeps = false;
            }
        }

        return keeps ? model : null;
    }

    // Writers keep the order of the contract, so the next expected member is nearly always the one that comes.
    private int Find(ref Utf8JsonReader json, int expected)
    {
        for (var i = 0; i < _fields.Length; i++)
        {
            var at = expected + i;
            if (at >= _fields.Length)
            {
                at -= _fields.Length;
            }

            if (json.ValueTextEquals(_fields[at].Utf8Name))
            {
                return at;
            }
        }

        return -1;
    }
}
