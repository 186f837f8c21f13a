namespace SpecKitty.Server.Ingest;

/// <summary>How far a mission's Lamport clock has come. A client that takes it in never emits before what it has not seen.</summary>
/// <param name="ProjectId">The project.</param>
/// <param name="MissionId">The mission.</param>
/// <param name="LamportClock">The greatest clock of its events; 0 while it has none.</param>
internal sealed record MissionClock(Guid ProjectId, string MissionId, long LamportClock);
