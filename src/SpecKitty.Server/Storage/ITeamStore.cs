namespace SpecKitty.Server.Storage;

/// <summary>Keeps teams and who belongs to them.</summary>
public interface ITeamStore
{
    /// <summary>Takes a user into a team, which is made when it is new. It asks no consent of the user: only who runs the server does this, others invite (<see cref="IInvitationStore"/>).</summary>
    /// <param name="userId">A user who exists.</param>
    /// <param name="membership">The team and the role.</param>
    /// <param name="joinedAt">When.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>False when the user is in the team already; nothing changes then.</returns>
    Task<bool> AddMemberAsync(string userId, TeamMembership membership, DateTimeOffset joinedAt, CancellationToken cancellationToken = default);

    /// <summary>Gives a member another role. Atomic: of two admins who demote each other at once, one stays admin. The open invitations of an admin who is demoted are revoked.</summary>
    /// <param name="userId">The member.</param>
    /// <param name="membership">The team and the new role.</param>
    /// <param name="changedAt">When.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>What came of it; nothing changes unless it is <see cref="MembershipOutcome.Done"/>.</returns>
    Task<MembershipOutcome> ChangeRoleAsync(string userId, TeamMembership membership, DateTimeOffset changedAt, CancellationToken cancellationToken = default);

    /// <summary>Takes a member out of a team. Atomic, as <see cref="ChangeRoleAsync"/>.</summary>
    /// <remarks>
    /// In the same transaction the member's participant tokens for the team's projects are deleted, the open invitations that the member created for the team are
    /// revoked, and the team is no longer the one for the member's new projects; and when this was the last membership, every sign-in of the user is revoked and
    /// every personal access token deleted.
    /// </remarks>
    /// <param name="userId">The member.</param>
    /// <param name="teamSlug">The team.</param>
    /// <param name="removedAt">When.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>What came of it; nothing changes unless it is <see cref="MembershipOutcome.Done"/>.</returns>
    Task<MembershipOutcome> RemoveMemberAsync(string userId, string teamSlug, DateTimeOffset removedAt, CancellationToken cancellationToken = default);

    /// <summary>Lists the members of a team.</summary>
    /// <param name="teamSlug">The team.</param>
    /// <param name="afterUsername">The name to begin behind, in any ASCII case; empty for the beginning.</param>
    /// <param name="limit">How many at most.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The members by name, without regard to ASCII case; empty for a team that does not exist.</returns>
    Task<IReadOnlyList<TeamMember>> ListMembersAsync(string teamSlug, string afterUsername, int limit, CancellationToken cancellationToken = default);

    /// <summary>Lists all teams.</summary>
    /// <param name="afterSlug">The slug to begin behind; empty for the beginning.</param>
    /// <param name="limit">How many at most.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The teams by slug.</returns>
    Task<IReadOnlyList<TeamSummary>> ListTeamsAsync(string afterSlug, int limit, CancellationToken cancellationToken = default);

    /// <summary>Finds teams by their slugs.</summary>
    /// <param name="teamSlugs">The teams.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>Those that exist, by slug.</returns>
    Task<IReadOnlyList<TeamSummary>> FindTeamsAsync(IReadOnlyCollection<string> teamSlugs, CancellationToken cancellationToken = default);
}
