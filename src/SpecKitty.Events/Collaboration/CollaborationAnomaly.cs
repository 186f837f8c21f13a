using SpecKitty.Events.Envelope;

namespace SpecKitty.Events.Collaboration;

/// <summary>An event that did not fold as it should.</summary>
/// <param name="EventId">The event.</param>
/// <param name="EventType">Its type.</param>
/// <param name="Code">What is wrong.</param>
/// <param name="Reason">For a person: what is wrong.</param>
public sealed record CollaborationAnomaly(EventId EventId, string EventType, CollaborationAnomalyCode Code, string Reason);
