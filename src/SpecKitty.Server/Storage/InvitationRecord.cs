namespace SpecKitty.Server.Storage;

/// <summary>An invitation to a team as it is stored: never the secret of its link, only the hash.</summary>
/// <param name="InvitationId">Its public name, a ULID.</param>
/// <param name="SecretHash">SHA-256 of the secret in its link.</param>
/// <param name="TeamSlug">The team.</param>
/// <param name="Role">The role that accepting it gives.</param>
/// <param name="Username">The only user who can accept it, in any ASCII case, whether or not there is such a user; null for anyone who has the link.</param>
/// <param name="IsSingleUse">Whether the first acceptance closes it.</param>
/// <param name="CreatedBy">The user id of the admin who created it.</param>
/// <param name="CreatedAt">When it was created.</param>
/// <param name="ExpiresAt">When it expires.</param>
public sealed record InvitationRecord(
    string InvitationId,
    ReadOnlyMemory<byte> SecretHash,
    string TeamSlug,
    TeamRole Role,
    string? Username,
    bool IsSingleUse,
    string CreatedBy,
    DateTimeOffset CreatedAt,
    DateTimeOffset ExpiresAt)
{
    /// <summary>The name of the admin who created it; empty in a record that was not read from a store.</summary>
    public string CreatedByName { get; init; } = "";

    /// <summary>How many users have accepted it.</summary>
    public int Uses { get; init; }

    /// <summary>When it was last accepted; null when never.</summary>
    public DateTimeOffset? AcceptedAt { get; init; }

    /// <summary>When the user whom it names declined it; null when that has not happened. Never shown to the team: it would confirm that the user exists.</summary>
    public DateTimeOffset? DeclinedAt { get; init; }

    /// <summary>When it was revoked; null when it was not.</summary>
    public DateTimeOffset? RevokedAt { get; init; }

    /// <summary>Whether it can still be accepted.</summary>
    /// <param name="now">The time to evaluate it at.</param>
    public bool IsOpen(DateTimeOffset now) => RevokedAt is null && ExpiresAt > now && !(IsSingleUse && Uses > 0);
}
