using System.Buffers.Text;
using SpecKitty.Server.Hosting;
using SpecKitty.Server.Storage;

namespace SpecKitty.Server.Auth;

/// <summary>Finds who asks by what stands in the <c>Authorization</c> header: the one way for routes and socket alike.</summary>
/// <remarks>
/// Teams and roles come from the store each time, with whether the token still holds, in one look-up: a removal, a demotion or a revocation holds at once.
/// A user in no team is nobody.
/// </remarks>
internal sealed class PrincipalResolver(IServerStore store, TokenFormat format, ServerOptions options, TimeProvider time)
{
    /// <summary>Begins the <see cref="Principal.Credential"/> of a sign-in.</summary>
    public const string SignIn = "sign-in";

    private const string Scheme = "Bearer ";
    private const string Personal = "personal";
    private const string Participant = "participant";

    // The time of the last use is for people who look for tokens that nobody uses: an hour more or less does not matter, a write for each request would.
    private static readonly TimeSpan UseNoted = TimeSpan.FromHours(1);

    /// <summary>Finds who asks.</summary>
    /// <param name="authorization">The header as it came; null or empty when there is none.</param>
    /// <param name="use">What the token must be good for: <see cref="TokenUse.Access"/> before requests (access tokens, personal access tokens, participant tokens), <see cref="TokenUse.Socket"/> to open the socket (what <c>POST /api/v1/ws-token/</c> gives, alone).</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The principal; null when the token does not hold.</returns>
    public async Task<Principal?> FindAsync(string? authorization, TokenUse use, CancellationToken cancellationToken = default)
    {
        if (authorization is null || !authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var token = authorization[Scheme.Length..].Trim();
        if (use == TokenUse.Access)
        {
            if (SecretToken.IsPersonal(token))
            {
                return await FindPersonalAsync(SecretToken.Hash(token), cancellationToken);
            }

            if (SecretToken.ProjectOf(token) is { } projectId)
            {
                return await FindParticipantAsync(projectId, SecretToken.Hash(token), cancellationToken);
            }
        }

        return await format.ReadAsync(token, use, cancellationToken) switch
        {
            null => null,
            { Use: TokenUse.Socket } claims => await FindByCredentialAsync(claims.Family, cancellationToken),
            var claims => await FindSignedInAsync(claims.UserId, claims.Family, cancellationToken),
        };
    }

    /// <summary>Finds who looks at the pages.</summary>
    /// <param name="claims">What the token of the browser's cookie says.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The principal; null when the sign-in that the token belongs to does not hold any more.</returns>
    public Task<Principal?> FindPageAsync(TokenClaims claims, CancellationToken cancellationToken = default)
        => FindSignedInAsync(claims.UserId, claims.Family, cancellationToken);

    /// <summary>Finds a principal again as it is now, for whoever keeps a connection open longer than a token lives.</summary>
    /// <param name="credential">The <see cref="Principal.Credential"/> of the principal.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The principal; null when the token that it came by does not hold any more.</returns>
    public async Task<Principal?> FindByCredentialAsync(string credential, CancellationToken cancellationToken = default) => credential.Split(' ') switch
    {
        [SignIn, var userId, var family] => await FindSignedInAsync(userId, family, cancellationToken),
        [Personal, var hash] => await FindPersonalAsync(Base64Url.DecodeFromChars(hash), cancellationToken),
        [Participant, var projectId, var hash] => await FindParticipantAsync(Guid.ParseExact(projectId, "N"), Base64Url.DecodeFromChars(hash), cancellationToken),
        _ => throw new ArgumentException("This is no credential of a principal.", nameof(credential)),
    };

    private async Task<Principal?> FindSignedInAsync(string userId, string family, CancellationToken cancellationToken)
        => await store.Accounts.FindSignedInAsync(userId, family, time.GetUtcNow(), cancellationToken) is { } user
            ? Of(user, $"{SignIn} {userId} {family}")
            : null;

    private async Task<Principal?> FindPersonalAsync(byte[] hash, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (await store.PersonalTokens.FindAsync(hash, now, cancellationToken) is not { } found
            || Of(found.User, $"{Personal} {Base64Url.EncodeToString(hash)}") is not { } principal)
        {
            return null;
        }

        if (found.Token.LastUsedAt is not { } last || last <= now - UseNoted)
        {
            await store.PersonalTokens.NoteUseAsync(found.Token.TokenId, now, now - UseNoted, cancellationToken);
        }

        return principal with { Rights = found.Token.Rights };
    }

    private async Task<Principal?> FindParticipantAsync(Guid projectId, byte[] hash, CancellationToken cancellationToken)
        => await store.ParticipantTokens.FindAsync(projectId, hash, time.GetUtcNow(), cancellationToken) is { } found
            && Of(found.User, $"{Participant} {projectId:N} {Base64Url.EncodeToString(hash)}") is { } principal
            ? principal with
            {
                // Who has left by itself may still deliver what it emitted before.
                Rights = found.Token.DeliversOnly ? TokenRights.Write : TokenRights.Read | TokenRights.Write,
                Scope = new ParticipantScope(projectId, found.Token.MissionId, found.Token.ParticipantId),
            }
            : null;

    private Principal? Of(UserRecord user, string credential)
        => user.Memberships.Count == 0 ? null : Principal.Of(user) with { Credential = credential, RegistersProjects = options.RegisterOnFirstEvent };
}
