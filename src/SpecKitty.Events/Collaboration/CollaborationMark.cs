namespace SpecKitty.Events.Collaboration;

/// <summary>A place in a fold: copies of what changes, and lengths of what only grows.</summary>
/// <param name="MissionId">The mission, once it is known.</param>
/// <param name="Position">How many events were folded.</param>
/// <param name="Participants">Copies of all participants.</param>
/// <param name="Warnings">Copies of all warnings, in order.</param>
/// <param name="Decisions">How many decisions there were.</param>
/// <param name="Comments">How many comments there were.</param>
/// <param name="Anomalies">How many anomalies there were.</param>
internal sealed record CollaborationMark(
    string? MissionId, int Position, ParticipantCell[] Participants, WarningCell[] Warnings, int Decisions, int Comments, int Anomalies);
