using System.Security.Cryptography;

namespace SpecKitty.Events.Envelope;

/// <summary>Makes ULIDs that increase even within a millisecond.</summary>
/// <remarks>Thread-safe. When the clock stands still or goes back, the last id is counted up by one, as the ULID specification says of monotonicity.</remarks>
public sealed class UlidFactory
{
    private readonly TimeProvider _time;
    private readonly Action<Span<byte>> _chance;
    private readonly Lock _lock = new();
    private long _lastMilliseconds = -1;
    private UInt128 _last;

    /// <summary>Makes a factory with the system's random numbers.</summary>
    /// <param name="time">Tells the time.</param>
    public UlidFactory(TimeProvider time)
        : this(time, RandomNumberGenerator.Fill)
    {
    }

    /// <summary>Makes a factory with given chance, for tests and replays.</summary>
    /// <param name="time">Tells the time.</param>
    /// <param name="chance">Fills a span with random bytes.</param>
    public UlidFactory(TimeProvider time, Action<Span<byte>> chance)
    {
        _time = time;
        _chance = chance;
    }

    /// <summary>Makes the next id.</summary>
    /// <returns>An id greater than every one that this factory made before.</returns>
    public Ulid Next()
    {
        lock (_lock)
        {
            var now = Math.Max(0, _time.GetUtcNow().ToUnixTimeMilliseconds());
            if (now > _lastMilliseconds)
            {
                Span<byte> chance = stackalloc byte[10];
                _chance(chance);
                var fresh = Ulid.Create(now, chance);
                _lastMilliseconds = now;
                _last = new UInt128(fresh.High, fresh.Low);
            }
            else
            {
                _last += 1;
                _lastMilliseconds = (long)(_last >> 80);
            }

            return new Ulid((ulong)(_last >> 64), (ulong)_last);
        }
    }
}
