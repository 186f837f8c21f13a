namespace SpecKitty.Server.Dashboard.Views.Missions;

/// <summary>A decision.</summary>
/// <param name="Id">The decision.</param>
/// <param name="Participant">Who captured it.</param>
/// <param name="Topic">What it is about.</param>
/// <param name="Option">What was decided.</param>
/// <param name="Rationale">Why; null when nobody said.</param>
/// <param name="WarningSubject">What the warning is about that it answers; null when it answers none.</param>
/// <param name="WholeAddress">Where all of the rationale stands; null when that is here.</param>
public sealed record DecisionView(string Id, ParticipantView Participant, string Topic, string Option, string? Rationale, string? WarningSubject, string? WholeAddress);
