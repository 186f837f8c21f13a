namespace SpecKitty.Server.Dashboard.Views.Missions;

/// <summary>An event that did not fold as it should.</summary>
/// <param name="EventId">The event.</param>
/// <param name="EventType">Its type.</param>
/// <param name="Code">What kind of fault.</param>
/// <param name="Reason">What is wrong, for people.</param>
public sealed record AnomalyView(string EventId, string EventType, string Code, string Reason);
