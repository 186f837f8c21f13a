namespace SpecKitty.Server.Ingest;

/// <summary>So much a minute: fills steadily up to a minute's worth, and is emptied by what is taken.</summary>
/// <remarks>Not thread-safe. Time is told to it, so that a test can tell it too.</remarks>
internal sealed class TokenBucket(int perMinute, DateTimeOffset now)
{
    private double _tokens = perMinute;
    private DateTimeOffset _filledAt = now;

    /// <summary>How long until an amount can be taken; zero when it can be now.</summary>
    /// <remarks>What is larger than a whole minute's worth may go when the bucket is full, and is made up for afterwards: it would never go otherwise.</remarks>
    public TimeSpan WaitFor(int amount, DateTimeOffset now)
    {
        Fill(now);
        var lacking = Math.Min(amount, perMinute) - _tokens;
        return lacking <= 0 ? TimeSpan.Zero : TimeSpan.FromMinutes(lacking / perMinute);
    }

    public void Take(int amount) => _tokens -= amount;

    /// <summary>Whether it is as good as new.</summary>
    public bool IsFull(DateTimeOffset now)
    {
        Fill(now);
        return _tokens >= perMinute;
    }

    // A clock that was set back fills nothing, and is followed.
    private void Fill(DateTimeOffset now)
    {
        _tokens = Math.Min(perMinute, _tokens + (Math.Max(0, (now - _filledAt).TotalMinutes) * perMinute));
        _filledAt = now;
    }
}
