namespace SpecKitty.Server.Storage;

/// <summary>A user as a member of one team.</summary>
/// <param name="UserId">The stable id.</param>
/// <param name="Username">The name to sign in with.</param>
/// <param name="Role">What the user may do in the team.</param>
/// <param name="JoinedAt">Since when.</param>
public sealed record TeamMember(string UserId, string Username, TeamRole Role, DateTimeOffset JoinedAt)
{
    /// <summary>Since when, to the millisecond.</summary>
    public DateTimeOffset JoinedAt { get; init => field = StoreTime.Of(value); } = StoreTime.Of(JoinedAt);
}
