using SpecKitty.Events.Envelope;

namespace SpecKitty.Server.Projections;

/// <summary>A participant's join or leave.</summary>
/// <param name="Event">The event.</param>
/// <param name="Kind">How it came about.</param>
/// <param name="ReceivedAt">When the server stored it.</param>
internal sealed record RosterMove(Event Event, RosterMoveKind Kind, DateTimeOffset ReceivedAt);
