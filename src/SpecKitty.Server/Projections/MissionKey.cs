namespace SpecKitty.Server.Projections;

/// <summary>Names a mission: its id is unique only in its project.</summary>
/// <param name="ProjectId">The project.</param>
/// <param name="MissionId">The mission.</param>
internal readonly record struct MissionKey(Guid ProjectId, string MissionId);
