using SpecKitty.Events.Envelope;
using SpecKitty.Server.Auth;
using SpecKitty.Server.Storage;

namespace SpecKitty.Server.Accounts;

/// <summary>Invites to teams: admins create, list and revoke invitations, and the invited users accept or decline them.</summary>
/// <remarks>No one is in a team before accepting. An admin learns nothing about a user name from inviting it, and nothing from a decline.</remarks>
internal sealed class InvitationService(IServerStore store, SignInGuard guard, TimeProvider time)
{
    /// <summary>The days after which an invitation expires when no other number is given.</summary>
    public const int DefaultDays = 7;

    /// <summary>The most days that an invitation may be open.</summary>
    public const int MostDays = 30;

    /// <summary>The most open invitations of a team.</summary>
    public const int MostInvitations = 100;

    private readonly UlidFactory _ids = new(time);

    /// <summary>Creates an invitation. An earlier one of the team for the same user name is revoked.</summary>
    /// <param name="principal">An admin of the team, signed in.</param>
    /// <param name="teamSlug">The team.</param>
    /// <param name="invitation">The invitation.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public async Task<AccountAnswer<CreatedInvitation>> CreateAsync(Principal principal, string teamSlug, NewInvitation invitation, CancellationToken cancellationToken = default)
    {
        if (AccountFaults.OfAdmin(principal, teamSlug) is { } refusal)
        {
            return refusal;
        }

        if (invitation.Username is not null && !AccountRules.IsUsername(invitation.Username))
        {
            return new AccountFault(400, "Invalid body", $"username must be {AccountRules.UsernameRule}; it may be left out.");
        }

        if (invitation.Days is < 1 or > MostDays)
        {
            return new AccountFault(400, "Invalid body", $"expires_in_days must be 1 to {MostDays}; it is {invitation.Days}.");
        }

        // Members are no secret to an admin. Any other name is treated alike, whether or not there is such a user.
        if (invitation.Username is { } username
            && await store.Accounts.FindByNameAsync(username, cancellationToken) is { } user
            && user.Memberships.Any(membership => membership.TeamSlug == teamSlug))
        {
            return new AccountFault(409, "Member already", $"username: \"{user.Username}\" is in the team already; change the role with PATCH on the member's address.");
        }

        var secret = SecretToken.NewInvitation();
        var now = StoreTime.Now(time);
        var record = new InvitationRecord(
            _ids.Next().ToString(),
            SecretToken.Hash(secret),
            teamSlug,
            invitation.Role,
            invitation.Username,
            invitation.IsSingleUse || invitation.Username is not null,
            principal.UserId!,
            now,
            now.AddDays(invitation.Days))
        {
            CreatedByName = principal.Name,
        };
        return await store.Invitations.AddAsync(record, MostInvitations, cancellationToken)
            ? new CreatedInvitation(record, secret)
            : new AccountFault(409, "Too many invitations", $"The team has {MostInvitations} open invitations, and no more are allowed; revoke one, or wait until one expires.");
    }

    /// <summary>Lists the open invitations of a team.</summary>
    /// <param name="principal">An admin of the team, signed in.</param>
    /// <param name="teamSlug">The team.</param>
    /// <param name="afterInvitationId">The id to continue after; empty for the beginning.</param>
    /// <param name="limit">How many at most.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public async Task<AccountAnswer<IReadOnlyList<InvitationRecord>>> ListOfTeamAsync(Principal principal, string teamSlug, string afterInvitationId, int limit, CancellationToken cancellationToken = default)
        => AccountFaults.OfAdmin(principal, teamSlug) is { } refusal
            ? refusal
            : new AccountAnswer<IReadOnlyList<InvitationRecord>>(await store.Invitations.ListOfTeamAsync(teamSlug, time.GetUtcNow(), afterInvitationId, limit, cancellationToken), null);

    /// <summary>Revokes an open invitation of a team, at once.</summary>
    /// <param name="principal">An admin of the team, signed in.</param>
    /// <param name="teamSlug">The team.</param>
    /// <param name="invitationId">The invitation.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>Why not; null when it is revoked.</returns>
    public async Task<AccountFault?> RevokeAsync(Principal principal, string teamSlug, string invitationId, CancellationToken cancellationToken = default)
        => AccountFaults.OfAdmin(principal, teamSlug) is { } refusal ? refusal
        : await store.Invitations.RevokeAsync(teamSlug, invitationId, time.GetUtcNow(), cancellationToken) ? null
        : new AccountFault(404, "No such invitation", "The team has no open invitation of this id; GET the list of invitations shows them.");

