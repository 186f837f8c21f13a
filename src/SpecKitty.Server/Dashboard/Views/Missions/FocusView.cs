namespace SpecKitty.Server.Dashboard.Views.Missions;

/// <summary>A target and who works on it.</summary>
/// <param name="Target">The target.</param>
/// <param name="Participants">Who works on it.</param>
/// <param name="Drivers">How many of them drive; from two on they may collide.</param>
public sealed record FocusView(FocusTargetView Target, IReadOnlyList<ParticipantView> Participants, int Drivers);
