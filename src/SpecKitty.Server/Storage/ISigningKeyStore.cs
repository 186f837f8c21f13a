namespace SpecKitty.Server.Storage;

/// <summary>Keeps the signing keys, which all nodes share.</summary>
public interface ISigningKeyStore
{
    /// <summary>Gives all keys.</summary>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The keys, newest first.</returns>
    Task<IReadOnlyList<SigningKeyRecord>> ListAsync(CancellationToken cancellationToken = default);

    /// <summary>Adds a key when one is due and deletes those that nothing needs any more. Atomic: of several nodes at once, one adds.</summary>
    /// <param name="next">The key to add when there is none, or when one is due.</param>
    /// <param name="dueBefore">A key is due when the newest was made before this; null when one is due in any case.</param>
    /// <param name="supersededBefore">A key is deleted when there is a newer one that was made at this time or before.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>All keys, newest first; never empty.</returns>
    Task<IReadOnlyList<SigningKeyRecord>> RotateAsync(SigningKeyRecord next, DateTimeOffset? dueBefore, DateTimeOffset supersededBefore, CancellationToken cancellationToken = default);
}
