using SpecKitty.Events.Json;
using SpecKitty.Events.Validation;
using SpecKitty.Events.Values;

namespace SpecKitty.Events.Envelope;

/// <summary>Builds valid envelopes from typed payloads, by the envelope mapping of the contract.</summary>
/// <remarks>Thread-safe when its clock is.</remarks>
public sealed class EventFactory
{
    private readonly EmissionContext _context;
    private readonly Func<long> _tick;
    private readonly UlidFactory _ids;
    private readonly TimeProvider _time;

    /// <summary>Makes a factory.</summary>
    /// <param name="context">Who emits, and where.</param>
    /// <param name="tick">Advances the emitter's Lamport clock and gives its new value, such as <c>clock.Tick</c>.</param>
    /// <param name="time">Tells the time.</param>
    /// <param name="ids">Makes event ids; one of its own by default.</param>
    public EventFactory(EmissionContext context, Func<long> tick, TimeProvider time, UlidFactory? ids = null)
    {
        _context = context;
        _tick = tick;
        _time = time;
        _ids = ids ?? new UlidFactory(time);
    }

    /// <summary>Builds an envelope.</summary>
    /// <param name="payload">A payload of the catalogue.</param>
    /// <param name="causationId">The event that caused this one.</param>
    /// <param name="aggregateId">What it happened to; null for what the mapping says. Gates need one: the contract names none.</param>
    /// <returns>A valid envelope.</returns>
    /// <exception cref="ContractViolationException">The payload or the context breaks the contract; the exception carries every fault. The clock has not moved.</exception>
    public Event Create(IEventPayload payload, EventId? causationId = null, string? aggregateId = null)
        => TryCreate(payload, causationId, aggregateId).ValueOrThrow();

    /// <summary>Builds an envelope, with faults as a value.</summary>
    /// <param name="payload">A payload of the catalogue.</param>
    /// <param name="causationId">The event that caused this one.</param>
    /// <param name="aggregateId">What it happened to; null for what the mapping says.</param>
    /// <returns>A valid envelope, or every fault. With faults the clock has not moved.</returns>
    public ContractResult<Event> TryCreate(IEventPayload payload, EventId? causationId = null, string? aggregateId = null)
    {
        ArgumentNullException.ThrowIfNull(payload);
        var (eventType, aggregateType, mapped) = EnvelopeMapping.Of(payload);
        return TryCreate(eventType, ContractJson.Write(payload), aggregateId ?? mapped, aggregateType, causationId);
    }

    /// <summary>Builds an envelope around a payload that is JSON already, such as one typed at a command line.</summary>
    /// <param name="eventType">The event type, of either surface.</param>
    /// <param name="payload">The payload.</param>
    /// <param name="causationId">The event that caused this one.</param>
    /// <param name="aggregateId">What it happened to; null for what the mapping says.</param>
    /// <returns>A valid envelope, or every fault. With faults the clock has not moved.</returns>
    public ContractResult<Event> TryCreate(string eventType, JsonText payload, EventId? causationId = null, string? aggregateId = null)
    {
        var read = PayloadCatalogue.Contract.ReadClean(eventType, payload.Utf8, null);
        if (!read.IsValid && PayloadCatalogue.Wire.TryGet(eventType, out _))
        {
            var wire = PayloadCatalogue.Wire.ReadClean(eventType, payload.Utf8, null);
            read = wire.IsValid || !PayloadCatalogue.Contract.TryGet(eventType, out _) ? wire : read;
        }

        if (!read.IsValid)
        {
            return new ContractResult<Event>(read.Errors.Select(error => error.Under("payload")).ToEquatableList());
        }

        var (_, aggregateType, mapped) = EnvelopeMapping.Of(read.Value);
        return TryCreate(eventType, payload, aggregateId ?? mapped, aggregateType, causationId);
    }

    private ContractResult<Event> TryCreate(string eventType, JsonText payload, string? aggregateId, string? aggregateType, EventId? causationId)
    {
        if (string.IsNullOrEmpty(aggregateId))
        {
            return new ContractResult<Event>([new ContractError(ContractErrorCode.MissingField, "aggregate_id", ContractMessages.Missing("aggregate_id"))]);
        }

        var draft = new Event
        {
            EventId = _context.CorrelationId,
            EventType = eventType,
            AggregateId = aggregateId,
            AggregateType = aggregateType,
            Payload = payload,
            Timestamp = EventTimestamp.From(_time.GetUtcNow()),
            NodeId = _context.NodeId,
            LamportClock = 0,
            CausationId = causationId,
            ProjectUuid = _context.ProjectUuid,
            ProjectSlug = _context.ProjectSlug,
            CorrelationId = _context.CorrelationId,
            SchemaVersion = _context.SchemaVersion,
            DataTier = _context.DataTier,
            TeamSlug = _context.TeamSlug,
            GitBranch = _context.GitBranch,
            HeadCommitSha = _context.HeadCommitSha,
            RepoSlug = _context.RepoSlug,
            BuildId = _context.BuildId,
        };

        // The draft takes the way of every event that comes in, the reading included, so that what is built here is what others accept.
        EquatableList<ContractError> faults = [.. new EventReader().Read(EventWriter.ToUtf8(draft)).Errors, .. EventValidator.Validate(draft).Select(fault => fault.Error)];
        return faults.Count > 0
            ? new ContractResult<Event>(faults)
            : new ContractResult<Event>(draft with { EventId = EventId.From(_ids.Next()), LamportClock = _tick() });
    }
}
