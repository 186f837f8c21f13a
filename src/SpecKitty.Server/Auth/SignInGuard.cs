using System.Security.Cryptography;
using System.Text;

namespace SpecKitty.Server.Auth;

/// <summary>Limits how fast passwords, secrets of invitations and names of users can be guessed: after too many verified failures, further attempts must wait.</summary>
/// <remarks>
/// <para>
/// Only a verified failure counts: a password that was compared and is wrong, a refresh token whose signature is not ours. An attempt that was cancelled, or that the storage could not
/// answer, leaves no trace. Each failure counts for its own <see cref="SignInLimits.Window"/> and then expires, whatever happened after it.
/// </para>
/// <para>
/// Failures are counted for a name at an address, for a name from anywhere, and for an address. The second limit is far above the first, so that a stranger cannot lock a user out cheaply.
/// Names that do not exist are counted like those that do. Each node counts for itself.
/// </para>
/// <para>
/// An attempt in progress occupies one of the failures that are left, because it may become one: of many attempts at once, no more are evaluated than of as many one by one. Attempts
/// beyond that wait until one in progress ends, at most <see cref="Patience"/>.
/// </para>
/// </remarks>
internal sealed class SignInGuard(SignInLimits limits, TimeProvider time)
{
    /// <summary>How long an attempt waits for those in progress before it is told to come back.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    // One name from everywhere, or one address with every name, may fail this many times as often.
    private const int Wider = 10;

    // These bound the memory that a flood of made-up names, and of waiting attempts, can take.
    private const int MostKeys = 10_000;
    private const int MostFailures = 10 * MostKeys;
    private const int MostWaiting = 1_000;
    private const int LongestName = 100;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, SignInTally> _tallies = new(StringComparer.Ordinal);
    private int _failures;
    private int _waiting;

    /// <summary>How many names and addresses are remembered now.</summary>
    internal int Remembered
    {
        get
        {
            lock (_gate)
            {
                return _tallies.Count;
            }
        }
    }

    /// <summary>Admits an attempt with a password, or says why it must wait.</summary>
    /// <param name="username">The name as it arrived.</param>
    /// <param name="address">Where the attempt comes from.</param>
    /// <param name="cancellationToken">Stops the wait for attempts in progress.</param>
    /// <returns>The attempt, to be disposed when the password was evaluated or could not be; null when it is refused.</returns>
    public Task<(SignInAttempt? Attempt, SignInRefusal Refusal)> EnterAsync(string username, string address, CancellationToken cancellationToken)
        => EnterAsync(Keys(username, address), cancellationToken);

    /// <summary>Admits an attempt with the secret of an invitation, or says why it must wait.</summary>
    /// <param name="userId">The user who tries.</param>
    /// <param name="address">Where the attempt comes from.</param>
    /// <param name="cancellationToken">Stops the wait for attempts in progress.</param>
    /// <returns>The attempt; null when it is refused.</returns>
    public Task<(SignInAttempt? Attempt, SignInRefusal Refusal)> EnterInvitationAsync(string userId, string address, CancellationToken cancellationToken)
        => EnterAsync([($"\ninvitation {userId}", limits.Failures), ($"{address}\ninvitation", limits.Failures * Wider)], cancellationToken);

    /// <summary>Admits an attempt to name a new user, or says why it must wait: names that are taken are not to be collected.</summary>
    /// <param name="userId">The admin who tries.</param>
    /// <param name="cancellationToken">Stops the wait for attempts in progress.</param>
    /// <returns>The attempt; null when it is refused.</returns>
    public Task<(SignInAttempt? Attempt, SignInRefusal Refusal)> EnterNewNameAsync(string userId, CancellationToken cancellationToken)
        => EnterAsync([($"\nnew name {userId}", limits.Failures)], cancellationToken);

    private async Task<(SignInAttempt? Attempt, SignInRefusal Refusal)> EnterAsync((string Key, int Limit)[] keys, CancellationToken cancellationToken)
    {
        // Names are kept in upper case, so no name is one of the other keys.
        var began = time.GetTimestamp();
        while (true)
        {
            Task changed;
            lock (_gate)
            {
                if (FindLock(keys, time.GetUtcNow()) is { Ticks: > 0 } wait)
                {
                    return (null, new SignInRefusal(wait, IsBusy: false));
                }

                if (FindFull(keys) is not { } full)
                {
                    return (Begin(keys), default);
                }

                if (_waiting >= MostWaiting)
                {
                    return (null, SignInRefusal.Busy);
                }

                _waiting++;
                changed = full.WhenChanged();
            }

            if (!await WaitAsync(changed, Patience - time.GetElapsedTime(began), cancellationToken))
            {
                return (null, SignInRefusal.Busy);
            }
        }
    }

