namespace SpecKitty.Server.Storage;

/// <summary>Keeps personal access tokens, hashed.</summary>
public interface IPersonalTokenStore
{
    /// <summary>Keeps a token and forgets those of its user that have ended.</summary>
    /// <param name="token">The token.</param>
    /// <param name="most">How many live tokens its user may have; several calls at once may pass it by their number.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>False when the user has as many already; the token is not kept then.</returns>
    Task<bool> AddAsync(PersonalTokenRecord token, int most, CancellationToken cancellationToken = default);

    /// <summary>Finds a token that has not ended, with its user. One look-up, for it stands before every request.</summary>
    /// <param name="tokenHash">SHA-256 of the token.</param>
    /// <param name="now">The time to judge by.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The token and its user; null when there is none.</returns>
    Task<PersonalTokenHolder?> FindAsync(ReadOnlyMemory<byte> tokenHash, DateTimeOffset now, CancellationToken cancellationToken = default);

    /// <summary>Notes that a token was used. Does nothing when that was noted after <paramref name="unlessAfter"/> already, so that many nodes write once.</summary>
    /// <param name="tokenId">The token.</param>
    /// <param name="usedAt">When.</param>
    /// <param name="unlessAfter">The latest time to leave in place.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>A task that ends when it is durable.</returns>
    Task NoteUseAsync(string tokenId, DateTimeOffset usedAt, DateTimeOffset unlessAfter, CancellationToken cancellationToken = default);

    /// <summary>Lists the tokens of a user that have not ended.</summary>
    /// <param name="userId">The user.</param>
    /// <param name="now">The time to judge by.</param>
    /// <param name="afterTokenId">The id to begin behind; empty for the beginning.</param>
    /// <param name="limit">How many at most.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The tokens by id, which is by age.</returns>
    Task<IReadOnlyList<PersonalTokenRecord>> ListAsync(string userId, DateTimeOffset now, string afterTokenId, int limit, CancellationToken cancellationToken = default);

    /// <summary>Deletes a token.</summary>
    /// <param name="tokenId">The token.</param>
    /// <param name="userId">Whose it must be; null for anybody's.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>False when there is no such token.</returns>
    Task<bool> DeleteAsync(string tokenId, string? userId, CancellationToken cancellationToken = default);
}
