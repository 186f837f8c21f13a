namespace SpecKitty.Server.Storage;

/// <summary>A place in the list of missions: right behind one of them.</summary>
/// <param name="CreatedAt">When that mission was made, to the millisecond.</param>
/// <param name="ProjectId">Its project.</param>
/// <param name="MissionId">Its id.</param>
public sealed record MissionCursor(DateTimeOffset CreatedAt, Guid ProjectId, string MissionId);
