namespace SpecKitty.Server.Auth;

/// <summary>Makes guessing passwords slow: too many failures, and nobody is asked for a while.</summary>
/// <remarks>
/// Failures are counted for a name at an address, for a name anywhere, and for an address. The second bound is far above the first, so that a stranger cannot lock a user out cheaply.
/// Names that do not exist are counted like those that do.
/// </remarks>
internal sealed class SignInGuard(SignInLimits limits, TimeProvider time)
{
    // One name from everywhere, or one address with every name, may fail so many times as often.
    private const int Wider = 10;

    // Bounds the memory that a flood of made-up names can take.
    private const int Remembered = 10_000;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, (int Count, DateTimeOffset Ends)> _failures = new(StringComparer.Ordinal);

    /// <summary>How long the caller must wait; zero when it may try.</summary>
    public TimeSpan Wait(string username, string address)
    {
        lock (_gate)
        {
            var now = time.GetUtcNow();
            var wait = TimeSpan.Zero;
            foreach (var (key, limit) in Keys(username, address))
            {
                if (_failures.TryGetValue(key, out var failures) && failures.Ends > now && failures.Count >= limit && failures.Ends - now > wait)
                {
                    wait = failures.Ends - now;
                }
            }

            return wait;
        }
    }

    /// <summary>Notes a wrong password or an unknown name.</summary>
    public void Failed(string username, string address)
    {
        lock (_gate)
        {
            var now = time.GetUtcNow();
            if (_failures.Count > Remembered)
            {
                Forget(now);
            }

            foreach (var (key, _) in Keys(username, address))
            {
                _failures[key] = _failures.TryGetValue(key, out var failures) && failures.Ends > now
                    ? (failures.Count + 1, now + limits.Window)
                    : (1, now + limits.Window);
            }
        }
    }

    /// <summary>Notes a right password: the name at this address starts anew.</summary>
    public void Succeeded(string username, string address)
    {
        lock (_gate)
        {
            _failures.Remove(Keys(username, address)[0].Key);
        }
    }

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
