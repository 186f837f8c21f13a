namespace SpecKitty.Server.Storage;

/// <summary>A team, counted.</summary>
/// <param name="TeamSlug">The team.</param>
/// <param name="Members">How many users are in it.</param>
/// <param name="Projects">How many projects belong to it.</param>
/// <param name="CreatedAt">Since when.</param>
public sealed record TeamSummary(string TeamSlug, int Members, int Projects, DateTimeOffset CreatedAt)
{
    /// <summary>Since when, to the millisecond.</summary>
    public DateTimeOffset CreatedAt { get; init => field = StoreTime.Of(value); } = StoreTime.Of(CreatedAt);
}
