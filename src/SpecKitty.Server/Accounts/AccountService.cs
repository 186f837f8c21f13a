using SpecKitty.Events.Envelope;
using SpecKitty.Server.Auth;
using SpecKitty.Server.Storage;

namespace SpecKitty.Server.Accounts;

/// <summary>Looks after who is in a team, and after one's own password.</summary>
/// <remarks>Members see each other; only admins of the team change anything, and only with a sign-in. Every member may leave.</remarks>
internal sealed class AccountService(IServerStore store, PasswordChecker passwords, SignInGuard guard, TimeProvider time)
{
    private readonly UlidFactory _ids = new(time);

    /// <summary>Lists the members of a team of the principal's.</summary>
    /// <param name="principal">Who asks.</param>
    /// <param name="teamSlug">The team.</param>
    /// <param name="afterUsername">The name to begin behind; empty for the beginning.</param>
    /// <param name="limit">How many at most.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public async Task<AccountAnswer<IReadOnlyList<TeamMember>>> ListMembersAsync(
        Principal principal,
        string teamSlug,
        string afterUsername,
        int limit,
        CancellationToken cancellationToken = default)
        => principal.CanRead(teamSlug)
            ? new AccountAnswer<IReadOnlyList<TeamMember>>(await store.Teams.ListMembersAsync(teamSlug, afterUsername, limit, cancellationToken), null)
            : AccountFaults.NoTeam;

    /// <summary>Creates a user in a team. A user who exists is never added: see <see cref="InvitationService"/>.</summary>
    /// <param name="principal">An admin of the team.</param>
    /// <param name="teamSlug">The team.</param>
    /// <param name="member">The new user.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public async Task<AccountAnswer<TeamMember>> AddMemberAsync(Principal principal, string teamSlug, NewMember member, CancellationToken cancellationToken = default)
    {
        if (AccountFaults.OfAdmin(principal, teamSlug) is { } refusal)
        {
            return refusal;
        }

        if (!AccountRules.IsUsername(member.Username))
        {
            return new AccountFault(400, "Invalid body", $"username must be {AccountRules.UsernameRule}.");
        }

        if (AccountRules.FindPasswordFault(member.Password, "password") is { } fault)
        {
            return new AccountFault(400, "Invalid body", fault);
        }

        // A name is unique on the whole server, so that one that is taken has to be refused; trying many is slowed down.
        var (entered, wait) = await guard.EnterNewNameAsync(principal.UserId!, cancellationToken);
        using var attempt = entered;
        if (attempt is null)
        {
            return AccountFaults.Of(wait, "username: too many names were not available");
        }

        var now = StoreTime.Now(time);
        var user = new UserRecord(_ids.Next().ToString(), member.Username, passwords.Hash(member.Password), [new TeamMembership(teamSlug, member.Role)]);
        if (!await store.Accounts.AddUserAsync(user, now, cancellationToken))
        {
            attempt.Fail();
            return NameTaken;
        }

        return new TeamMember(user.UserId, user.Username, member.Role, now);
    }

    /// <summary>Gives a member another role.</summary>
    /// <param name="principal">An admin of the team.</param>
    /// <param name="teamSlug">The team.</param>
    /// <param name="username">The member.</param>
    /// <param name="role">The new role.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>Why not; null when the role is as it was asked for.</returns>
    public async Task<AccountFault?> ChangeRoleAsync(Principal principal, string teamSlug, string username, TeamRole role, CancellationToken cancellationToken = default)
    {
        if (AccountFaults.OfAdmin(principal, teamSlug) is { } refusal)
        {
            return refusal;
        }

        var outcome = await FindMemberAsync(teamSlug, username, cancellationToken) is { } user
            ? await store.Teams.ChangeRoleAsync(user.UserId, new TeamMembership(teamSlug, role), time.GetUtcNow(), cancellationToken)
            : MembershipOutcome.NoMember;
        return FaultOf(outcome, username);
    }

    /// <summary>Removes a member from a team, or lets the principal leave it. What the member's tokens could do there ends at once.</summary>
    /// <param name="principal">An admin of the team, or the member.</param>
    /// <param name="teamSlug">The team.</param>
    /// <param name="username">The member.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>Why not; null when the member is out.</returns>
    public async Task<AccountFault?> RemoveMemberAsync(Principal principal, string teamSlug, string username, CancellationToken cancellationToken = default)
    {
        if (principal.Name.Equals(username, StringComparison.OrdinalIgnoreCase))
        {
            return await LeaveAsync(principal, teamSlug, cancellationToken);
        }

        if (AccountFaults.OfAdmin(principal, teamSlug) is { } refusal)
        {
            return refusal;
        }

        var outcome = await FindMemberAsync(teamSlug, username, cancellationToken) is { } user
            ? await store.Teams.RemoveMemberAsync(user.UserId, teamSlug, time.GetUtcNow(), cancellationToken)
            : MembershipOutcome.NoMember;
        return FaultOf(outcome, username);
    }

    /// <summary>Lets the principal leave a team, whatever its role there. After the last team the user cannot sign in any more.</summary>
    /// <param name="principal">The member, signed in.</param>
    /// <param name="teamSlug">The team.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>Why not; null when the principal has left.</returns>
    public async Task<AccountFault?> LeaveAsync(Principal principal, string teamSlug, CancellationToken cancellationToken = default)
    {
        if (FindOwnFault(principal, teamSlug) is { } fault)
        {
            return fault;
        }

        return await store.Teams.RemoveMemberAsync(principal.UserId!, teamSlug, time.GetUtcNow(), cancellationToken) switch
        {
            MembershipOutcome.NoMember => AccountFaults.NoTeam,
            MembershipOutcome.LastAdmin => new AccountFault(409, "Last admin", $"You are the only admin of \"{teamSlug}\"; make another member admin first, then leave."),
            _ => null,
        };
    }

    /// <summary>Sets the team that the principal's new projects go to.</summary>
    /// <param name="principal">A member of the team who may write in it, signed in.</param>
    /// <param name="teamSlug">The team.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>Why not; null when it is set.</returns>
    public async Task<AccountFault?> SetDefaultTeamAsync(Principal principal, string teamSlug, CancellationToken cancellationToken = default)
    {
        if (FindOwnFault(principal, teamSlug) is { } fault)
        {
            return fault;
        }

        if (!principal.CanWrite(teamSlug))
        {
            return new AccountFault(403, "Insufficient permissions", $"default_team must be a team that you may write in; in \"{teamSlug}\" you are a viewer. Choose another team, or ask an admin of it for the role of a member.");
        }

        return await store.Accounts.SetDefaultTeamAsync(principal.UserId!, teamSlug, cancellationToken) ? null : AccountFaults.NoTeam;
    }

    /// <summary>Changes the principal's own password and ends all other sign-ins of the user. Personal access tokens and participant tokens stay.</summary>
    /// <param name="principal">Who.</param>
    /// <param name="address">Where the request comes from: wrong passwords are counted like those at the sign-in.</param>
    /// <param name="current">The password so far.</param>
    /// <param name="password">The new one.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>Why not; null when it is changed.</returns>
    public async Task<AccountFault?> ChangePasswordAsync(Principal principal, string address, string current, string password, CancellationToken cancellationToken = default)
    {
        if (!principal.Has(TokenRights.Account))
        {
            return AccountFaults.NeedsSignIn;
        }

        if (AccountRules.FindPasswordFault(password, "new") is { } fault)
        {
            return new AccountFault(400, "Invalid body", fault);
        }

        var (entered, wait) = await guard.EnterAsync(principal.Name, address, cancellationToken);
        using var attempt = entered;
        if (attempt is null)
        {
            return AccountFaults.Of(wait);
        }

        var user = await store.Accounts.FindByIdAsync(principal.UserId!, cancellationToken);
        if (passwords.Check(user, current) == PasswordVerdict.Wrong)
        {
            attempt.Fail();
            return WrongPassword;
        }

        attempt.Succeed();
        return await ReplaceAsync(user!, principal.SignIn, current, password, cancellationToken) ? null : WrongPassword;
    }

    /// <summary>The name of a new user is not available. It does not say who has it.</summary>
    public static AccountFault NameTaken { get; } = new(
        409,
        "Name not available",
        "username: this name is not available; choose another. To bring in someone who has an account, invite them: POST /api/v1/teams/TEAM/invitations/.");

    /// <summary>The current password was another.</summary>
    public static AccountFault WrongPassword { get; } = new(403, "Wrong password", "current is not your password; nothing was changed.");

    // A sign-in at the same moment may hash the same password again; then the new hash is compared and replaced.
    private async Task<bool> ReplaceAsync(UserRecord? user, string? signIn, string current, string password, CancellationToken cancellationToken)
    {
        while (!await store.Accounts.ReplacePasswordAsync(user!.UserId, user.PasswordHash, passwords.Hash(password), time.GetUtcNow(), signIn, cancellationToken))
        {
            user = await store.Accounts.FindByIdAsync(user.UserId, cancellationToken);
            if (passwords.Check(user, current) == PasswordVerdict.Wrong)
            {
                return false;
            }
        }

        return true;
    }

    // The same work for a name that does not exist and for a user of other teams, so that time does not tell them apart.
    private async Task<UserRecord?> FindMemberAsync(string teamSlug, string username, CancellationToken cancellationToken)
        => await store.Accounts.FindByNameAsync(username, cancellationToken) is { } user && user.Memberships.Any(membership => membership.TeamSlug == teamSlug) ? user : null;

    private static AccountFault? FindOwnFault(Principal principal, string teamSlug) => principal switch
    {
        _ when principal.Scope is not null || principal.RoleIn(teamSlug) is null => AccountFaults.NoTeam,
        _ when !principal.Has(TokenRights.Account) => AccountFaults.NeedsSignIn,
        _ => null,
    };

    private static AccountFault? FaultOf(MembershipOutcome outcome, string username) => outcome switch
    {
        MembershipOutcome.NoMember => new AccountFault(404, "No such member", "The team has no member of this name; GET the list of members says who they are."),
        MembershipOutcome.LastAdmin => new AccountFault(409, "Last admin", $"\"{username}\" is the team's only admin; make another member admin first."),
        _ => null,
    };
}
