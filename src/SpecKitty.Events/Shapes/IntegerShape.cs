using System.Text;
using System.Text.Json;
using SpecKitty.Events.Validation;

namespace SpecKitty.Events.Shapes;

/// <summary>A whole number within bounds.</summary>
internal sealed class IntegerShape : ValueShape
{
    internal IntegerShape(long minimum, long? maximum = null, bool exclusive = false, bool strict = false)
    {
        IsStrict = strict;
        Minimum = minimum;
        Maximum = maximum;
        IsExclusive = exclusive;
    }

    /// <summary>The least value, itself allowed.</summary>
    public long Minimum { get; }

    /// <summary>The greatest value, itself allowed; null for 2^63-1.</summary>
    public long? Maximum { get; }

    /// <summary>Whether the schema states the lower bound as "greater than <see cref="Minimum"/> - 1".</summary>
    public bool IsExclusive { get; }

    /// <summary>Whether the model takes digits alone: <c>5</c> and not <c>5.0</c> or <c>5e0</c>. JSON Schema cannot tell these apart.</summary>
    public bool IsStrict { get; }

    internal override string Expected => IsStrict ? "a whole number written in digits alone" : "a whole number";

    private string Rule => Maximum is { } maximum ? $"a whole number from {Minimum} to {maximum}" : IsExclusive ? $"a whole number greater than {Minimum - 1}" : $"a whole number of at least {Minimum}";

    /// <inheritdoc/>
    public override string Describe() => Rule;

    // A number above all that fit is not too small: its message must name the upper bound.
    private string RuleFor(ref Utf8JsonReader json)
        => Maximum is null && json.TryGetDouble(out var number) && number > Minimum ? $"a whole number from {Minimum} to {long.MaxValue}" : Rule;

    internal override object? Read(ref ShapeReader reader)
    {
        if (reader.Json.TokenType != JsonTokenType.Number || (IsStrict && reader.Json.ValueSpan.IndexOfAny(".eE"u8) >= 0))
        {
            return RefuseType(ref reader);
        }

        switch (WholeNumber.Read(ref reader.Json, out var value))
        {
            case WholeNumberKind.Fraction:
                return RefuseType(ref reader);
            case WholeNumberKind.Whole when value >= Minimum && value <= (Maximum ?? long.MaxValue):
                return value;
            default:
                var path = reader.Path();
                reader.Report(ContractErrorCode.OutOfRange, path, ContractMessages.OutOfRange(path, RuleFor(ref reader.Json), Encoding.UTF8.GetString(reader.Json.ValueSpan)));
                return null;
        }
    }
}
