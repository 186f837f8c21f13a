namespace SpecKitty.Server.Storage;

/// <summary>The clock by which everything in a store is evaluated: the database's where it has one, otherwise this machine's.</summary>
/// <remarks>
/// <para>
/// Several nodes share a database, and their own clocks differ. The time is the database's as it was last measured, moved on by the time that has elapsed here since: a local clock
/// that is wrong, or is set while the node runs, changes nothing. Timers and timestamps are local.
/// </para>
/// <para>A measurement is the middle of a round trip, so it is off by half of that at most; one within this bound of what the clock shows already does not move it.</para>
/// </remarks>
internal sealed class StoreClock : TimeProvider
{
    // The quickest of some round trips says most.
    private const int RoundTrips = 3;

    private readonly TimeProvider _local;
    private readonly IStoreHealth? _health;
    private volatile Anchor? _anchor;

    private StoreClock(TimeProvider local, IStoreHealth? health)
    {
        _local = local;
        _health = health;
    }

    /// <summary>How far this machine's clock is ahead of the database's, as last measured; negative when it is behind, null where the store has no clock of its own.</summary>
    public TimeSpan? Difference => _anchor?.Difference;

    /// <summary>How often the database's clock is to be measured again.</summary>
    public static TimeSpan Interval { get; } = TimeSpan.FromSeconds(10);

    public override TimeZoneInfo LocalTimeZone => _local.LocalTimeZone;

    public override long TimestampFrequency => _local.TimestampFrequency;

    /// <summary>This machine's clock, for a store without one of its own.</summary>
    public static StoreClock OfThisMachine(TimeProvider local) => new(local, null);

    /// <summary>Measures the database's clock for the first time.</summary>
    /// <param name="local">This machine's clock.</param>
    /// <param name="health">Asks the store.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="StoreUnavailableException">The database does not answer.</exception>
    public static async Task<StoreClock> MeasureAsync(TimeProvider local, IStoreHealth health, CancellationToken cancellationToken = default)
    {
        var clock = new StoreClock(local, health);
        await clock.MeasureAsync(cancellationToken);
        return clock;
    }

    /// <summary>Measures the database's clock again.</summary>
    /// <returns>Whether the store has a clock of its own.</returns>
    /// <exception cref="StoreUnavailableException">The database does not answer; the clock goes on as it was.</exception>
    public async Task<bool> MeasureAsync(CancellationToken cancellationToken = default)
    {
        Anchor? best = null;
        for (var trip = 0; _health is not null && trip < RoundTrips; trip++)
        {
            var (began, localNow) = (_local.GetTimestamp(), _local.GetUtcNow());
            if (await _health.ReadClockAsync(cancellationToken) is not { } read)
            {
                return false;
            }

            var took = _local.GetElapsedTime(began);
            var half = took / 2;
            var measured = new Anchor(read - half, began, half, localNow + half - read);
            best = best is null || half < best.Uncertainty ? measured : best;
        }

        if (best is null)
        {
            return false;
        }

        // What the clock shows already stays when it is as good as the measurement, so that it does not jitter.
        var shown = Show(_anchor, best.Timestamp);
        _anchor = (shown - best.Time).Duration() <= best.Uncertainty ? best with { Time = shown } : best;
        return true;
    }

    public override DateTimeOffset GetUtcNow() => _anchor is { } anchor ? Show(anchor, _local.GetTimestamp()) : _local.GetUtcNow();

    public override long GetTimestamp() => _local.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => _local.CreateTimer(callback, state, dueTime, period);

    private DateTimeOffset Show(Anchor? anchor, long timestamp)
        => anchor is null ? _local.GetUtcNow() - _local.GetElapsedTime(timestamp) : anchor.Time + _local.GetElapsedTime(anchor.Timestamp, timestamp);

    // Time is the database's at Timestamp, give or take Uncertainty.
    private sealed record Anchor(DateTimeOffset Time, long Timestamp, TimeSpan Uncertainty, TimeSpan Difference);
}
