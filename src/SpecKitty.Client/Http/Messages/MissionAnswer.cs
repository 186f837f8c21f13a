namespace SpecKitty.Client.Http.Messages;

/// <summary>A mission as the server knows it.</summary>
/// <param name="MissionId">The mission.</param>
/// <param name="ProjectUuid">Its project; null when the server did not repeat it.</param>
/// <param name="Title">Its title.</param>
/// <param name="CorrelationId">The ULID of the mission's run, carried by every event of the mission; null when the server did not say.</param>
public sealed record MissionAnswer(string MissionId, Guid? ProjectUuid = null, string? Title = null, string? CorrelationId = null);

/// <summary>A page of missions; <c>next_after</c> leads to the next one and is null at the end.</summary>
internal sealed record MissionListAnswer(IReadOnlyList<MissionAnswer> Missions, string? NextAfter = null);
