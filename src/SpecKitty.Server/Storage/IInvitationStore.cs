namespace SpecKitty.Server.Storage;

/// <summary>Stores invitations to teams. An invitation gives nothing until the invited user accepts it.</summary>
/// <remarks>
/// An invitation is open until it expires, is revoked, or, for a single use, is accepted. The removal or demotion of the admin who created it revokes it:
/// see <see cref="ITeamStore"/>. Declining hides it from the invited user and changes nothing that the team can see.
/// </remarks>
public interface IInvitationStore
{
    /// <summary>Adds an invitation to a team that exists. An earlier open invitation of the team for the same user name is revoked. Deletes those that have expired.</summary>
    /// <param name="invitation">The invitation.</param>
    /// <param name="most">How many open invitations a team may have, this one included.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>False when the team has as many as it may; nothing changes then.</returns>
    Task<bool> AddAsync(InvitationRecord invitation, int most, CancellationToken cancellationToken = default);

    /// <summary>Lists the open invitations of a team.</summary>
    /// <param name="teamSlug">The team.</param>
    /// <param name="now">The time to evaluate them at.</param>
    /// <param name="afterInvitationId">The id to continue after; empty for the beginning.</param>
    /// <param name="limit">How many at most.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The invitations by id, which is by age.</returns>
    Task<IReadOnlyList<InvitationRecord>> ListOfTeamAsync(string teamSlug, DateTimeOffset now, string afterInvitationId, int limit, CancellationToken cancellationToken = default);

    /// <summary>Lists the open invitations that name a user, without those that the user declined and those of teams that the user is in.</summary>
    /// <param name="userId">The user.</param>
    /// <param name="now">The time to evaluate them at.</param>
    /// <param name="afterInvitationId">The id to continue after; empty for the beginning.</param>
    /// <param name="limit">How many at most.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The invitations by id, which is by age.</returns>
    Task<IReadOnlyList<InvitationRecord>> ListOfUserAsync(string userId, DateTimeOffset now, string afterInvitationId, int limit, CancellationToken cancellationToken = default);

    /// <summary>Finds an open invitation by the secret of its link.</summary>
    /// <param name="secretHash">SHA-256 of the secret.</param>
    /// <param name="now">The time to evaluate it at.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The invitation; null when none is open.</returns>
    Task<InvitationRecord?> FindAsync(ReadOnlyMemory<byte> secretHash, DateTimeOffset now, CancellationToken cancellationToken = default);

    /// <summary>Accepts an open invitation that names the user. Atomic: a single use is used once.</summary>
    /// <param name="userId">The user.</param>
    /// <param name="invitationId">The invitation.</param>
    /// <param name="acceptedAt">When.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>What came of it. <see cref="InvitationOutcome.NotOpen"/> also when it names another user, or no user.</returns>
    Task<InvitationAcceptance> AcceptAsync(string userId, string invitationId, DateTimeOffset acceptedAt, CancellationToken cancellationToken = default);

    /// <summary>Accepts an open invitation by the secret of its link. Atomic, as <see cref="AcceptAsync"/>.</summary>
    /// <remarks>A user who has no team for new projects, or only reads in it, has this one from then on, unless the role is a viewer's.</remarks>
    /// <param name="userId">The user.</param>
    /// <param name="secretHash">SHA-256 of the secret.</param>
    /// <param name="acceptedAt">When.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>What came of it. <see cref="InvitationOutcome.NotOpen"/> also when it names another user.</returns>
    Task<InvitationAcceptance> AcceptBySecretAsync(string userId, ReadOnlyMemory<byte> secretHash, DateTimeOffset acceptedAt, CancellationToken cancellationToken = default);

    /// <summary>Declines an open invitation that names the user.</summary>
    /// <param name="userId">The user.</param>
    /// <param name="invitationId">The invitation.</param>
    /// <param name="declinedAt">When.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>False when there is no such invitation, or it was declined already.</returns>
    Task<bool> DeclineAsync(string userId, string invitationId, DateTimeOffset declinedAt, CancellationToken cancellationToken = default);

    /// <summary>Revokes an open invitation of a team.</summary>
    /// <param name="teamSlug">The team.</param>
    /// <param name="invitationId">The invitation.</param>
    /// <param name="revokedAt">When.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>False when the team has no such open invitation.</returns>
    Task<bool> RevokeAsync(string teamSlug, string invitationId, DateTimeOffset revokedAt, CancellationToken cancellationToken = default);
}
