namespace SpecKitty.Server.Auth;

/// <summary>Makes guessing passwords slow: too many failures, and nobody is asked for a while.</summary>
/// <remarks>
/// Failures are counted for a name at an address, for a name anywhere, and for an address. The second bound is far above the first, so that a stranger cannot lock a user out cheaply.
/// Names that do not exist are counted like those that do. Refresh tokens that are not good are counted for an address. Each node counts for itself.
/// </remarks>
internal sealed class SignInGuard(SignInLimits limits, TimeProvider time)
{
    // One name from everywhere, or one address with every name, may fail so many times as often.
    private const int Wider = 10;

    // Bounds the memory that a flood of made-up names can take.
    private const int Remembered = 10_000;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, (int Count, DateTimeOffset Ends)> _failures = new(StringComparer.Ordinal);

    /// <summary>Lets a caller try a password, or says how long it must wait.</summary>
    /// <remarks>The attempt counts as a failure until <see cref="Succeeded"/> takes it back: of many attempts at once, no more get in than of as many one by one.</remarks>
    /// <returns>Zero when it may try.</returns>
    public TimeSpan Enter(string username, string address) => Enter(Keys(username, address));

    /// <summary>Notes a right password: the name at this address starts anew.</summary>
    public void Succeeded(string username, string address)
    {
        lock (_gate)
        {
            var keys = Keys(username, address);
            _failures.Remove(keys[0].Key);
            foreach (var (key, _) in keys[1..])
            {
                TakeBack(key);
            }
        }
    }

    /// <summary>Lets a caller try a refresh token, or says how long it must wait.</summary>
    /// <returns>Zero when it may try.</returns>
    public TimeSpan EnterRefresh(string address) => Enter(RefreshKeys(address));

    /// <summary>Notes a good refresh token.</summary>
    public void RefreshSucceeded(string address)
    {
        lock (_gate)
        {
            TakeBack(RefreshKeys(address)[0].Key);
        }
    }

    /// <summary>Lets a user try the secret of an invitation, or says how long the user must wait. Counts as a failure until <see cref="InvitationSucceeded"/>.</summary>
    /// <returns>Zero when the user may try.</returns>
    public TimeSpan EnterInvitation(string userId, string address) => Enter(InvitationKeys(userId, address));

    /// <summary>Records that the secret was one of an open invitation.</summary>
    public void InvitationSucceeded(string userId, string address) => TakeBack(InvitationKeys(userId, address));

    /// <summary>Lets an admin try a name for a new user, or says how long the admin must wait: names that are taken are not to be collected. Counts as a failure until <see cref="NewNameSucceeded"/>.</summary>
    /// <returns>Zero when the admin may try.</returns>
    public TimeSpan EnterNewName(string userId) => Enter(NewNameKeys(userId));

    /// <summary>Records that the name was free.</summary>
    public void NewNameSucceeded(string userId) => TakeBack(NewNameKeys(userId));

    private TimeSpan Enter((string Key, int Limit)[] keys)
    {
        lock (_gate)
        {
            var now = time.GetUtcNow();
            var wait = TimeSpan.Zero;
            foreach (var (key, limit) in keys)
            {
                if (_failures.TryGetValue(key, out var failures) && failures.Ends > now && failures.Count >= limit && failures.Ends - now > wait)
                {
                    wait = failures.Ends - now;
                }
            }

            if (wait == TimeSpan.Zero)
            {
                Count(keys, now);
            }

            return wait;
        }
    }

    private void Count((string Key, int Limit)[] keys, DateTimeOffset now)
    {
        if (_failures.Count > Remembered)
        {
            Forget(now);
        }

        foreach (var (key, _) in keys)
        {
            _failures[key] = _failures.TryGetValue(key, out var failures) && failures.Ends > now
                ? (failures.Count + 1, now + limits.Window)
                : (1, now + limits.Window);
        }
    }

    private void TakeBack((string Key, int Limit)[] keys)
    {
        lock (_gate)
        {
            foreach (var (key, _) in keys)
            {
                TakeBack(key);
            }
        }
    }

    private void TakeBack(string key)
    {
        if (_failures.TryGetValue(key, out var failures))
        {
            _failures[key] = (failures.Count - 1, failures.Ends);
        }

        if (failures.Count <= 1)
        {
            _failures.Remove(key);
        }
    }

    // Names stand there in capitals, so no name is this one.
    private (string Key, int Limit)[] RefreshKeys(string address) => [($"{address}\nrefresh", limits.Failures * Wider)];

    // Like "refresh", in small letters, so that no name is one of these.
    private (string Key, int Limit)[] InvitationKeys(string userId, string address)
        => [($"\ninvitation {userId}", limits.Failures), ($"{address}\ninvitation", limits.Failures * Wider)];

    private (string Key, int Limit)[] NewNameKeys(string userId) => [($"\nnew name {userId}", limits.Failures)];

    private (string Key, int Limit)[] Keys(string username, string address)
    {
        var name = username.ToUpperInvariant();
        return [($"{address}\n{name}", limits.Failures), ($"\n{name}", limits.Failures * Wider), ($"{address}\n", limits.Failures * Wider)];
    }

    private void Forget(DateTimeOffset now)
    {
        foreach (var key in _failures.Where(entry => entry.Value.Ends <= now).Select(entry => entry.Key).ToList())
        {
            _failures.Remove(key);
        }

        if (_failures.Count > Remembered)
        {
            foreach (var key in _failures.OrderBy(entry => entry.Value.Count).Take(_failures.Count / 2).Select(entry => entry.Key).ToList())
            {
                _failures.Remove(key);
            }
        }
    }
}
