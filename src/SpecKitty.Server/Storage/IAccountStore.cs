namespace SpecKitty.Server.Storage;

/// <summary>Keeps users: who there is, what they sign in with, and whether a sign-in still holds.</summary>
public interface IAccountStore
{
    /// <summary>Adds a user; teams that do not exist yet are made.</summary>
    /// <param name="user">The user, with at least one membership.</param>
    /// <param name="createdAt">When.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>False when the name is taken; nothing changes then.</returns>
    Task<bool> AddUserAsync(UserRecord user, DateTimeOffset createdAt, CancellationToken cancellationToken = default);

    /// <summary>Finds a user by the name to sign in with.</summary>
    /// <param name="username">The name, in any ASCII case.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The user, perhaps without any membership; null when there is none.</returns>
    Task<UserRecord?> FindByNameAsync(string username, CancellationToken cancellationToken = default);

    /// <summary>Finds a user by id.</summary>
    /// <param name="userId">The stable id.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The user, perhaps without any membership; null when there is none.</returns>
    Task<UserRecord?> FindByIdAsync(string userId, CancellationToken cancellationToken = default);

    /// <summary>Finds the user of a sign-in that still holds. One look-up, for it stands before every request.</summary>
    /// <param name="userId">The stable id.</param>
    /// <param name="family">The sign-in.</param>
    /// <param name="now">The time to judge by.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The user, perhaps without any membership; null when there is none, or when the family has no refresh token that has neither ended nor been revoked.</returns>
    Task<UserRecord?> FindSignedInAsync(string userId, string family, DateTimeOffset now, CancellationToken cancellationToken = default);

    /// <summary>Puts another password hash in the place of one. Atomic: of several at once, one wins.</summary>
    /// <param name="userId">Whose.</param>
    /// <param name="currentHash">The hash that must stand there.</param>
    /// <param name="newHash">The hash to put there.</param>
    /// <param name="endSignInsAt">When the sign-ins of the user are revoked, in the same transaction; null to keep them.</param>
    /// <param name="keptFamily">The one sign-in that is kept all the same; null for none.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>False when another hash stands there; nothing changes then.</returns>
    Task<bool> ReplacePasswordAsync(string userId, string currentHash, string newHash, DateTimeOffset? endSignInsAt, string? keptFamily = null, CancellationToken cancellationToken = default);

    /// <summary>Sets the team that new projects of a user go to.</summary>
    /// <param name="userId">The user.</param>
    /// <param name="teamSlug">A team that the user is in.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>False when the user is not in the team; nothing changes then.</returns>
    Task<bool> SetDefaultTeamAsync(string userId, string teamSlug, CancellationToken cancellationToken = default);

    /// <summary>Lists all users.</summary>
    /// <param name="afterUsername">The name to begin behind, in any ASCII case; empty for the beginning.</param>
    /// <param name="limit">How many at most.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The users by name, without regard to ASCII case.</returns>
    Task<IReadOnlyList<UserRecord>> ListUsersAsync(string afterUsername, int limit, CancellationToken cancellationToken = default);
}