    /// <summary>Counts a refresh token whose signature is not ours. It never affects one whose signature is.</summary>
    /// <param name="address">Where it came from.</param>
    /// <returns>How long the address must wait before the next such token is looked at; zero when it need not.</returns>
    public TimeSpan CountForgedRefresh(string address)
    {
        (string Key, int Limit)[] keys = [($"{address}\nrefresh", limits.Failures * Wider)];
        lock (_gate)
        {
            var now = time.GetUtcNow();
            var wait = FindLock(keys, now);
            if (wait == TimeSpan.Zero)
            {
                Count(keys, now);
            }

            return wait;
        }
    }

    /// <summary>Counts a wrong password.</summary>
    internal void Fail(SignInAttempt attempt)
    {
        lock (_gate)
        {
            Count(attempt.Keys, time.GetUtcNow());
        }
    }

    /// <summary>Forgets the failures of a name at an address after the right password.</summary>
    internal void Succeed(SignInAttempt attempt)
    {
        lock (_gate)
        {
            if (_tallies.TryGetValue(attempt.Keys[0].Key, out var tally))
            {
                _failures -= tally.Clear();
            }
        }
    }

    /// <summary>Ends an attempt and lets the next one in.</summary>
    internal void Leave(SignInAttempt attempt)
    {
        lock (_gate)
        {
            foreach (var (key, _) in attempt.Keys)
            {
                var tally = _tallies[key];
                tally.Leave();
                Tidy(key, tally);
            }
        }
    }

    private async Task<bool> WaitAsync(Task changed, TimeSpan patience, CancellationToken cancellationToken)
    {
        try
        {
            if (patience <= TimeSpan.Zero)
            {
                return false;
            }

            await changed.WaitAsync(patience, time, cancellationToken);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
        finally
        {
            lock (_gate)
            {
                _waiting--;
            }
        }
    }

    private TimeSpan FindLock((string Key, int Limit)[] keys, DateTimeOffset now)
    {
        var longest = TimeSpan.Zero;
        foreach (var (key, limit) in keys)
        {
            if (_tallies.TryGetValue(key, out var tally))
            {
                _failures -= tally.Expire(now - limits.Window);
                var wait = tally.Failures < limit ? TimeSpan.Zero : tally.NthNewest(limit) + limits.Window - now;
                longest = wait > longest ? wait : longest;
                Tidy(key, tally);
            }
        }

        return longest;
    }

    private SignInTally? FindFull((string Key, int Limit)[] keys)
    {
        foreach (var (key, limit) in keys)
        {
            if (_tallies.TryGetValue(key, out var tally) && tally.Failures + tally.InProgress >= limit)
            {
                return tally;
            }
        }

        return null;
    }

    private SignInAttempt Begin((string Key, int Limit)[] keys)
    {
        foreach (var (key, _) in keys)
        {
            TallyOf(key).Enter();
        }

        return new SignInAttempt(this, keys);
    }

    private void Count((string Key, int Limit)[] keys, DateTimeOffset now)
    {
        foreach (var (key, _) in keys)
        {
            TallyOf(key).Add(now);
            _failures++;
        }

        if (_tallies.Count > MostKeys || _failures > MostFailures)
        {
            Forget(now);
        }
    }

    private SignInTally TallyOf(string key)
    {
        if (!_tallies.TryGetValue(key, out var tally))
        {
            _tallies[key] = tally = new SignInTally();
        }

        return tally;
    }

    private void Tidy(string key, SignInTally tally)
    {
        if (tally.IsEmpty)
        {
            _tallies.Remove(key);
        }
    }

    // What has expired goes first, then the half with the fewest failures: a made-up name has few.
    private void Forget(DateTimeOffset now)
    {
        foreach (var (key, tally) in _tallies.ToList())
        {
            _failures -= tally.Expire(now - limits.Window);
            Tidy(key, tally);
        }

        if (_tallies.Count <= MostKeys && _failures <= MostFailures)
        {
            return;
        }

        foreach (var (key, tally) in _tallies.OrderBy(entry => entry.Value.Failures).Take(_tallies.Count / 2).ToList())
        {
            _failures -= tally.Clear();
            Tidy(key, tally);
        }
    }

    // A name longer than any user's is kept as its hash: what arrives does not decide how much is remembered.
    private (string Key, int Limit)[] Keys(string username, string address)
    {
        var name = username.Length <= LongestName ? username.ToUpperInvariant() : Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(username)));
        return [($"{address}\n{name}", limits.Failures), ($"\n{name}", limits.Failures * Wider), ($"{address}\n", limits.Failures * Wider)];
    }
}
