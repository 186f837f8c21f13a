namespace SpecKitty.Server.Storage;

/// <summary>Keeps users, teams and memberships.</summary>
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
    /// <returns>The user; null when there is none.</returns>
    Task<UserRecord?> FindByNameAsync(string username, CancellationToken cancellationToken = default);

    /// <summary>Finds a user by id.</summary>
    /// <param name="userId">The stable id.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The user; null when there is none.</returns>
    Task<UserRecord?> FindByIdAsync(string userId, CancellationToken cancellationToken = default);
}
