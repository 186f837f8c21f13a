namespace SpecKitty.Server.Ingest;

/// <summary>How far a project's Lamport clock has come. A client that takes it in never emits before what it has not seen.</summary>
/// <param name="ProjectId">The project.</param>
/// <param name="LamportClock">The greatest clock of its events, those of missions included; 0 while it has none.</param>
internal sealed record ProjectClock(Guid ProjectId, long LamportClock);
