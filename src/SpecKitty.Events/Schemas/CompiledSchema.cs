using System.Globalization;
using System.Text.Json;

namespace SpecKitty.Events.Schemas;

/// <summary>
/// A JSON Schema (draft 2020-12) compiled once, then used on any number of instances, from any number of threads.
/// Instances are read as raw UTF-8, without building a tree; a valid one of usual size costs no allocation.
/// </summary>
/// <remarks>
/// Supported: <c>$ref</c>, <c>$defs</c>, <c>$id</c>, <c>$anchor</c> inside the document; <c>type</c>, <c>enum</c>,
/// <c>const</c>; the bounds of numbers, strings, arrays and objects; <c>pattern</c>, <c>format</c>,
/// <c>uniqueItems</c>, <c>multipleOf</c>; <c>properties</c>, <c>patternProperties</c>, <c>additionalProperties</c>,
/// <c>propertyNames</c>, <c>required</c>; <c>prefixItems</c>, <c>items</c>; <c>allOf</c>, <c>anyOf</c>,
/// <c>oneOf</c>, <c>not</c>, <c>if</c>, <c>then</c>, <c>else</c>. Every other keyword of the draft that would assert
/// something is refused when compiling; unknown keywords are notes.
/// </remarks>
public sealed class CompiledSchema
{
    private readonly SchemaNode _root;
    private readonly SchemaOptions _options;

    internal CompiledSchema(SchemaNode root, SchemaOptions options, string? id, string? title)
    {
        _root = root;
        _options = options;
        Id = id;
        Title = title;
    }

    /// <summary>The <c>$id</c> as the schema writes it; <see langword="null"/> when it has none.</summary>
    public string? Id { get; }

    /// <summary>The <c>title</c>; <see langword="null"/> when there is none.</summary>
    public string? Title { get; }

    private JsonReaderOptions ReaderOptions => new() { MaxDepth = _options.MaxDepth };

    /// <summary>Compiles a schema.</summary>
    /// <param name="schemaUtf8">The text of the schema; not used after the call.</param>
    /// <param name="options">How to compile and evaluate; the defaults when absent.</param>
    /// <exception cref="SchemaException">The schema is not well-formed or not supported; the message says where and why.</exception>
    public static CompiledSchema Compile(ReadOnlyMemory<byte> schemaUtf8, SchemaOptions? options = null) =>
        SchemaCompiler.Compile(schemaUtf8, options ?? new SchemaOptions());

    /// <summary>Whether the text is well-formed JSON and fits the schema. Never throws for any input.</summary>
    /// <param name="instanceUtf8">One JSON value in UTF-8.</param>
    public bool IsValid(ReadOnlySpan<byte> instanceUtf8)
    {
        if (!InstanceText.IsSound(instanceUtf8))
        {
            return false;
        }

        try
        {
            var reader = new Utf8JsonReader(instanceUtf8, ReaderOptions);
            reader.Read();
            return SchemaEvaluator.Evaluate(_root, ref reader, new Evaluation(instanceUtf8, null)) && !reader.Read();
        }
        catch (Exception fault) when (fault is JsonException or InsufficientExecutionStackException)
        {
            return false;
        }
    }

    /// <summary>All violations of an instance, in document order; none when it is valid. Never throws for any input.</summary>
    /// <param name="instanceUtf8">One JSON value in UTF-8.</param>
    /// <remarks>
    /// A value of a wrong type has that one violation from the subschema that asks for the type. At most
    /// <see cref="SchemaOptions.MaxViolations"/> are given.
    /// </remarks>
    public IReadOnlyList<SchemaViolation> Evaluate(ReadOnlySpan<byte> instanceUtf8)
    {
        if (IsValid(instanceUtf8))
        {
            return [];
        }

        if (!InstanceText.IsSound(instanceUtf8))
        {
            return [new SchemaViolation("", "json", "", "the value must be JSON in UTF-8 with whole characters; got bytes or escapes that are none")];
        }

        try
        {
            var sink = new ViolationSink(_options.MaxViolations);
            var reader = new Utf8JsonReader(instanceUtf8, ReaderOptions);
            reader.Read();
            SchemaEvaluator.Evaluate(_root, ref reader, new Evaluation(instanceUtf8, sink));
            reader.Read();
            return sink.Resolve(instanceUtf8, ReaderOptions);
        }
        catch (JsonException fault)
        {
            return [DescribeFault(instanceUtf8, fault)];
        }
        catch (InsufficientExecutionStackException)
        {
            return [new SchemaViolation("", "maxDepth", "", "the value must nest less deeply for this schema; got more than the stack holds")];
        }
    }

    private SchemaViolation DescribeFault(ReadOnlySpan<byte> instance, JsonException fault)
    {
        if (IsTooDeep(instance))
        {
            return new SchemaViolation(
                "", "maxDepth", "", string.Create(CultureInfo.InvariantCulture, $"the value must nest at most {_options.MaxDepth} levels; got more"));
        }

        return new SchemaViolation(
            "",
            "json",
            "",
            string.Create(
                CultureInfo.InvariantCulture,
                $"the value must be one well-formed JSON value; got something else at line {fault.LineNumber + 1}, byte {fault.BytePositionInLine + 1}"));
    }

    // The reader reports excess depth and bad syntax alike; without its bound only the syntax is left to complain about.
    private bool IsTooDeep(ReadOnlySpan<byte> instance)
    {
        try
        {
            var reader = new Utf8JsonReader(instance, new JsonReaderOptions { MaxDepth = _options.MaxDepth + 1 });
            while (reader.Read())
            {
                if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray && reader.CurrentDepth == _options.MaxDepth)
                {
                    return true;
                }
            }
        }
        catch (JsonException)
        {
            // Broken before it went too deep.
        }

        return false;
    }
}
