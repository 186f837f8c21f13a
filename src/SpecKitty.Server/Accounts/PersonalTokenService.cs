using SpecKitty.Events.Envelope;
using SpecKitty.Server.Auth;
using SpecKitty.Server.Storage;

namespace SpecKitty.Server.Accounts;

/// <summary>Makes, lists and revokes personal access tokens, which let automation do a part of what their user may.</summary>
/// <remarks>A personal access token never looks after tokens itself, so that a leaked one cannot outlive its revocation.</remarks>
internal sealed class PersonalTokenService(IServerStore store, TimeProvider time)
{
    /// <summary>The days that a token is good when nobody says otherwise.</summary>
    public const int DefaultDays = 90;

    /// <summary>The most days that a token may be good.</summary>
    public const int MostDays = 366;

    /// <summary>The most live tokens of a user.</summary>
    public const int MostTokens = 100;

    private readonly UlidFactory _ids = new(time);

    /// <summary>Makes a token.</summary>
    /// <param name="principal">Whose it is to be; signed in.</param>
    /// <param name="name">What its user calls it, 1 to 100 characters.</param>
    /// <param name="rights">What it is to let its bearer do.</param>
    /// <param name="days">The days that it is good, 1 to 366.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public async Task<AccountAnswer<CreatedToken>> CreateAsync(Principal principal, string name, TokenRights rights, int days, CancellationToken cancellationToken = default)
    {
        if (!principal.Has(TokenRights.Account))
        {
            return AccountFaults.NeedsSignIn;
        }

        if (!AccountRules.IsName(name))
        {
            return new AccountFault(400, "Invalid body", $"name must be {AccountRules.NameRule}.");
        }

        if (rights == TokenRights.None || rights.HasFlag(TokenRights.Account))
        {
            return new AccountFault(400, "Invalid body", "rights must be one or more of read, write and import.");
        }

        if (rights.HasFlag(TokenRights.Import) && !principal.Memberships.Any(membership => membership.Role == TeamRole.Admin))
        {
            return new AccountFault(403, "Insufficient permissions", "rights: import is given only by an admin of a team, and you are none; leave it out, or ask an admin to import.");
        }

        var secret = SecretToken.NewPersonal();
        var now = time.GetUtcNow();
        var token = new PersonalTokenRecord(_ids.Next().ToString(), SecretToken.Hash(secret), principal.UserId!, name, rights, now, now.AddDays(days), null);
        return await store.PersonalTokens.AddAsync(token, MostTokens, cancellationToken)
            ? new CreatedToken(token, secret)
            : new AccountFault(409, "Too many tokens", $"You have {MostTokens} tokens, and no more are allowed; DELETE one that nothing uses: GET /api/v1/tokens/ says when each was last used.");
    }

    /// <summary>Lists the principal's tokens that have not ended.</summary>
    /// <param name="principal">Whose; signed in.</param>
    /// <param name="afterTokenId">The id to begin behind; empty for the beginning.</param>
    /// <param name="limit">How many at most.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public async Task<AccountAnswer<IReadOnlyList<PersonalTokenRecord>>> ListAsync(Principal principal, string afterTokenId, int limit, CancellationToken cancellationToken = default)
        => principal.Has(TokenRights.Account)
            ? new AccountAnswer<IReadOnlyList<PersonalTokenRecord>>(await store.PersonalTokens.ListAsync(principal.UserId!, time.GetUtcNow(), afterTokenId, limit, cancellationToken), null)
            : AccountFaults.NeedsSignIn;

    /// <summary>Revokes one of the principal's tokens, at once.</summary>
    /// <param name="principal">Whose; signed in.</param>
    /// <param name="tokenId">The token.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>Why not; null when it is gone.</returns>
    public async Task<AccountFault?> RevokeAsync(Principal principal, string tokenId, CancellationToken cancellationToken = default)
        => !principal.Has(TokenRights.Account) ? AccountFaults.NeedsSignIn
        : await store.PersonalTokens.DeleteAsync(tokenId, principal.UserId, cancellationToken) ? null
        : new AccountFault(404, "No such token", "You have no token of this id; GET /api/v1/tokens/ lists yours.");
}
