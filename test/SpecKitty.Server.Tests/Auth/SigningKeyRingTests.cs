using SpecKitty.Server.Auth;
using SpecKitty.Server.Storage;
using SpecKitty.Server.Storage.Sqlite;
using SpecKitty.Server.Tests.Hosting;

namespace SpecKitty.Server.Tests.Auth;

/// <summary>Keys that several nodes share, each with a ring of its own.</summary>
public sealed class SigningKeyRingTests : IAsyncLifetime
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(30);

    private readonly MovableClock _clock = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("speckitty-keys-").FullName;
    private SqliteStore _store = null!;

    public ValueTask InitializeAsync()
    {
        _store = SqliteStore.Open(_folder, _clock);
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Key_PastItsLifetime_GetsASuccessorThatSignsAfterItsDelay()
    {
        var ring = await LoadAsync(_store.SigningKeys);
        var first = await ring.FindSigningKeyAsync();
        _clock.Advance(Lifetime);
        (await ring.FindSigningKeyAsync()).ShouldBe(first);
        (await _store.SigningKeys.ListAsync()).Count.ShouldBe(1, "It is not past its lifetime yet.");
        _clock.Advance(TimeSpan.FromHours(1));

        (await ring.FindSigningKeyAsync()).ShouldBe(first);
        (await _store.SigningKeys.ListAsync()).Count.ShouldBe(2);
        _clock.Advance(SigningKeyRing.ActivationDelay);
        var second = await ring.FindSigningKeyAsync();

        second.ShouldNotBe(first);
        (await ring.FindAsync(first)).ShouldNotBeNull();
        _clock.Advance(SigningKeyRing.Retention);
        await ring.FindSigningKeyAsync();
        (await ring.FindAsync(first)).ShouldBeNull();
        (await _store.SigningKeys.ListAsync()).ShouldHaveSingleItem().KeyId.ShouldBe(second);
    }

    [Fact]
    public async Task Token_OfAnotherNodesNewKey_IsReadAtOnce()
    {
        var store = new CountingKeyStore(_store.SigningKeys);
        var (here, there) = (await LoadAsync(store), await LoadAsync(store));
        _clock.Advance(TimeSpan.FromSeconds(1));
        await SigningKeyRing.RotateAsync(_store.SigningKeys, _clock);
        _clock.Advance(TimeSpan.FromHours(1));
        var keyId = await there.FindSigningKeyAsync();
        var token = await new TokenFormat(there, _clock).WriteAsync(Claims(), keyId);
        var format = new TokenFormat(here, _clock);
        store.Lists = 0;

        (await format.ReadAsync(token!, TokenUse.Access)).ShouldNotBeNull();
        (await format.ReadAsync(token!, TokenUse.Access)).ShouldNotBeNull();

        store.Lists.ShouldBe(1);
    }

    [Fact]
    public async Task Tokens_OfMadeUpKeys_LookIntoTheStoreOnceAPause()
    {
        var store = new CountingKeyStore(_store.SigningKeys);
        var ring = await LoadAsync(store);
        var format = new TokenFormat(ring, _clock);
        _clock.Advance(SigningKeyRing.ReloadPause);
        var good = await format.WriteAsync(Claims(), await ring.FindSigningKeyAsync());

        await Task.WhenAll(Enumerable.Range(0, 200).Select(number => Task.Run(async () =>
            (await format.ReadAsync(JsonWebSignature.Sign(JsonWebSignature.Header($"made-up-{number}"), "{}"u8, new byte[32]), TokenUse.Access)).ShouldBeNull())));
        store.Lists.ShouldBe(1);
        (await format.ReadAsync(good!, TokenUse.Access)).ShouldNotBeNull();
        _clock.Advance(SigningKeyRing.ReloadPause);
        (await format.ReadAsync(JsonWebSignature.Sign(JsonWebSignature.Header("made-up"), "{}"u8, new byte[32]), TokenUse.Access)).ShouldBeNull();

        store.Lists.ShouldBe(2);
    }

    [Fact]
    public async Task Key_ThatSigns_IsKnownToANodeWhoseLookUpsJunkUsesUp()
    {
        var (signing, flooded) = (await LoadAsync(_store.SigningKeys), await LoadAsync(_store.SigningKeys));
        _clock.Advance(TimeSpan.FromSeconds(1));
        await SigningKeyRing.RotateAsync(_store.SigningKeys, _clock);
        _clock.Advance(TimeSpan.FromHours(1) - SigningKeyRing.ReloadPause);
        await flooded.FindAsync("junk");
        _clock.Advance(SigningKeyRing.ReloadPause);
        var keyId = await signing.FindSigningKeyAsync();
        await flooded.FindAsync("junk");

        (await flooded.FindAsync(keyId)).ShouldNotBeNull();
    }

    [Fact]
    public async Task Nodes_ThatRotateAtOnce_AddOneKey()
    {
        var rings = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => LoadAsync(_store.SigningKeys)));
        _clock.Advance(Lifetime + TimeSpan.FromHours(1));

        await Task.WhenAll(rings.Select(async ring => await ring.FindSigningKeyAsync()));

        (await _store.SigningKeys.ListAsync()).Count.ShouldBe(2);
    }

    [Fact]
    public async Task Token_LivesAsLongAsItSaysWhateverRotates()
    {
        var ring = await LoadAsync(_store.SigningKeys);
        var format = new TokenFormat(ring, _clock);
        var refresh = await format.WriteAsync(Claims() with { Use = TokenUse.Refresh, ExpiresAt = _clock.GetUtcNow() + TokenService.RefreshLifetime }, await ring.FindSigningKeyAsync());

        for (var hour = 0; hour < 7 * 24; hour++)
        {
            (await format.ReadAsync(refresh!, TokenUse.Refresh)).ShouldNotBeNull();
            await SigningKeyRing.RotateAsync(_store.SigningKeys, _clock);
            _clock.Advance(TimeSpan.FromHours(1));
            await ring.FindSigningKeyAsync();
        }

        (await format.ReadAsync(refresh!, TokenUse.Refresh)).ShouldBeNull();
        (await _store.SigningKeys.ListAsync()).Count.ShouldBeLessThan(175);
    }

    private Task<SigningKeyRing> LoadAsync(ISigningKeyStore store) => SigningKeyRing.LoadAsync(store, Lifetime, _clock);

    private TokenClaims Claims() => new(TokenUse.Access, "id", "user", "family", _clock.GetUtcNow(), _clock.GetUtcNow().AddMinutes(15));

    /// <summary>The real keys, and how often they were asked for.</summary>
    private sealed class CountingKeyStore(ISigningKeyStore keys) : ISigningKeyStore
    {
        private int _lists;

        public int Lists
        {
            get => Volatile.Read(ref _lists);
            set => Volatile.Write(ref _lists, value);
        }

        public Task<IReadOnlyList<SigningKeyRecord>> ListAsync(CancellationToken cancellationToken = default)
        {
            Interlocked.Increment(ref _lists);
            return keys.ListAsync(cancellationToken);
        }

        public Task<IReadOnlyList<SigningKeyRecord>> RotateAsync(SigningKeyRecord next, DateTimeOffset? dueBefore, DateTimeOffset supersededBefore, CancellationToken cancellationToken = default)
            => keys.RotateAsync(next, dueBefore, supersededBefore, cancellationToken);
    }
}