    /// <summary>Lists the open invitations that name the principal.</summary>
    /// <param name="principal">The invited user, signed in.</param>
    /// <param name="afterInvitationId">The id to continue after; empty for the beginning.</param>
    /// <param name="limit">How many at most.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public async Task<AccountAnswer<IReadOnlyList<InvitationRecord>>> ListOwnAsync(Principal principal, string afterInvitationId, int limit, CancellationToken cancellationToken = default)
        => principal.Has(TokenRights.Account)
            ? new AccountAnswer<IReadOnlyList<InvitationRecord>>(await store.Invitations.ListOfUserAsync(principal.UserId!, time.GetUtcNow(), afterInvitationId, limit, cancellationToken), null)
            : AccountFaults.NeedsSignIn;

    /// <summary>Accepts an invitation that names the principal.</summary>
    /// <param name="principal">The invited user, signed in.</param>
    /// <param name="invitationId">The invitation.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public async Task<AccountAnswer<InvitationRecord>> AcceptAsync(Principal principal, string invitationId, CancellationToken cancellationToken = default)
        => principal.Has(TokenRights.Account)
            ? Answer(await store.Invitations.AcceptAsync(principal.UserId!, invitationId, StoreTime.Now(time), cancellationToken), NotYours)
            : AccountFaults.NeedsSignIn;

    /// <summary>Accepts the invitation of a link.</summary>
    /// <param name="principal">A user, signed in.</param>
    /// <param name="secret">The secret of the link.</param>
    /// <param name="address">The network address that it comes from; failures are counted for it and for the user.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public async Task<AccountAnswer<InvitationRecord>> AcceptBySecretAsync(Principal principal, string secret, string address, CancellationToken cancellationToken = default)
    {
        if (!principal.Has(TokenRights.Account))
        {
            return AccountFaults.NeedsSignIn;
        }

        var (entered, wait) = await guard.EnterInvitationAsync(principal.UserId!, address, cancellationToken);
        using var attempt = entered;
        if (attempt is null)
        {
            return TooManySecrets(wait);
        }

        var acceptance = await store.Invitations.AcceptBySecretAsync(principal.UserId!, SecretToken.Hash(secret), StoreTime.Now(time), cancellationToken);
        if (acceptance.Outcome == InvitationOutcome.NotOpen)
        {
            attempt.Fail();
        }

        return Answer(acceptance, NotOpen);
    }

    /// <summary>Shows the invitation of a link to a user who may accept it.</summary>
    /// <param name="principal">A user, signed in.</param>
    /// <param name="secret">The secret of the link.</param>
    /// <param name="address">The network address that it comes from; failures are counted for it and for the user.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public async Task<AccountAnswer<InvitationRecord>> FindAsync(Principal principal, string secret, string address, CancellationToken cancellationToken = default)
    {
        if (!principal.Has(TokenRights.Account))
        {
            return AccountFaults.NeedsSignIn;
        }

        var (entered, wait) = await guard.EnterInvitationAsync(principal.UserId!, address, cancellationToken);
        using var attempt = entered;
        if (attempt is null)
        {
            return TooManySecrets(wait);
        }

        if (await store.Invitations.FindAsync(SecretToken.Hash(secret), time.GetUtcNow(), cancellationToken) is not { } invitation
            || !(invitation.Username?.Equals(principal.Name, StringComparison.OrdinalIgnoreCase) ?? true))
        {
            attempt.Fail();
            return NotOpen;
        }

        return invitation;
    }

    /// <summary>Declines an invitation that names the principal. The team is not told.</summary>
    /// <param name="principal">The invited user, signed in.</param>
    /// <param name="invitationId">The invitation.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>Why not; null when it is declined.</returns>
    public async Task<AccountFault?> DeclineAsync(Principal principal, string invitationId, CancellationToken cancellationToken = default)
        => !principal.Has(TokenRights.Account) ? AccountFaults.NeedsSignIn
        : await store.Invitations.DeclineAsync(principal.UserId!, invitationId, time.GetUtcNow(), cancellationToken) ? null
        : NotYours;

    // One text, whether the secret never was one, or the invitation was used, revoked, has expired or is for another user.
    private static AccountFault NotOpen { get; } = new(
        404,
        "No such invitation",
        "secret: no open invitation has this secret, or it is for another user; ask an admin of the team for a new invitation.");

    private static AccountFault NotYours { get; } = new(404, "No such invitation", "You have no open invitation of this id; GET /api/v1/invitations/ lists yours.");

    private static AccountFault TooManySecrets(SignInRefusal refusal) => AccountFaults.Of(refusal, "secret: too many links were not those of an open invitation");

    private static AccountAnswer<InvitationRecord> Answer(InvitationAcceptance acceptance, AccountFault notOpen) => acceptance.Outcome switch
    {
        InvitationOutcome.NotOpen => notOpen,
        InvitationOutcome.MemberAlready => new AccountFault(409, "Member already", $"You are in \"{acceptance.Invitation!.TeamSlug}\" already; nothing was changed."),
        _ => acceptance.Invitation!,
    };
}
