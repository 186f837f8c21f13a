using SpecKitty.Events.Envelope;

namespace SpecKitty.Events.Board;

/// <summary>An event that did not fold as it should.</summary>
/// <param name="EventId">The event.</param>
/// <param name="EventType">Its type.</param>
/// <param name="FeatureSlug">The feature that it counts for; empty for none, null when it has no effect and names none.</param>
/// <param name="WpId">The work package, where the event names one.</param>
/// <param name="Code">What is wrong.</param>
/// <param name="Reason">For a person: what is wrong.</param>
public sealed record BoardAnomaly(EventId EventId, string EventType, string? FeatureSlug, string? WpId, BoardAnomalyCode Code, string Reason);
