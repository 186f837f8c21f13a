using System.Text;
using System.Text.Json;
using SpecKitty.Events.Shapes;
using SpecKitty.Events.Validation;
using SpecKitty.Events.Values;

namespace SpecKitty.Events.Envelope;

/// <summary>One read of one envelope.</summary>
/// <remarks>Written by hand, not from the shape: every event of every log passes here once.</remarks>
internal ref struct EnvelopeRead
{
    private readonly ReadOnlyMemory<byte> _source;
    private readonly EnvelopeRules _rules;
    private readonly Utf8StringCache _texts;
    private readonly SharedSurroundings _lately;
    private Utf8JsonReader _json;
    private List<ContractError>? _errors;
    private uint _seen;
    private Dictionary<string, JsonText>? _unknown;

    private EventId _eventId;
    private string? _eventType;
    private string? _aggregateId;
    private JsonText _payload;
    private EventTimestamp _timestamp;
    private string? _nodeId;
    private long _lamportClock;
    private EventId? _causationId;
    private Guid _projectUuid;
    private EventId? _correlationId;
    private bool _correlationIsNull;
    private string? _schemaVersion;
    private long _dataTier;
    private OptionalTexts _optional;

    public EnvelopeRead(ReadOnlyMemory<byte> source, EnvelopeRules rules, Utf8StringCache texts, SharedSurroundings lately)
    {
        _source = source;
        _rules = rules;
        _texts = texts;
        _lately = lately;
        _json = new Utf8JsonReader(source.Span, JsonHygiene.ReaderOptions);
    }

    public ContractResult<Event> Run()
    {
        _json.Read();
        if (_json.TokenType != JsonTokenType.StartObject)
        {
            var fault = CheckString() ?? new ContractError(ContractErrorCode.WrongType, "", ContractMessages.WrongType("", "an object, the envelope of an event", ValueShape.Arrived(ref _json)));
            return new ContractResult<Event>([fault]);
        }

        while (_json.Read() && _json.TokenType == JsonTokenType.PropertyName)
        {
            ReadMember();
        }

        // Anything but white space after the object throws here.
        _json.Read();
        ReportMissing();
        return _errors is not null ? new ContractResult<Event>(_errors.ToEquatableList()) : new ContractResult<Event>(Make());
    }

    private Event Make() => new()
    {
        EventId = _eventId,
        EventType = _eventType!,
        AggregateId = _aggregateId!,
        Payload = _payload,
        Timestamp = _timestamp,
        NodeId = _nodeId!,
        LamportClock = _lamportClock,
        CausationId = _causationId,
        ProjectUuid = _projectUuid,
        ProjectSlug = _optional[EnvelopeMember.ProjectSlug - EnvelopeMember.ProjectSlug],
        CorrelationId = _correlationId,
        SchemaVersion = _schemaVersion ?? Event.DefaultSchemaVersion,
        DataTier = (int)_dataTier,
        Surroundings = Surroundings(),
    };

    // The reader gives no text for a string with half a character in it, so this comes before every look at one.
    private readonly ContractError? CheckString()
        => _json.TokenType is JsonTokenType.String or JsonTokenType.PropertyName && _json.ValueIsEscaped ? JsonHygiene.CheckEscapes(_json.ValueSpan) : null;

    private EventSurroundings Surroundings()
    {
        const uint Any = uint.MaxValue << (int)EnvelopeMember.AggregateType;
        return (_seen & Any) == 0 && _unknown is null ? EventSurroundings.None : _lately.Share(ref _optional, _unknown);
    }

    private void ReadMember()
    {
        if (CheckString() is { } badName)
        {
            FaultLimit.Add(ref _errors, badName);
            _json.Read();
            _json.Skip();
            return;
        }

        var member = EnvelopeMembers.Find(ref _json);
        if (member == EnvelopeMember.Unknown)
        {
            KeepUnknown();
            return;
        }

        var bit = 1u << (int)member;
        if ((_seen & bit) != 0)
        {
            Report(ContractErrorCode.DuplicateMember, member, ContractMessages.Duplicate(EnvelopeMembers.Name(member)));
            _json.Read();
            _json.Skip();
            return;
        }

        _seen |= bit;
        _json.Read();
        if (CheckString() is { } fault)
        {
            Report(fault.Code, member, fault.Message);
            return;
        }

        ReadValue(member);
    }

    private void ReadValue(EnvelopeMember member)
    {
        switch (member)
        {
            case EnvelopeMember.EventId:
                ReadId(member, out _eventId);
                break;
            case EnvelopeMember.EventType:
                _eventType = ReadText(member);
                break;
            case EnvelopeMember.AggregateId:
                _aggregateId = ReadText(member);
                break;
            case EnvelopeMember.Payload:
                ReadPayload();
                break;
            case EnvelopeMember.Timestamp:
                ReadTimestamp();
                break;
            case EnvelopeMember.NodeId:
                _nodeId = ReadText(member);
                break;
            case EnvelopeMember.LamportClock:
                _lamportClock = ReadWhole(member, 0, long.MaxValue, "a whole number from 0 to 9223372036854775807");
                break;
            case EnvelopeMember.CausationId:
                _causationId = _json.TokenType == JsonTokenType.Null ? null : ReadId(member, out var cause) ? cause : null;
                break;
            case EnvelopeMember.ProjectUuid:
                ReadProject();
                break;
            case EnvelopeMember.CorrelationId:
                if (_json.TokenType == JsonTokenType.Null && _rules.CorrelationOptionalInVersion1)
                {
                    // As if it were absent: whether that is allowed depends on the version.
                    _correlationIsNull = true;
                    break;
                }

                _correlationId = ReadId(member, out var run) ? run : null;
                break;
            case EnvelopeMember.SchemaVersion:
                ReadVersion();
                break;
            case EnvelopeMember.DataTier:
                _dataTier = ReadWhole(member, 0, 4, "a whole number from 0 to 4");
                break;
            default:
                ReadOptionalText(member);
                break;
        }
    }

    private bool ReadId(EnvelopeMember member, out EventId id)
    {
        id = default;
        if (!IsString(member))
        {
            return false;
        }

        string? reason;
        if (!_json.ValueIsEscaped ? EventId.TryRead(_json.ValueSpan, out id, out reason) : EventId.TryRead(Encoding.UTF8.GetBytes(_json.GetString()!), out id, out reason))
        {
            return true;
        }

        Report(ContractErrorCode.InvalidId, member, ContractMessages.InvalidId(EnvelopeMembers.Name(member), reason!, ContractMessages.Quote(_json.GetString()!)));
        return false;
    }

    private string? ReadText(EnvelopeMember member)
    {
        if (!IsString(member))
        {
            return null;
        }

        if (_json.ValueSpan.IsEmpty)
        {
            Report(ContractErrorCode.TooShort, member, ContractMessages.TooShort(EnvelopeMembers.Name(member), 1));
            return null;
        }

        return _json.ValueIsEscaped ? _json.GetString() : _texts.Get(_json.ValueSpan);
    }

    private void ReadOptionalText(EnvelopeMember member)
    {
        if (_json.TokenType != JsonTokenType.Null && IsString(member))
        {
            _optional[member - EnvelopeMember.ProjectSlug] = _json.ValueIsEscaped ? _json.GetString() : _texts.Get(_json.ValueSpan);
        }
    }

    private void ReadPayload()
    {
        if (_json.TokenType != JsonTokenType.StartObject)
        {
            RefuseType(EnvelopeMember.Payload, "an object");
            return;
        }

        var from = (int)_json.TokenStartIndex;
        var start = _json;
        if (JsonHygiene.CheckValue(ref _json) is { } fault)
        {
            Report(fault.Code, EnvelopeMember.Payload, fault.Message);
            GoBehind(start);
            return;
        }

        _payload = new JsonText(_source[from..(int)_json.BytesConsumed]);
    }

    private void ReadTimestamp()
    {
        if (IsString(EnvelopeMember.Timestamp) && !EventTimestamp.TryRead(ref _json, out _timestamp, out var reason))
        {
            Report(ContractErrorCode.InvalidTimestamp, EnvelopeMember.Timestamp, ContractMessages.InvalidTimestamp("timestamp", reason, ContractMessages.Quote(_json.GetString()!)));
        }
    }

    private void ReadProject()
    {
        if (IsString(EnvelopeMember.ProjectUuid) && !UuidText.TryRead(ref _json, out _projectUuid))
        {
            Report(ContractErrorCode.InvalidUuid, EnvelopeMember.ProjectUuid, ContractMessages.InvalidUuid("project_uuid", ContractMessages.Quote(_json.GetString()!)));
        }
    }

    private void ReadVersion()
    {
        if (!IsString(EnvelopeMember.SchemaVersion))
        {
            return;
        }

        var text = _json.ValueIsEscaped ? _json.GetString()! : _texts.Get(_json.ValueSpan);
        if (!SchemaVersionText.TryMajor(text, out var major))
        {
            Report(ContractErrorCode.PatternMismatch, EnvelopeMember.SchemaVersion, ContractMessages.PatternMismatch("schema_version", SchemaVersionText.Rule, ContractMessages.Quote(text)));
            return;
        }

        if (_rules.AcceptedMajors is { } accepted && !accepted.Contains(major))
        {
            Report(ContractErrorCode.UnsupportedVersion, EnvelopeMember.SchemaVersion, ContractMessages.UnsupportedVersion(major, accepted));
            return;
        }

        _schemaVersion = text;
    }

    private long ReadWhole(EnvelopeMember member, long minimum, long maximum, string rule)
    {
        if (_json.TokenType != JsonTokenType.Number)
        {
            RefuseType(member, rule);
            return 0;
        }

        var kind = WholeNumber.Read(ref _json, out var value);
        if (kind == WholeNumberKind.Whole && value >= minimum && value <= maximum)
        {
            return value;
        }

        var arrived = Encoding.UTF8.GetString(_json.ValueSpan);
        var name = EnvelopeMembers.Name(member);
        Report(
            kind == WholeNumberKind.Fraction ? ContractErrorCode.WrongType : ContractErrorCode.OutOfRange,
            member,
            kind == WholeNumberKind.Fraction ? ContractMessages.WrongType(name, rule, arrived) : ContractMessages.OutOfRange(name, rule, arrived));
        return 0;
    }

    private void KeepUnknown()
    {
        var name = _json.ValueIsEscaped ? _json.GetString()! : _texts.Get(_json.ValueSpan);
        _json.Read();
        var from = (int)_json.TokenStartIndex;
        var start = _json;
        if (JsonHygiene.CheckValue(ref _json) is { } fault)
        {
            FaultLimit.Add(ref _errors, fault with { Path = ContractMessages.Cut(name) });
            GoBehind(start);
            return;
        }

        if (!(_unknown ??= new Dictionary<string, JsonText>(StringComparer.Ordinal)).TryAdd(name, new JsonText(_source[from..(int)_json.BytesConsumed])))
        {
            var shown = ContractMessages.Cut(name);
            FaultLimit.Add(ref _errors, new ContractError(ContractErrorCode.DuplicateMember, shown, ContractMessages.Duplicate(shown)));
        }
    }

    // A fault inside a value stops its check somewhere within; the members behind the value have faults of their own to tell.
    private void GoBehind(Utf8JsonReader start)
    {
        _json = start;
        _json.Skip();
    }

    private void ReportMissing()
    {
        for (var member = EnvelopeMember.EventId; member <= EnvelopeMembers.LastRequired; member++)
        {
            var isNull = member == EnvelopeMember.CorrelationId && _correlationIsNull;
            if (((_seen & (1u << (int)member)) != 0 && !isNull) || (member == EnvelopeMember.CorrelationId && CorrelationMayBeAbsent()))
            {
                continue;
            }

            Report(ContractErrorCode.MissingField, member, ContractMessages.Missing(EnvelopeMembers.Name(member)));
        }
    }

    private readonly bool CorrelationMayBeAbsent()
        => _rules.CorrelationOptionalInVersion1
        && SchemaVersionText.TryMajor(_schemaVersion ?? Event.DefaultSchemaVersion, out var major) && major == 1;

    private bool IsString(EnvelopeMember member)
    {
        if (_json.TokenType == JsonTokenType.String)
        {
            return true;
        }

        RefuseType(member, "a string");
        return false;
    }

    private void RefuseType(EnvelopeMember member, string expected)
    {
        Report(ContractErrorCode.WrongType, member, ContractMessages.WrongType(EnvelopeMembers.Name(member), expected, ValueShape.Arrived(ref _json)));
        _json.Skip();
    }

    private void Report(ContractErrorCode code, EnvelopeMember member, string message)
        => FaultLimit.Add(ref _errors, new ContractError(code, EnvelopeMembers.Name(member), message));
}
