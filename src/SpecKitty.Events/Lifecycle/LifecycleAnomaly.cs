using SpecKitty.Events.Envelope;

namespace SpecKitty.Events.Lifecycle;

/// <summary>An event that did not fold as it should.</summary>
/// <param name="EventId">The event.</param>
/// <param name="EventType">Its type.</param>
/// <param name="Code">What is wrong.</param>
/// <param name="Reason">For a person: what is wrong.</param>
public sealed record LifecycleAnomaly(EventId EventId, string EventType, LifecycleAnomalyCode Code, string Reason);
