namespace SpecKitty.Server.Storage;

/// <summary>A mission of a project.</summary>
/// <param name="ProjectId">The project.</param>
/// <param name="MissionId">The mission, unique in its project.</param>
/// <param name="Title">What it is called.</param>
/// <param name="CorrelationId">The ULID of the mission's run, which the server's own events of the mission carry.</param>
/// <param name="CreatedBy">The principal who made it.</param>
/// <param name="CreatedAt">When.</param>
public sealed record MissionRecord(Guid ProjectId, string MissionId, string Title, string CorrelationId, string CreatedBy, DateTimeOffset CreatedAt)
{
    /// <summary>When, to the millisecond.</summary>
    public DateTimeOffset CreatedAt { get; init => field = StoreTime.Of(value); } = StoreTime.Of(CreatedAt);
}
