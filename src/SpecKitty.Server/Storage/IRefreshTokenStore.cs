namespace SpecKitty.Server.Storage;

/// <summary>Keeps refresh tokens, hashed, with their families.</summary>
public interface IRefreshTokenStore
{
    /// <summary>Keeps the first token of a family and forgets tokens that have ended.</summary>
    /// <param name="token">The token.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>A task that ends when it is durable.</returns>
    Task AddAsync(RefreshTokenRecord token, CancellationToken cancellationToken = default);

    /// <summary>Puts a successor in a token's place, or returns the successor that the token has already.</summary>
    /// <remarks>
    /// Presenting a token proves that its holder has received it. So a token whose successor was never presented may be presented again, however late: the response with the successor
    /// was lost. Once the successor was presented, the token before it is in the hands of someone else, and the family is revoked.
    /// </remarks>
    /// <param name="tokenHash">SHA-256 of the token that was presented.</param>
    /// <param name="successor">What takes its place when it is current; it must be of the same family.</param>
    /// <param name="now">The time to judge by.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>What happened; a revocation is durable before the answer.</returns>
    Task<RefreshRotation> RotateAsync(ReadOnlyMemory<byte> tokenHash, RefreshTokenRecord successor, DateTimeOffset now, CancellationToken cancellationToken = default);

    /// <summary>Revokes every token of a family; access tokens of the family end with them.</summary>
    /// <param name="family">The sign-in.</param>
    /// <param name="now">When.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>A task that ends when it is durable.</returns>
    Task RevokeFamilyAsync(string family, DateTimeOffset now, CancellationToken cancellationToken = default);
}
