using SpecKitty.Events.Envelope;
using SpecKitty.Server.Auth;
using SpecKitty.Server.Storage;

namespace SpecKitty.Server.Accounts;

/// <summary>Looks after who is in a team, and after one's own password.</summary>
/// <remarks>Members see each other; only admins of the team change anything, and only with a sign-in.</remarks>
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

    /// <summary>Makes a user in a team, or takes one into it who exists.</summary>
    /// <param name="principal">An admin of the team.</param>
    /// <param name="teamSlug">The team.</param>
    /// <param name="member">Who.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public async Task<AccountAnswer<TeamMember>> AddMemberAsync(Principal principal, string teamSlug, NewMember member, CancellationToken cancellationToken = default)
    {
        if (RefuseChange(principal, teamSlug) is { } refusal)
        {
            return refusal;
        }

        if (!AccountRules.IsUsername(member.Username))
        {
            return new AccountFault(400, "Invalid body", $"username must be {AccountRules.UsernameRule}.");
        }

        var now = StoreTime.Now(time);
        var membership = new TeamMembership(teamSlug, member.Role);
        if (member.Password is { } password)
        {
            if (AccountRules.FindPasswordFault(password, "password") is { } fault)
            {
                return new AccountFault(400, "Invalid body", fault);
            }

            var user = new UserRecord(_ids.Next().ToString(), member.Username, passwords.Hash(password), [membership]);
            return await store.Accounts.AddUserAsync(user, now, cancellationToken)
                ? new TeamMember(user.UserId, user.Username, member.Role, now)
                : new AccountFault(409, "User exists", $"username: there is a user \"{member.Username}\" already; choose another name, or leave password out to add that user to the team.");
        }

        if (await store.Accounts.FindByNameAsync(member.Username, cancellationToken) is not { } known)
        {
            return new AccountFault(404, "No such user", $"username: there is no user \"{member.Username}\"; send a password too, and the user is made.");
        }

        return await store.Teams.AddMemberAsync(known.UserId, membership, now, cancellationToken)
            ? new TeamMember(known.UserId, known.Username, member.Role, now)
            : new AccountFault(409, "Member already", $"username: \"{known.Username}\" is in the team already; change the role with PATCH on the member's address.");
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
        if (RefuseChange(principal, teamSlug) is { } refusal)
        {
            return refusal;
        }

        var outcome = await store.Accounts.FindByNameAsync(username, cancellationToken) is { } user
            ? await store.Teams.ChangeRoleAsync(user.UserId, new TeamMembership(teamSlug, role), cancellationToken)
            : MembershipOutcome.NoMember;
        return FaultOf(outcome, username);
    }

    /// <summary>Takes a member out of a team. What the member's tokens could do there ends at once.</summary>
    /// <param name="principal">An admin of the team.</param>
    /// <param name="teamSlug">The team.</param>
    /// <param name="username">The member.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>Why not; null when the member is out.</returns>
    public async Task<AccountFault?> RemoveMemberAsync(Principal principal, string teamSlug, string username, CancellationToken cancellationToken = default)
    {
        if (RefuseChange(principal, teamSlug) is { } refusal)
        {
            return refusal;
        }

        var outcome = await store.Accounts.FindByNameAsync(username, cancellationToken) is { } user
            ? await store.Teams.RemoveMemberAsync(user.UserId, teamSlug, time.GetUtcNow(), cancellationToken)
            : MembershipOutcome.NoMember;
        return FaultOf(outcome, username);
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

    private static AccountFault WrongPassword { get; } = new(403, "Wrong password", "current is not your password; nothing was changed.");

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

    private static AccountFault? RefuseChange(Principal principal, string teamSlug) => principal switch
    {
        _ when principal.Scope is not null || principal.RoleIn(teamSlug) is null => AccountFaults.NoTeam,
        _ when !principal.Has(TokenRights.Account) => AccountFaults.NeedsSignIn,
        _ when !principal.IsAdminOf(teamSlug) => new AccountFault(403, "Insufficient permissions", $"Only an admin of \"{teamSlug}\" looks after its members; ask one of them: GET the list of members says who they are."),
        _ => null,
    };

    private static AccountFault? FaultOf(MembershipOutcome outcome, string username) => outcome switch
    {
        MembershipOutcome.NoMember => new AccountFault(404, "No such member", "The team has no member of this name; GET the list of members says who they are."),
        MembershipOutcome.LastAdmin => new AccountFault(409, "Last admin", $"\"{username}\" is the team's only admin; make another member admin first."),
        _ => null,
    };
}
