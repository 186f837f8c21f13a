using System.Security.Cryptography;
using SpecKitty.Server.Storage;

namespace SpecKitty.Server.Auth;

/// <summary>The signing keys, as this node knows them; every node of a store has its own ring.</summary>
/// <remarks>
/// A new key is added when the newest is too old, looked at when something is signed, once an hour at most. It checks at once and signs only after <see cref="ActivationDelay"/>.
/// A node that meets a token of a key it does not know looks into the store, but at most once each <see cref="ReloadPause"/>, so that made-up key ids cost nothing. The delay is longer
/// than the pause: whatever look-up made-up ids have used up has already found a key that signs.
/// </remarks>
internal sealed class SigningKeyRing
{
    /// <summary>How long a key only checks before it signs.</summary>
    public static readonly TimeSpan ActivationDelay = TimeSpan.FromMinutes(1);

    /// <summary>The least time between two looks into the store for a key that is not known.</summary>
    public static readonly TimeSpan ReloadPause = TimeSpan.FromSeconds(5);

    /// <summary>How long a key still checks after the next has come: nothing that it has signed lives longer, even on a node that learnt of the next an hour late.</summary>
    public static readonly TimeSpan Retention = TokenService.RefreshLifetime + TimeSpan.FromHours(2);

    private const int SecretLength = 32;

    private static readonly TimeSpan CareInterval = TimeSpan.FromHours(1);

    private readonly ISigningKeyStore _store;
    private readonly TimeSpan _lifetime;
    private readonly TimeProvider _time;
    private readonly SemaphoreSlim _gate = new(1);
    private volatile IReadOnlyList<SigningKeyRecord> _newestFirst = [];
    private long _loadedAt;
    private long _caredAt;

    private SigningKeyRing(ISigningKeyStore store, TimeSpan lifetime, TimeProvider time)
    {
        _store = store;
        _lifetime = lifetime;
        _time = time;
    }

    /// <summary>Loads the keys of a store and makes the first when there is none, or the next when the newest is too old.</summary>
    /// <param name="store">The store.</param>
    /// <param name="lifetime">The age at which a key gets a successor.</param>
    /// <param name="time">Tells the time.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<SigningKeyRing> LoadAsync(ISigningKeyStore store, TimeSpan lifetime, TimeProvider time, CancellationToken cancellationToken = default)
    {
        var ring = new SigningKeyRing(store, lifetime, time);
        await ring.CareAsync(time.GetUtcNow(), cancellationToken);
        return ring;
    }

    /// <summary>Adds a key now, whatever the age of the newest, and deletes those that nothing needs any more.</summary>
    /// <returns>All keys, newest first.</returns>
    public static Task<IReadOnlyList<SigningKeyRecord>> RotateAsync(ISigningKeyStore store, TimeProvider time, CancellationToken cancellationToken = default)
        => store.RotateAsync(NewKey(time), null, time.GetUtcNow() - Retention, cancellationToken);

    /// <summary>The id of the key that signs now.</summary>
    public async ValueTask<string> FindSigningKeyAsync(CancellationToken cancellationToken = default)
    {
        var now = _time.GetUtcNow();
        if (IsOver(ref _caredAt, CareInterval, now))
        {
            await _gate.WaitAsync(cancellationToken);
            try
            {
                if (IsOver(ref _caredAt, CareInterval, now))
                {
                    await CareAsync(now, cancellationToken);
                }
            }
            finally
            {
                _gate.Release();
            }
        }

        return SigningKeyAt(_newestFirst, now).KeyId;
    }

    /// <summary>The key that signs at a time: the newest that every node has had time to learn of, or else the one that is known longest.</summary>
    public static SigningKeyRecord SigningKeyAt(IReadOnlyList<SigningKeyRecord> newestFirst, DateTimeOffset now)
        => newestFirst.FirstOrDefault(key => key.CreatedAt <= now - ActivationDelay) ?? newestFirst[^1];

    /// <summary>The secret of a key; null when there is no such key.</summary>
    public async ValueTask<ReadOnlyMemory<byte>?> FindAsync(string keyId, CancellationToken cancellationToken = default)
    {
        if (FindLoaded(keyId) is { } known)
        {
            return known;
        }

        await _gate.WaitAsync(cancellationToken);
        try
        {
            var now = _time.GetUtcNow();
            if (FindLoaded(keyId) is null && IsOver(ref _loadedAt, ReloadPause, now))
            {
                Take(await _store.ListAsync(cancellationToken), now);
            }
        }
        finally
        {
            _gate.Release();
        }

        return FindLoaded(keyId);
    }

    private static SigningKeyRecord NewKey(TimeProvider time)
        => new(RandomNumberGenerator.GetHexString(16, lowercase: true), RandomNumberGenerator.GetBytes(SecretLength), time.GetUtcNow());

    // A clock that was set back must not stop the care for a long time.
    private static bool IsOver(ref long since, TimeSpan pause, DateTimeOffset now) => Math.Abs(now.UtcTicks - Interlocked.Read(ref since)) >= pause.Ticks;

    private async Task CareAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        Take(await _store.RotateAsync(NewKey(_time), now - _lifetime, now - Retention, cancellationToken), now);
        Interlocked.Exchange(ref _caredAt, now.UtcTicks);
    }

    private void Take(IReadOnlyList<SigningKeyRecord> newestFirst, DateTimeOffset now)
    {
        _newestFirst = newestFirst;
        Interlocked.Exchange(ref _loadedAt, now.UtcTicks);
    }

    private ReadOnlyMemory<byte>? FindLoaded(string keyId)
    {
        foreach (var key in _newestFirst)
        {
            if (key.KeyId == keyId)
            {
                return key.Secret;
            }
        }

        return null;
    }
}
