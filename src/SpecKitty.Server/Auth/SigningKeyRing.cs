using System.Security.Cryptography;
using SpecKitty.Server.Storage;

namespace SpecKitty.Server.Auth;

/// <summary>The signing keys: the newest signs, every one checks.</summary>
internal sealed class SigningKeyRing
{
    private const int SecretLength = 32;

    private readonly Dictionary<string, ReadOnlyMemory<byte>> _secrets;

    public SigningKeyRing(IReadOnlyList<SigningKeyRecord> newestFirst)
    {
        CurrentKeyId = newestFirst[0].KeyId;
        _secrets = newestFirst.ToDictionary(key => key.KeyId, key => key.Secret, StringComparer.Ordinal);
    }

    /// <summary>The key that signs.</summary>
    public string CurrentKeyId { get; }

    /// <summary>Loads the keys of a store and makes the first when there is none.</summary>
    public static async Task<SigningKeyRing> LoadAsync(ISigningKeyStore store, TimeProvider time, CancellationToken cancellationToken = default)
    {
        var first = new SigningKeyRecord(RandomNumberGenerator.GetHexString(16, lowercase: true), RandomNumberGenerator.GetBytes(SecretLength), time.GetUtcNow());
        return new SigningKeyRing(await store.ListOrAddFirstAsync(first, cancellationToken));
    }

    /// <summary>The secret of a key; null when the key is not known.</summary>
    public ReadOnlyMemory<byte>? Find(string keyId) => _secrets.TryGetValue(keyId, out var secret) ? secret : null;
}
