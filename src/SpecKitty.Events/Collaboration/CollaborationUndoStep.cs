namespace SpecKitty.Events.Collaboration;

/// <summary>What a fold held before one event.</summary>
/// <param name="MissionId">The mission.</param>
/// <param name="Decisions">How many decisions.</param>
/// <param name="Comments">How many comments.</param>
/// <param name="Anomalies">How many anomalies.</param>
/// <param name="Undo">Undoes what the event did to cells; null when it did nothing to them.</param>
internal readonly record struct CollaborationUndoStep(string? MissionId, int Decisions, int Comments, int Anomalies, Action? Undo);
