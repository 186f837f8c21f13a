using SpecKitty.Events.Values;

namespace SpecKitty.Events.Envelope;

/// <summary>The envelope of every event: who emitted what, about what, when, and the payload as it came.</summary>
/// <remarks>Immutable and equal by value. Read with <see cref="EventReader"/>, written with <see cref="EventWriter"/>, made with <see cref="EventFactory"/>.</remarks>
public sealed record Event
{
    /// <summary>The version that an envelope without <c>schema_version</c> has.</summary>
    public const string DefaultSchemaVersion = "1.0.0";

    private readonly string _eventType = "";
    private readonly JsonText _payload = JsonText.EmptyObject;

    // A default id is no id: a nullable one would take half as much again, in every event of every log.
    private readonly EventId _causationId;
    private readonly EventId _correlationId;

    // Most events have none of these, and a log holds many events.
    private readonly EventSurroundings _surroundings = EventSurroundings.None;

    // The payload as a typed record, or its faults, once somebody has asked; a pure function of the two members above.
    private object? _contractPayload;

    /// <summary>The id of this event; unique in its project.</summary>
    public required EventId EventId { get; init; }

    /// <summary>What happened; decides the type of the payload. At least one character.</summary>
    public required string EventType
    {
        get => _eventType;
        init
        {
            _eventType = value;
            _contractPayload = null;
        }
    }

    /// <summary>What it happened to: <c>mission/&lt;mission_id&gt;</c> for collaboration, the id or slug of a work package or feature on the wire. At least one character.</summary>
    public required string AggregateId { get; init; }

    /// <summary>The payload, an object, kept as it came.</summary>
    public JsonText Payload
    {
        get => _payload;
        init
        {
            _payload = value;
            _contractPayload = null;
        }
    }

    /// <summary>When the emitter says that it happened. The time of receipt is somebody else's to note.</summary>
    public required EventTimestamp Timestamp { get; init; }

    /// <summary>Which process emitted it. At least one character.</summary>
    public required string NodeId { get; init; }

    /// <summary>The emitter's Lamport clock, 0 to 2^63-1.</summary>
    public required long LamportClock { get; init; }

    /// <summary>The event that caused this one.</summary>
    public EventId? CausationId
    {
        get => _causationId == default ? null : _causationId;
        init => _causationId = value.GetValueOrDefault();
    }

    /// <summary>The project.</summary>
    public required Guid ProjectUuid { get; init; }

    /// <summary>The project's name for people; may be empty.</summary>
    public string? ProjectSlug { get; init; }

    /// <summary>The run that the event belongs to; for collaboration the ULID of the mission run. Null only in an envelope of major version 1 that was read under <see cref="EnvelopeRules.Ingest"/>.</summary>
    public EventId? CorrelationId
    {
        get => _correlationId == default ? null : _correlationId;
        init => _correlationId = value.GetValueOrDefault();
    }

    /// <summary>The version of the envelope, <c>x.y.z</c>.</summary>
    public string SchemaVersion { get; init; } = DefaultSchemaVersion;

    /// <summary>How far the data may travel, 0 to 4.</summary>
    public int DataTier { get; init; }

    /// <summary>The kind of aggregate: WorkPackage, Feature or Mission.</summary>
    public string? AggregateType
    {
        get => _surroundings.AggregateType;
        init => _surroundings = _surroundings with { AggregateType = value };
    }

    /// <summary>The emitter's team, as the emitter says; kept and never believed.</summary>
    public string? TeamSlug
    {
        get => _surroundings.TeamSlug;
        init => _surroundings = _surroundings with { TeamSlug = value };
    }

    /// <summary>The branch that the emitter worked on.</summary>
    public string? GitBranch
    {
        get => _surroundings.GitBranch;
        init => _surroundings = _surroundings with { GitBranch = value };
    }

    /// <summary>The commit that the emitter worked on.</summary>
    public string? HeadCommitSha
    {
        get => _surroundings.HeadCommitSha;
        init => _surroundings = _surroundings with { HeadCommitSha = value };
    }

    /// <summary>The repository that the emitter worked in.</summary>
    public string? RepoSlug
    {
        get => _surroundings.RepoSlug;
        init => _surroundings = _surroundings with { RepoSlug = value };
    }

    /// <summary>The build that emitted it.</summary>
    public string? BuildId
    {
        get => _surroundings.BuildId;
        init => _surroundings = _surroundings with { BuildId = value };
    }

    /// <summary>Members that the contract does not know, kept as they came.</summary>
    public EquatableMap<string, JsonText> UnknownMembers
    {
        get => _surroundings.UnknownMembers;
        init => _surroundings = _surroundings with { UnknownMembers = value };
    }

    internal EventSurroundings Surroundings
    {
        get => _surroundings;
        init => _surroundings = value;
    }

    internal object? ContractPayload
    {
        get => _contractPayload;
        set => _contractPayload = value;
    }

    /// <summary>Whether two envelopes say the same; what somebody has read out of them does not count.</summary>
    /// <param name="other">The other envelope.</param>
    /// <returns>True when every member is equal.</returns>
    public bool Equals(Event? other)
        => other is not null
        && (ReferenceEquals(this, other)
            || (EventId == other.EventId && EventType == other.EventType && AggregateId == other.AggregateId
                && Timestamp == other.Timestamp && NodeId == other.NodeId && LamportClock == other.LamportClock
                && CausationId == other.CausationId && ProjectUuid == other.ProjectUuid && ProjectSlug == other.ProjectSlug
                && CorrelationId == other.CorrelationId && SchemaVersion == other.SchemaVersion && DataTier == other.DataTier
                && _surroundings.Equals(other._surroundings) && Payload == other.Payload));

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(EventId, EventType, LamportClock, NodeId);
}
