namespace SpecKitty.Server.Auth;

/// <summary>What a participant token is good for: one mission, and acting as one participant in it.</summary>
/// <param name="ProjectId">The project.</param>
/// <param name="MissionId">The mission.</param>
/// <param name="ParticipantId">The participant.</param>
internal sealed record ParticipantScope(Guid ProjectId, string MissionId, string ParticipantId)
{
    /// <summary>What is said to whoever wants more with it.</summary>
    public string Refusal => $"This token is scoped to mission \"{MissionId}\" of project {ProjectId} as participant \"{ParticipantId}\": post that participant's events, read that mission or leave it; for anything else sign in as yourself.";

    /// <summary>Whether it reaches a mission.</summary>
    public bool Covers(Guid projectId, string missionId) => projectId == ProjectId && missionId == MissionId;
}
