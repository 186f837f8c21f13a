using SpecKitty.Events.Schemas;
using SpecKitty.Events.Shapes;
using SpecKitty.Events.Values;

namespace SpecKitty.Events.Validation;

/// <summary>One event type of a surface: its payload type, or types where the contract knows more than one form.</summary>
public sealed class PayloadEntry
{
    private readonly ModelShape[] _forms;
    private readonly Func<ReadOnlyMemory<byte>, int>? _choose;
    private readonly Lazy<CompiledSchema> _schema;

    internal PayloadEntry(string eventType, string schemaName, ModelShape[] forms, Func<ReadOnlyMemory<byte>, int>? choose = null)
    {
        EventType = eventType;
        SchemaName = schemaName;
        _forms = forms;
        _choose = choose;
        _schema = new Lazy<CompiledSchema>(() => ContractSchemas.Get(schemaName));
    }

    /// <summary>The event type, exact.</summary>
    public string EventType { get; }

    /// <summary>The name of the payload's JSON Schema.</summary>
    public string SchemaName { get; }

    /// <summary>The records that the payload may be read as; nearly always one.</summary>
    public EquatableList<Type> PayloadTypes => _forms.Select(form => form.ModelType).ToEquatableList();

    /// <summary>The payload's JSON Schema.</summary>
    public CompiledSchema Schema => _schema.Value;

    internal IReadOnlyList<ModelShape> Forms => _forms;

    /// <summary>Reads a payload that is known to be clean JSON.</summary>
    internal ContractResult<IEventPayload> ReadClean(ReadOnlyMemory<byte> cleanUtf8, Utf8StringCache? texts)
        => ShapeReader.Read<IEventPayload>(cleanUtf8, _forms.Length == 1 ? _forms[0] : _forms[_choose!(cleanUtf8)], texts);
}
