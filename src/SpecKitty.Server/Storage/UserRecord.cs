namespace SpecKitty.Server.Storage;

/// <summary>A user who can sign in.</summary>
/// <param name="UserId">The stable id, a ULID.</param>
/// <param name="Username">The name to sign in with; unique without regard to ASCII case.</param>
/// <param name="PasswordHash">The salted hash of the password.</param>
/// <param name="Memberships">The teams, oldest membership first.</param>
public sealed record UserRecord(string UserId, string Username, string PasswordHash, IReadOnlyList<TeamMembership> Memberships)
{
    /// <summary>The team that the user chose for new projects; null when there is none. Of a new user, null stands for the first team.</summary>
    public string? DefaultTeam { get; init; }
}
