namespace SpecKitty.Server.Storage;

/// <summary>Keeps the signing keys.</summary>
public interface ISigningKeyStore
{
    /// <summary>Gives all keys and keeps a first one when there is none.</summary>
    /// <param name="first">The key to keep when the store has none; several nodes may race, one wins.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The keys, newest first; never empty.</returns>
    Task<IReadOnlyList<SigningKeyRecord>> ListOrAddFirstAsync(SigningKeyRecord first, CancellationToken cancellationToken = default);
}
