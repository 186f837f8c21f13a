namespace SpecKitty.Server.Storage;

/// <summary>The time as exactly as every store keeps it: to the millisecond.</summary>
/// <remarks>The records of the stores cut each of their times themselves, so what was just made equals what is read back, whatever clock it was made by.</remarks>
internal static class StoreTime
{
    /// <summary>Now, cut to the millisecond.</summary>
    public static DateTimeOffset Now(TimeProvider time) => Of(time.GetUtcNow());

    /// <summary>A time, cut to the millisecond, in UTC.</summary>
    public static DateTimeOffset Of(DateTimeOffset time) => DateTimeOffset.FromUnixTimeMilliseconds(time.ToUnixTimeMilliseconds());

    /// <inheritdoc cref="Of(DateTimeOffset)"/>
    public static DateTimeOffset? Of(DateTimeOffset? time) => time is { } known ? Of(known) : null;
}
