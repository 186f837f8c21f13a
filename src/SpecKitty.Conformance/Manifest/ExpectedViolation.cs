using SpecKitty.Events.Collaboration;
using SpecKitty.Events.Envelope;

namespace SpecKitty.Conformance.Manifest;

/// <summary>The violation that a strict reduction has to stop at.</summary>
/// <param name="Kind">What is wrong.</param>
/// <param name="EventId">The event.</param>
/// <param name="EventType">Its type.</param>
/// <param name="ParticipantId">The participant that it is about; null where there is none.</param>
public sealed record ExpectedViolation(CollaborationAnomalyCode Kind, EventId EventId, string EventType, string? ParticipantId);
