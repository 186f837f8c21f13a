namespace SpecKitty.Server.Dashboard.Views.Missions;

/// <summary>Which moment of a mission is shown.</summary>
/// <param name="Sequence">The last sequence of the project that it knows of.</param>
/// <param name="Last">The project's newest sequence.</param>
/// <param name="Earlier">The mission's event before; null when there is none.</param>
/// <param name="Later">The mission's event after; null when there is none.</param>
/// <param name="IsPast">Whether it is a moment that was, and not now.</param>
public sealed record MissionMoment(long Sequence, long Last, long? Earlier, long? Later, bool IsPast);
